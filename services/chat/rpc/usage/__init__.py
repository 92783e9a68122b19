"""Servicers of figures."""
