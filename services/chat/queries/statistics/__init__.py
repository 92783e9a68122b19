"""Figures of chats."""
