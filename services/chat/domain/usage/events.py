"""What is kept of a person's share in the figures: see usage_events.proto."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UsageUnnamed:
    """The figures of a person whose account is gone; they count on for nobody."""

    user_id: str
    answers: bytes
    chats: bytes
