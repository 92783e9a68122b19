"""Reads of prompts."""
