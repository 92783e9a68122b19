"""Servicers of notes."""
