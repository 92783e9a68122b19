"""Servicers: request to command or query, result to reply."""
