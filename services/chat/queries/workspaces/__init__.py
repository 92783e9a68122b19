"""Reads of workspaces."""
