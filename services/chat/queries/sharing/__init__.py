"""Reads of shared chats."""
