"""Views `knowledge` (collections of files) and `links` (which file is in which)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from pymongo import ASCENDING, DESCENDING, DeleteMany, DeleteOne, IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from kernel.identity.grants import Grant, principals, stored
from services.knowledge.domain import events as e

KNOWLEDGE = "knowledge"
LINKS = "links"

_grants = msgspec.json.Decoder(list[Grant]).decode


class KnowledgeBases(Projection):
    """`knowledge`: user_id, kind, name, description, grants (list), principals (what kernel.identity.grants
    finds by), created_at, updated_at, at, version (of the stream: what a command appends after).
    `links`: collection, file_id, user_id, at."""

    name = "knowledge"
    collections = (KNOWLEDGE, LINKS)
    indexes: Mapping[str, Sequence[Any]] = {
        KNOWLEDGE: [
            IndexModel([("kind", ASCENDING), ("user_id", ASCENDING), ("updated_at", DESCENDING)]),
            IndexModel([("kind", ASCENDING), ("principals", ASCENDING), ("updated_at", DESCENDING)]),
            IndexModel([("user_id", ASCENDING)]),
            IndexModel([("_stream", ASCENDING)]),
        ],
        LINKS: [
            IndexModel([("collection", ASCENDING), ("at", ASCENDING)]),
            IndexModel([("file_id", ASCENDING)]),
            IndexModel([("_stream", ASCENDING)]),
        ],
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection.project."""
        event = recorded.event
        match event:
            case e.KnowledgeCreated():
                yield Write(
                    KNOWLEDGE, ReplaceOne({"_id": event.knowledge_id}, _created(event, recorded), upsert=True)
                )
            case e.KnowledgeUpdated():
                yield _set(recorded, event.knowledge_id, name=event.name, description=event.description)
            case e.KnowledgeAccessChanged():
                yield _set(recorded, event.knowledge_id, **_access(event.access_grants))
            case e.FileAddedToKnowledge():
                yield _set(recorded, event.knowledge_id)
                link = {
                    "_id": f"{event.knowledge_id}:{event.file_id}",
                    "_stream": recorded.stream,
                    "collection": event.knowledge_id,
                    "file_id": event.file_id,
                    "user_id": event.user_id,
                    "at": recorded.time,
                }
                yield Write(LINKS, ReplaceOne({"_id": link["_id"]}, link, upsert=True))
            case e.FileRemovedFromKnowledge():
                yield _set(recorded, event.knowledge_id)
                yield Write(LINKS, DeleteOne({"_id": f"{event.knowledge_id}:{event.file_id}"}))
            case e.KnowledgeReset():
                yield _set(recorded, event.knowledge_id)
                yield Write(LINKS, DeleteMany({"collection": event.knowledge_id}))
            case e.KnowledgeDeleted():
                yield Write(KNOWLEDGE, DeleteOne({"_id": event.knowledge_id}))
                yield Write(LINKS, DeleteMany({"collection": event.knowledge_id}))


def _created(event: e.KnowledgeCreated, recorded: Recorded) -> dict[str, Any]:
    return {
        "_id": event.knowledge_id,
        "_stream": recorded.stream,
        "version": recorded.version,
        "user_id": event.user_id,
        "kind": event.kind,
        "name": event.name,
        "description": event.description,
        **_access(event.access_grants),
        "created_at": recorded.time // 1000,
        "updated_at": recorded.time // 1000,
        "at": recorded.time,
    }


def _access(document: bytes) -> dict[str, Any]:
    grants = _grants(document or b"[]")
    return {"grants": stored(grants), "principals": principals(grants)}


def _set(recorded: Recorded, knowledge_id: str, **fields: Any) -> Write:
    change = {"$set": {**fields, "version": recorded.version, "updated_at": recorded.time // 1000}}
    return Write(KNOWLEDGE, UpdateOne({"_id": knowledge_id}, change))
