"""Feedback over gRPC and REST."""
