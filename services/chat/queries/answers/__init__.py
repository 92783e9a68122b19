"""Reads of answers."""
