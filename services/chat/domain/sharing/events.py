"""What happens to who may read a chat. Each class has a message of the same name in
parlance.chat.v1.chat_sharing_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatShared:
    """The chat can be read under an id of its own; again: another version of it."""

    chat_id: str
    owner_id: str
    share_id: str
    shown_version: int
    live: bool
    title: str


@dataclass(frozen=True, slots=True)
class ChatReadersChanged:
    """Other people may read the shared chat."""

    chat_id: str
    owner_id: str
    grants: bytes


@dataclass(frozen=True, slots=True)
class ChatUnshared:
    """Nobody but its owner can read the chat any more."""

    chat_id: str
    owner_id: str
    share_id: str
