"""Reads of feedback."""
