"""Locations of documents: `folder/name-<id>.json`, made by the server, never a path on a disk."""

from __future__ import annotations

import re
import unicodedata

from services.knowledge.domain.refusals import FolderNameInvalid

DEFAULT_FOLDER = "custom-documents"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_NOTES = "memory-"
_COLLECTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")


def base_name(filename: str) -> str:
    """The last part of a client's file name, without control characters; `file` when nothing is left."""
    last = re.split(r"[/\\]", filename)[-1]
    clean = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    while len(clean.encode()) > 255:
        clean = clean[:-1]
    return clean if clean.strip(".") else "file"


def slug(text: str, fallback: str = "document") -> str:
    """Letters, digits, dot, dash and underscore; at most 120 characters."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("-", ascii_text).strip("-.")[:120] or fallback


def document_name(filename: str, file_id: str) -> str:
    """The stored name of an uploaded file."""
    return f"{slug(filename)}-{file_id}.json"


def raw_title(title: str) -> str:
    """The title of posted text: last extension dropped, slug in lower case."""
    stem = title.rsplit(".", 1)[0] if "." in title.strip(".") else title
    return slug(stem).lower()


def folder_name(name: str) -> str:
    """One folder, without leading parent steps. Raises FolderNameInvalid."""
    parts = [p for p in re.split(r"[/\\]", name) if p not in ("", ".", "..")]
    if len(parts) != 1 or len(parts[0]) > 128 or any(unicodedata.category(c)[0] == "C" for c in parts[0]):
        raise FolderNameInvalid("This cannot be the name of a folder.")
    return parts[0]


def split(location: str) -> tuple[str, str]:
    """Folder and name of a location; a bare name has folder ""."""
    folder, _, name = location.rpartition("/")
    return folder, name


def notes_of(user_id: str) -> str:
    """The collection of a person's notes, which only they can read."""
    return f"{_NOTES}{user_id}"


def may_be_of(name: str, user_id: str) -> bool:
    """False for another's notes; whose other collections are is not in their names."""
    return not name.startswith(_NOTES) or name == notes_of(user_id)


def is_collection_name(name: str) -> bool:
    """Whether a client may choose this name for a collection; `file-…` and `memory-…` are reserved."""
    return bool(_COLLECTION.fullmatch(name)) and not name.startswith(("file-", _NOTES))
