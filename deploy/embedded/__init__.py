"""Parlance on one machine: every part as a process of its own under supervisord, on loopback, no Docker."""
