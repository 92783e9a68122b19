"""Folders: decisions and their events."""
