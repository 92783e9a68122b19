"""Traces, metrics and logs of one process."""
