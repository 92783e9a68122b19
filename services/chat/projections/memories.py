"""The `memories` view: what people had remembered.

<memory>   u owner · k kind · p path · t content · c, m added and changed (ms) · v version of the stream
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DeleteOne, IndexModel, InsertOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.domain.memories import events as e

MEMORIES = "memories"


class MemoriesView(Projection):
    """See the module."""

    name = "memories"
    collections = (MEMORIES,)
    indexes = {  # noqa: RUF012 - a table
        MEMORIES: [IndexModel([("u", ASCENDING), ("c", ASCENDING), ("_id", ASCENDING)], name="own")]
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        event: Any = recorded.event
        now = Int64(recorded.time)
        match event:
            case e.MemoryAdded():
                document = {
                    "_id": event.memory_id,
                    "_stream": recorded.stream,
                    "u": event.owner_id,
                    "c": now,
                    **_told(event, now, recorded.version),
                }
                return [Write(MEMORIES, InsertOne(document))]
            case e.MemoryChanged():
                change = {"$set": _told(event, now, recorded.version)}
                return [Write(MEMORIES, UpdateOne({"_id": event.memory_id}, change))]
            case e.MemoryDeleted():
                return [Write(MEMORIES, DeleteOne({"_id": event.memory_id}))]
        return []


def _told(event: e.MemoryAdded | e.MemoryChanged, now: Int64, version: int) -> dict[str, Any]:
    return {"k": event.kind, "p": event.path, "t": event.content, "m": now, "v": version}
