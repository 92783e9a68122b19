"""Workspaces: settings, documents and conversations under a slug."""
