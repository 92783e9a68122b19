"""Prompts: texts with a slash command, in versions."""
