"""Talking to identity providers."""
