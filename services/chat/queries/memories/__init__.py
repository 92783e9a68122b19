"""Reads of memories."""
