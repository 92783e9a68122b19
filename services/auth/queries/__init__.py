"""Reads that need more than one find."""
