"""What happens to whether a chat is shown as unread. Each class has a message of the same name in
parlance.chat.v1.chat_reading_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatRead:
    """The person has seen the chat up to this moment (epoch ms)."""

    chat_id: str
    owner_id: str
    read_at: int


@dataclass(frozen=True, slots=True)
class ChatMarkedUnread:
    """The chat counts as seen last at this moment (epoch ms), before its last change."""

    chat_id: str
    owner_id: str
    read_at: int
