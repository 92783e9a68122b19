"""Reads of chats: one find each, except search."""
