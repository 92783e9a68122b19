"""What happens to a note. Each class has a message of the same name in parlance.chat.v1.note_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoteCreated:
    """A note was written down; `data` and `meta` are JSON objects, empty for null."""

    note_id: str
    owner_id: str
    title: str
    data: bytes
    meta: bytes


@dataclass(frozen=True, slots=True)
class NoteChanged:
    """A new version of title and content, whole."""

    note_id: str
    owner_id: str
    title: str
    data: bytes
    meta: bytes


@dataclass(frozen=True, slots=True)
class NoteAccessChanged:
    """Who besides the owner may read or change it: a JSON array of grants, whole."""

    note_id: str
    owner_id: str
    access_grants: bytes


@dataclass(frozen=True, slots=True)
class NotePinned:
    """Somebody pinned the note for themselves, or no longer does."""

    note_id: str
    user_id: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class NoteDeleted:
    """The note is gone."""

    note_id: str
    owner_id: str
