"""Reads of views and of the vector store, with the access rules applied."""
