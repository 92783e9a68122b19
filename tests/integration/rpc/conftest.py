"""Real parts for the tests that host a whole service."""

from __future__ import annotations

from kernel.testing.fixtures import db_prefix, mongo_url, nats_url

__all__ = ["db_prefix", "mongo_url", "nats_url"]
