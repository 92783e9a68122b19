"""Reads of threads."""
