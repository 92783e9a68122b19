"""The `threads` view: a document a thread.

<thread>   w workspace · n number · g slug · t name · u owner · p number of the account it is for, or
           null · c, m made and changed (ms)

Their conversations are in the view `conversations` of the workspaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DeleteMany, DeleteOne, IndexModel, InsertOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.domain.threads import events as e
from services.chat.domain.workspaces.events import WorkspaceDeleted

THREADS = "threads"


class ThreadsView(Projection):
    """See the module."""

    name = "threads"
    collections = (THREADS,)
    indexes = {  # noqa: RUF012 - a table
        THREADS: [
            IndexModel([("g", ASCENDING)], name="by_slug"),
            IndexModel([("w", ASCENDING), ("n", ASCENDING)], name="by_workspace"),
            IndexModel([("u", ASCENDING)], name="by_owner"),
        ]
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        event: Any = recorded.event
        match event:
            case e.ThreadCreated():
                return [Write(THREADS, InsertOne(_created(recorded, event)))]
            case e.ThreadRenamed():
                change = {"$set": {"t": event.name, "m": Int64(recorded.time)}}
                return [Write(THREADS, UpdateOne({"_id": event.thread_id}, change))]
            case e.ThreadDeleted():
                return [Write(THREADS, DeleteOne({"_id": event.thread_id}))]
            case WorkspaceDeleted():
                return [Write(THREADS, DeleteMany({"w": event.workspace_id}))]
        return []


def _created(recorded: Recorded, event: e.ThreadCreated) -> dict[str, Any]:
    return {
        "_id": event.thread_id,
        "_stream": recorded.stream,
        "w": event.workspace_id,
        "n": Int64(event.number),
        "g": event.slug,
        "t": event.name,
        "u": event.owner_id,
        "p": Int64(event.user_number) if event.user_number else None,
        "c": Int64(recorded.time),
        "m": Int64(recorded.time),
    }
