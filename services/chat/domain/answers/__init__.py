"""Answers of models, recorded by the server."""
