"""The views of prompts.

prompts           <prompt>    user_id owner · command · name, order (name as it is sorted) · content · data,
                              meta (JSON) · tags · active · version_id · grants, reach (projections.reach) ·
                              x words · created_at, updated_at (ms) · version of the stream
prompt_versions   <version>   n prompt · v version of the stream · parent · command, name, content, data,
                              meta, tags, grants as they were · message · by account · at (ms)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec
from bson import Int64
from pymongo import ASCENDING, DESCENDING, DeleteMany, DeleteOne, IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from kernel.identity.grants import Grant, stored
from services.chat.documents.words import words
from services.chat.domain.prompts import events as e
from services.chat.projections.reach import reach

PROMPTS = "prompts"
VERSIONS = "prompt_versions"
ORDERS = ("order", "created_at", "updated_at")
MOST_WORDS = 2000
"""Different words that a prompt is found by."""

_grants = msgspec.json.Decoder(list[Grant]).decode
_tags = msgspec.json.Decoder(list[str]).decode


class PromptsView(Projection):
    """See the module."""

    name = "prompts"
    collections = (PROMPTS, VERSIONS)
    indexes: Mapping[str, Sequence[Any]] = {
        PROMPTS: [
            *(IndexModel([(order, DESCENDING)]) for order in ORDERS),
            *(IndexModel([("reach", ASCENDING), (order, DESCENDING)]) for order in ORDERS),
            IndexModel([("command", ASCENDING)]),
            IndexModel([("tags", ASCENDING)]),
            IndexModel([("x", ASCENDING)]),
            IndexModel([("_stream", ASCENDING)]),
        ],
        VERSIONS: [
            IndexModel([("n", ASCENDING), ("v", DESCENDING)]),
            IndexModel([("_stream", ASCENDING)]),
        ],
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection.project."""
        return list(_writes(recorded, recorded.event))


def _writes(recorded: Recorded, event: Any) -> Iterator[Write]:
    now = Int64(recorded.time)
    match event:
        case e.PromptCreated():
            document = {
                "_id": event.prompt_id,
                "_stream": recorded.stream,
                "user_id": event.owner_id,
                **_named(event),
                **_content(event),
                "active": True,
                **_access(event.owner_id, event.access_grants),
                "created_at": now,
                "updated_at": now,
                "version": recorded.version,
            }
            yield Write(PROMPTS, ReplaceOne({"_id": event.prompt_id}, document, upsert=True))
            yield _version(recorded, event, "")
        case e.PromptSaved():
            said = {**_named(event), **_content(event)} if event.live else {}
            yield _set(recorded, event.prompt_id, **said)
            yield _version(recorded, event, event.parent_id)
        case e.PromptDetailsChanged():
            yield _set(recorded, event.prompt_id, **_named(event))
        case e.PromptVersionChosen():
            yield _set(recorded, event.prompt_id, **_named(event), **_content(event))
        case e.PromptVersionDeleted():
            yield _set(recorded, event.prompt_id)
            yield Write(VERSIONS, DeleteOne({"_id": event.version_id}))
        case e.PromptSwitched():
            yield _set(recorded, event.prompt_id, active=event.active)
        case e.PromptAccessChanged():
            yield _set(recorded, event.prompt_id, **_access(event.owner_id, event.access_grants))
        case e.PromptDeleted():
            yield Write(PROMPTS, DeleteOne({"_id": event.prompt_id}))
            yield Write(VERSIONS, DeleteMany({"n": event.prompt_id}))


def _set(recorded: Recorded, prompt_id: str, **fields: Any) -> Write:
    change = {"$set": {**fields, "version": recorded.version, "updated_at": Int64(recorded.time)}}
    return Write(PROMPTS, UpdateOne({"_id": prompt_id}, change))


def _named(
    event: e.PromptCreated | e.PromptSaved | e.PromptDetailsChanged | e.PromptVersionChosen,
) -> dict[str, Any]:
    tags = _tags(event.tags or b"[]")
    found = words("\n".join((event.command, event.name, *tags, event.content)))
    return {
        "command": event.command,
        "name": event.name,
        "order": event.name.casefold()[:100],
        "tags": tags,
        "x": list(islice(dict.fromkeys(found), MOST_WORDS)),
    }


def _content(event: e.PromptCreated | e.PromptSaved | e.PromptVersionChosen) -> dict[str, Any]:
    return {
        "content": event.content,
        "data": event.data,
        "meta": event.meta,
        "version_id": event.version_id,
    }


def _access(owner_id: str, document: bytes) -> dict[str, Any]:
    grants = _grants(document or b"[]")
    return {"grants": stored(grants), "reach": reach(owner_id, grants)}


def _version(recorded: Recorded, event: e.PromptCreated | e.PromptSaved, parent: str) -> Write:
    document = {
        "_id": event.version_id,
        "_stream": recorded.stream,
        "n": event.prompt_id,
        "v": Int64(recorded.version),
        "parent": parent,
        "command": event.command,
        "name": event.name,
        "content": event.content,
        "data": event.data,
        "meta": event.meta,
        "tags": event.tags,
        "grants": stored(_grants(event.access_grants or b"[]")),
        "message": event.message,
        "by": recorded.actor,
        "at": Int64(recorded.time),
    }
    return Write(VERSIONS, ReplaceOne({"_id": event.version_id}, document, upsert=True))
