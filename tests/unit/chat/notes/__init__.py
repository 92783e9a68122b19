"""Tests of notes without a database."""
