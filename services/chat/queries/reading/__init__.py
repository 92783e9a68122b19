"""Reads of unread chats."""
