"""Chats as the contract shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from parlance.chat.v1 import chats_pb2 as pb

from services.chat.documents.parts import ARCHIVED, PINNED
from services.chat.documents.write import LoadedChat, write_document
from services.chat.domain.chats.create import DEFAULT_TITLE, Creation
from services.chat.domain.chats.document import Posted


def chat_reply(chat: LoadedChat) -> Any:
    """A chat with its document."""
    head = chat.head
    return pb.Chat(
        id=head["_id"],
        user_id=head["u"],
        title=head["t"],
        chat=write_document(chat),
        updated_at=head["m"] // 1000,
        created_at=head["c"] // 1000,
        share_id=head.get("s"),
        archived=bool(head["l"] & ARCHIVED),
        pinned=bool(head["l"] & PINNED),
        meta=meta_of(head),
        variables=head.get("w", b"{}"),
        folder_id=head.get("f"),
        current_message_id=chat.current,
    )


def without_params(chat: LoadedChat, **more: Any) -> LoadedChat:
    """A chat as others may see it: a system prompt is none of the readers' business. `more` are keys
    they are told besides."""
    values = {name: raw for name, raw in chat.details.get("d", {}).items() if name != "params"}
    values |= {name: msgspec.json.encode(value) for name, value in more.items()}
    return replace(chat, details={**chat.details, "d": values})


def others_reply(chat: LoadedChat) -> Any:
    """A chat of somebody else's: nothing of its owner's order goes with it but the folder."""
    head = chat.head
    return pb.Chat(
        id=head["_id"],
        user_id=head["u"],
        title=head["t"],
        chat=write_document(without_params(chat)),
        updated_at=head["m"] // 1000,
        created_at=head["c"] // 1000,
        meta=b"{}",
        variables=b"{}",
        folder_id=head.get("f"),
        current_message_id=chat.current,
    )


def meta_of(head: Mapping[str, Any]) -> bytes:
    """What stands beside the document: tags, and what a client keeps there."""
    tags, kept = head.get("g"), head.get("k", b"{}")
    if not tags:
        return bytes(kept)
    tagged: bytes = msgspec.json.encode({"tags": tags})
    return tagged if kept == b"{}" else tagged[:-1] + b"," + kept[1:]


def chat_json(chat: LoadedChat) -> bytes:
    """The same as JSON, for replies that are written as they are read."""
    reply = chat_reply(chat)
    out: dict[str, Any] = {}
    for field in pb.Chat.DESCRIPTOR.fields:
        value = getattr(reply, field.name)
        if field.has_presence and not reply.HasField(field.name):
            value = None
        out[field.name] = msgspec.Raw(value) if isinstance(value, bytes) else value
    return msgspec.json.encode(out)


def created_reply(creation: Creation, posted: Posted, document: bytes) -> Any:
    """A chat that was just created: the document is the one posted."""
    return pb.Chat(
        id=creation.chat_id,
        user_id=creation.owner_id,
        title=posted.title or DEFAULT_TITLE,
        chat=document,
        updated_at=creation.updated_at // 1000,
        created_at=creation.created_at // 1000,
        meta=b"{}",
        variables=creation.variables,
        folder_id=creation.folder_id or None,
        current_message_id=posted.history.current if posted.history else None,
    )


def row(head: Mapping[str, Any], snippet: str | None = None) -> Any:
    """A chat in a list."""
    return pb.ChatRow(
        id=head["_id"],
        title=head["t"],
        updated_at=head["m"] // 1000,
        created_at=head["c"] // 1000,
        last_read_at=head["r"] // 1000,
        snippet=snippet,
        archived=bool(head["l"] & ARCHIVED),
    )
