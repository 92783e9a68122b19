"""What happens to a chat's place among others. Each class has a message of the same name in
parlance.chat.v1.chat_shelf_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatPinned:
    """The chat stands first."""

    chat_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class ChatUnpinned:
    """The chat stands among the others again."""

    chat_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class ChatArchived:
    """The chat was put away; it leaves its folder."""

    chat_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class ChatUnarchived:
    """The chat is back from the archive."""

    chat_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class ChatTagged:
    """The chat has one more tag."""

    chat_id: str
    owner_id: str
    tag_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ChatUntagged:
    """A tag was taken from the chat; `last`: it has none any more."""

    chat_id: str
    owner_id: str
    tag_id: str
    last: bool


@dataclass(frozen=True, slots=True)
class ChatMetaChanged:
    """What a client keeps beside the document, other than tags, was replaced."""

    chat_id: str
    owner_id: str
    meta: bytes
