"""View documents of notes as the messages of the contract."""

from __future__ import annotations

from typing import Any

import msgspec
from parlance.chat.v1 import notes_pb2 as pb
from parlance.chat.v1 import people_pb2

from services.chat.queries.shared_things import grants_of
from services.chat.rpc.grant_forms import shown

Document = dict[str, Any]
_NANOSECONDS = 1_000_000
"""In a millisecond."""


def note(document: Document, pinned: bool, write_access: bool | None = None) -> pb.Note:
    """A whole note."""
    return pb.Note(
        id=document["_id"],
        user_id=document["user_id"],
        title=document["title"],
        data=document["data"] or None,
        meta=document["meta"] or None,
        is_pinned=pinned,
        access_grants=_grants(document),
        created_at=document["created_at"] * _NANOSECONDS,
        updated_at=document["updated_at"] * _NANOSECONDS,
        write_access=write_access,
    )


def row(document: Document, pinned: bool, author: people_pb2.PersonCard | None) -> pb.NoteRow:
    """A note in a list, with the beginning of its text."""
    return pb.NoteRow(
        id=document["_id"],
        title=document["title"],
        data=_beginning(document),
        is_pinned=pinned,
        updated_at=document["updated_at"] * _NANOSECONDS,
        created_at=document["created_at"] * _NANOSECONDS,
        user=author,
    )


def item(document: Document, pinned: bool, author: people_pb2.PersonCard | None) -> pb.NoteItem:
    """A note in a page, with the beginning of its text."""
    return pb.NoteItem(
        id=document["_id"],
        user_id=document["user_id"],
        title=document["title"],
        data=_beginning(document),
        meta=document["meta"] or None,
        is_pinned=pinned,
        access_grants=_grants(document),
        created_at=document["created_at"] * _NANOSECONDS,
        updated_at=document["updated_at"] * _NANOSECONDS,
        user=author,
    )


def version(document: Document) -> pb.NoteVersion:
    """A version; its content where the document has it."""
    return pb.NoteVersion(
        version=document["v"],
        title=document["title"],
        user_id=document["by"],
        created_at=document["at"] * _NANOSECONDS,
        data=document.get("data") or None,
        meta=document.get("meta") or None,
    )


def _beginning(document: Document) -> bytes:
    return msgspec.json.encode({"content": {"md": document["beginning"]}})


def _grants(document: Document) -> bytes:
    return shown(grants_of(document), "note", document["_id"])
