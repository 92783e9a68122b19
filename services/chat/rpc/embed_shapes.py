"""Embeds and what was said in them as the AnythingLLM API shows them, and the frames its widget reads."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import msgspec
from parlance.chat.v1 import embeds_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.moments import iso_moment
from services.chat.domain.embeds.settings import restored
from services.chat.queries.embeds.find import Listed
from services.chat.rpc.workspace_shapes import Json, encode


def embed(found: Mapping[str, Any], workspace: int) -> pb.Embed:
    """An embed with its settings."""
    settings = restored(found["s"])
    return pb.Embed(
        id=int(found["n"]),
        uuid=found["_id"],
        enabled=settings.enabled,
        chat_mode=settings.mode,
        allowlist_domains=encode(settings.origins).decode() if settings.origins else None,
        allow_model_override=settings.model,
        allow_temperature_override=settings.temperature,
        allow_prompt_override=settings.prompt,
        max_chats_per_day=settings.per_day,
        max_chats_per_session=settings.per_session,
        message_limit=settings.history,
        workspace_id=workspace,
        created_at=iso_moment(found["c"]),
    )


def row(listed: Listed) -> pb.EmbedRow:
    """An embed in the list of all."""
    found, (number, name) = listed.embed, listed.workspace
    settings = restored(found["s"])
    return pb.EmbedRow(
        id=int(found["n"]),
        uuid=found["_id"],
        enabled=settings.enabled,
        chat_mode=settings.mode,
        created_at=iso_moment(found["c"]),
        workspace=pb.EmbedWorkspace(id=number, name=name),
        chat_count=listed.exchanges,
    )


def exchange(found: Mapping[str, Any], embed_number: int) -> Json:
    """An exchange as operators see it."""
    response = {
        "text": found["a"],
        "type": found["y"],
        "sources": msgspec.Raw(found["k"].encode() or b"[]"),
        "metrics": msgspec.Raw(found["t"].encode() or b"{}"),
    }
    return {
        "id": int(found["_id"]),
        "prompt": found["q"],
        "response": encode(response).decode(),
        "session_id": found["s"],
        "include": not found["h"],
        "connection_information": found["i"] or None,
        "embed_id": embed_number,
        "usersId": None,
        "createdAt": iso_moment(found["c"]),
    }


def chunk(id_: str, text: str, close: bool = False) -> Json:
    """A piece of an answer; the last one closes it."""
    return {
        "uuid": id_,
        "sources": [],
        "type": "textResponseChunk",
        "textResponse": text,
        "close": close,
        "error": False,
    }


def instead(text: str) -> Json:
    """A text of the workspace in place of an answer."""
    id_ = str(uuid.uuid4())
    whole = {"id": id_, "uuid": id_, "type": "textResponse", "textResponse": text}
    return {**whole, "sources": [], "close": True, "error": None}


def frame(*events: Json, head: bool = False) -> common_pb2.Frame:
    """Events of a stream; its first frame carries the head."""
    made = common_pb2.Frame(events=[encode(event) for event in events])
    if head:
        made.head.streaming = True
    return made
