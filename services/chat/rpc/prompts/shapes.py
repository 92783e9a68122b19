"""View documents of prompts as the messages of the contract."""

from __future__ import annotations

from typing import Any

import msgspec
from parlance.chat.v1 import people_pb2
from parlance.chat.v1 import prompts_pb2 as pb

from kernel.identity.grants import serialised
from services.chat.queries.shared_things import grants_of
from services.chat.rpc.grant_forms import shown

Document = dict[str, Any]


def prompt(document: Document) -> pb.Prompt:
    """A prompt."""
    return pb.Prompt(**_fields(document))


def item(
    document: Document, write_access: bool, author: people_pb2.PersonCard | None = None
) -> pb.PromptItem:
    """A prompt, with whether the caller may change it."""
    return pb.PromptItem(**_fields(document), user=author, write_access=write_access)


def version(document: Document) -> pb.PromptVersion:
    """A version."""
    return pb.PromptVersion(**_version(document))


def version_row(document: Document, author: people_pb2.PersonCard | None) -> pb.PromptVersionRow:
    """A version in a list."""
    return pb.PromptVersionRow(**_version(document), user=author)


def snapshot(document: Document) -> bytes:
    """What a version says, as JSON."""
    return msgspec.json.encode(
        {
            "name": document["name"],
            "content": document["content"],
            "command": document["command"],
            "data": msgspec.Raw(document["data"] or b"{}"),
            "meta": msgspec.Raw(document["meta"] or b"{}"),
            "tags": msgspec.Raw(document["tags"] or b"[]"),
            "access_grants": serialised(grants_of(document), "prompt", document["n"]),
        }
    )


def _fields(document: Document) -> dict[str, Any]:
    return {
        "id": document["_id"],
        "command": document["command"],
        "user_id": document["user_id"],
        "name": document["name"],
        "content": document["content"],
        "data": document["data"] or b"{}",
        "meta": document["meta"] or b"{}",
        "tags": document["tags"],
        "is_active": document["active"],
        "version_id": document["version_id"],
        "created_at": document["created_at"] // 1000,
        "updated_at": document["updated_at"] // 1000,
        "access_grants": shown(grants_of(document), "prompt", document["_id"]),
    }


def _version(document: Document) -> dict[str, Any]:
    return {
        "id": document["_id"],
        "prompt_id": document["n"],
        "parent_id": document["parent"] or None,
        "snapshot": snapshot(document),
        "user_id": document["by"],
        "commit_message": document["message"] or None,
        "created_at": document["at"] // 1000,
    }
