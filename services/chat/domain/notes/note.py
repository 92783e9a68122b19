"""One note: title and content that may be written, changed, pinned and deleted.

Content is two JSON objects, `data` and `meta`, each kept as its bytes; empty bytes stand for null.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from services.chat.domain.notes import events as e
from services.chat.domain.notes.refusals import NoteMalformed, NoteTooLarge

LARGEST = 4 * 1024 * 1024
"""Bytes that `data` and `meta` may have together."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it stands."""

    note_id: str
    owner_id: str
    title: str
    data: bytes = b""
    meta: bytes = b""


@dataclass(frozen=True, slots=True)
class Change:
    """What a form says; None leaves a part as it is. `data` and `meta` are JSON texts."""

    title: str | None = None
    data: bytes | None = None
    meta: bytes | None = None


def decide_create(note_id: str, owner_id: str, change: Change) -> list[Any]:
    """Write a note. Raises NoteMalformed, NoteTooLarge."""
    empty = Note(note_id, owner_id, "")
    title, data, meta = _changed(empty, change)
    return [e.NoteCreated(note_id, owner_id, title, data, meta)]


def decide_change(note: Note, change: Change) -> list[Any]:
    """A new version, or nothing when it says what stands. Raises NoteMalformed, NoteTooLarge."""
    title, data, meta = _changed(note, change)
    if (title, data, meta) == (note.title, note.data, note.meta):
        return []
    return [e.NoteChanged(note.note_id, note.owner_id, title, data, meta)]


def text_of(data: bytes) -> str:
    """The text of a note, by which it is found: `content.md` of its data, else nothing."""
    content = json.loads(data).get("content") if data else None
    text = content.get("md") if isinstance(content, dict) else None
    return text if isinstance(text, str) else ""


def _changed(note: Note, change: Change) -> tuple[str, bytes, bytes]:
    title = note.title if change.title is None else change.title
    data, meta = _merged("data", note.data, change.data), _merged("meta", note.meta, change.meta)
    if len(data) + len(meta) > LARGEST:
        raise NoteTooLarge(f"A note may have at most {LARGEST // 1024 // 1024} MiB.")
    return title, data, meta


def _merged(name: str, standing: bytes, given: bytes | None) -> bytes:
    """The keys of one object over those of the other; null and nothing leave what stands."""
    added = _object(name, given)
    if added is None:
        return standing
    merged = (json.loads(standing) if standing else {}) | added
    try:
        return json.dumps(merged, separators=(",", ":"), ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError) as error:  # half a character, or nested too deeply
        raise NoteMalformed(f"{name} cannot be stored as it is.") from error


def _object(name: str, raw: bytes | None) -> dict[str, Any] | None:
    if not raw:
        return None
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise NoteMalformed(f"{name} is not valid JSON.") from error
    if value is not None and not isinstance(value, dict):
        raise NoteMalformed(f"{name} must be an object or null.")
    return value
