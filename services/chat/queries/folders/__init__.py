"""Reads of folders and of the chats in them."""
