"""Reads that need more than a find."""
