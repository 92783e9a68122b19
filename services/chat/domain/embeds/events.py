"""What happens to an embed. Each class has a message of the same name in parlance.chat.v1.embed_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmbedCreated:
    """A workspace was opened to visitors; `settings` is JSON as `settings.stored` writes it."""

    embed_id: str
    owner_id: str
    number: int
    workspace_id: str
    settings: bytes


@dataclass(frozen=True, slots=True)
class EmbedChanged:
    """Settings changed, or another workspace answers; all of it is told."""

    embed_id: str
    owner_id: str
    workspace_id: str
    settings: bytes


@dataclass(frozen=True, slots=True)
class EmbedDeleted:
    """The embed is gone; its sessions end one after the other."""

    embed_id: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class EmbedAnswered:
    """A visitor asked and was answered."""

    embed_id: str
    session_id: str
    owner_id: str
    number: int
    question: str
    answer: str
    mode: str
    sources: bytes
    metrics: bytes
    connection: bytes
    hidden: bool


@dataclass(frozen=True, slots=True)
class EmbedSessionReset:
    """The visitor began anew after the exchange `number`."""

    embed_id: str
    session_id: str
    owner_id: str
    number: int


@dataclass(frozen=True, slots=True)
class EmbedSessionEnded:
    """The session is gone with its embed."""

    embed_id: str
    session_id: str
    owner_id: str
