"""Channels, their messages, reactions and pins."""
