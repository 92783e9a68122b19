"""Reads of tags and pages of one shelf."""
