"""Going back. The class has a message of the same name in parlance.chat.v1.chat_version_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatRestored:
    """The chat reads as it did at an earlier version."""

    chat_id: str
    owner_id: str
    restored_version: int
