"""Servicers of prompts."""
