"""Answers that outlive gateways, callers and services."""
