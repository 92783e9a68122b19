"""Moments as the AnythingLLM API writes them."""

from __future__ import annotations

from datetime import UTC, datetime


def iso_moment(milliseconds: int) -> str:
    """ISO 8601 in UTC with milliseconds, from milliseconds since the epoch: 2026-05-04T03:02:01.000Z."""
    shown = datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds")
    return shown.replace("+00:00", "Z")
