"""Threads: conversations of their own within a workspace."""
