"""What may be done with folders.

All folders of a person are one stream, so a decision holds for the whole tree: of two moves that
would make a circle together, the second decides again. It decides from the few folders it needs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.chat.domain.folders import events as e
from services.chat.domain.folders.refusals import FolderNameTaken, FolderRefused

MOST_FOLDERS = 5_000
DEEPEST = 32
MOST_BYTES = 65_536
"""Of data, and of meta."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it stands; `data` and `meta` are JSON objects or null."""

    folder_id: str
    owner_id: str
    name: str
    parent_id: str = ""
    data: bytes = b"null"
    meta: bytes = b"null"
    expanded: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a folder shall be: `path` leads from the parent up to the top (empty: at the top), `beside`
    is the id of a folder there that has its name (empty: none)."""

    path: tuple[str, ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """New name; keys to set in data and meta. None leaves them."""

    name: str | None = None
    data: dict[str, Any] | None = None
    meta: dict[str, Any] | None = None


def sort_name(name: str) -> str:
    """Equal for names that may not stand side by side."""
    return name.strip().casefold()


def decide_create(folder: Folder, place: Place, folders: int, most_files: int | None) -> list[Any]:
    """Make a folder, where there are `folders` of the person already."""
    if folders >= MOST_FOLDERS:
        raise FolderRefused(f"There are {MOST_FOLDERS} folders already.")
    _fits(folder, place, 1)
    _holds(folder.data, most_files)
    _holds(folder.meta, None)
    made = e.FolderCreated(
        folder.folder_id, folder.owner_id, folder.parent_id, folder.name, folder.data, folder.meta
    )
    return [made]


def decide_change(folder: Folder, change: Change, place: Place, most_files: int | None) -> list[Any]:
    """Set name and keys; nothing happens when they are what they were."""
    name = folder.name if change.name is None else change.name
    if place.beside not in ("", folder.folder_id):
        raise FolderNameTaken
    data, meta = _merged(folder.data, change.data), _merged(folder.meta, change.meta)
    if data != folder.data:
        _holds(data, most_files)
    _holds(meta, None)
    if (name, data, meta) == (folder.name, folder.data, folder.meta):
        return []
    return [e.FolderChanged(folder.folder_id, folder.owner_id, name, data, meta)]


def decide_move(folder: Folder, parent_id: str, place: Place, height: int) -> list[Any]:
    """Put a folder elsewhere; `height` counts its levels, 1 for a folder without any in it."""
    if parent_id == folder.parent_id:
        return []
    if folder.folder_id in place.path:
        raise FolderRefused("A folder cannot be in itself.")
    _fits(folder, place, height)
    return [e.FolderMoved(folder.folder_id, folder.owner_id, parent_id)]


def decide_expand(folder: Folder, expanded: bool) -> list[Any]:
    """Show it open or closed."""
    if expanded == folder.expanded:
        return []
    return [e.FolderExpanded(folder.folder_id, folder.owner_id, expanded)]


def decide_delete(folder: Folder, below: Sequence[str]) -> list[Any]:
    """End a folder and the folders in it."""
    return [e.FolderDeleted(folder.folder_id, folder.owner_id, tuple(below))]


def _fits(folder: Folder, place: Place, height: int) -> None:
    if place.beside not in ("", folder.folder_id):
        raise FolderNameTaken
    if len(place.path) + height > DEEPEST:
        raise FolderRefused(f"Folders may be {DEEPEST} levels deep.")


def _holds(raw: bytes, most_files: int | None) -> None:
    if len(raw) > MOST_BYTES:
        raise FolderRefused(f"Data and meta of a folder may have {MOST_BYTES} bytes each.")
    value = json.loads(raw) or {}
    files = value.get("files") if most_files is not None else None
    if isinstance(files, list) and most_files is not None and len(files) > most_files:
        raise FolderRefused(f"A folder may have {most_files} files here.")


def _merged(raw: bytes, change: dict[str, Any] | None) -> bytes:
    if change is None:
        return raw
    return packed({**(json.loads(raw) or {}), **change})


def packed(value: Any) -> bytes:
    """A JSON value as it is stored."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
