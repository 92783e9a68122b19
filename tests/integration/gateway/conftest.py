"""Fixtures of these tests."""

from __future__ import annotations

from tests.integration.gateway.replicas import replicas, urls

__all__ = ["replicas", "urls"]
