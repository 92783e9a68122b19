"""Reads of embeds."""
