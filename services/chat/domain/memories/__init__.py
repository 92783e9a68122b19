"""Memories: what happens to them and what may be remembered."""
