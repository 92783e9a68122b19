"""Chats: a tree of messages and the document around it, as a stream of events."""
