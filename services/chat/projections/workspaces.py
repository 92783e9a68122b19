"""The `workspaces` view: a document a workspace, and one a conversation.

workspaces      <workspace>          u owner · n number · g slug · t name · s settings · c, m created and
                                     changed (ms) · v version of the stream · d documents:
                                     n number · i id · l location · f file · a metadata (JSON text) ·
                                     t tokens · p pinned · c, m embedded and changed (ms) ·
                                     a members: u account · m since (ms)
conversations   <workspace>/<chat>   w workspace · k chat · g version that began it; of a scope: s scope;
                                     of a thread: t thread · o person, empty for nobody. The highest
                                     of a scope, or of a person's part of a thread, is the present one
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DESCENDING, DeleteMany, DeleteOne, IndexModel, InsertOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.domain.threads import events as t
from services.chat.domain.workspaces import events as e
from services.chat.domain.workspaces.settings import restored

WORKSPACES = "workspaces"
CONVERSATIONS = "conversations"


class WorkspacesView(Projection):
    """Workspaces with their documents, and their conversations."""

    name = "workspaces"
    collections = (WORKSPACES, CONVERSATIONS)

    def __init__(self) -> None:
        scope = [("w", ASCENDING), ("s", ASCENDING), ("g", DESCENDING)]
        part = [("t", ASCENDING), ("o", ASCENDING), ("g", DESCENDING)]
        self.indexes = {
            WORKSPACES: [
                IndexModel([("g", ASCENDING)], name="by_slug"),
                IndexModel([("n", ASCENDING)], name="by_number"),
                IndexModel([("u", ASCENDING)], name="by_owner"),
                IndexModel([("d.f", ASCENDING)], name="by_file"),
                IndexModel([("a.u", ASCENDING)], name="by_member"),
            ],
            CONVERSATIONS: [
                IndexModel(scope, name="by_scope"),
                IndexModel(part, name="by_thread", partialFilterExpression={"t": {"$exists": True}}),
                IndexModel([("k", ASCENDING)], name="by_chat"),
            ],
        }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        return list(_writes(recorded, recorded.event))


def _writes(recorded: Recorded, event: Any) -> Iterator[Write]:
    now = Int64(recorded.time)
    touched: dict[str, Any] = {"v": recorded.version}
    change: dict[str, Any] = {}
    where: dict[str, Any] = {}
    match event:
        case e.WorkspaceCreated():
            yield Write(WORKSPACES, InsertOne(_created(recorded, event)))
            return
        case e.WorkspaceDeleted():
            yield Write(WORKSPACES, DeleteOne({"_id": event.workspace_id}))
            yield Write(CONVERSATIONS, DeleteMany({"w": event.workspace_id}))
            return
        case e.WorkspaceChanged():
            touched |= {"t": event.name, "s": _settings(event.settings), "m": now}
        case e.DocumentEmbedded():
            change["$push"] = {"d": _document(event, now)}
        case e.DocumentUnembedded():
            change["$pull"] = {"d": {"l": event.location}}
        case e.DocumentPinned():
            where = {"d.l": event.location}
            touched |= {"d.$.p": event.pinned, "d.$.m": now}
        case e.WorkspaceMembersChanged():
            yield Write(WORKSPACES, UpdateOne({"_id": event.workspace_id}, _members(event, touched, now)))
            return
        case e.ConversationStarted():
            yield Write(CONVERSATIONS, InsertOne(_conversation(recorded, event, s=event.scope)))
        case t.ThreadConversationStarted():
            place = {"t": event.thread_id, "o": event.user_id}
            yield Write(CONVERSATIONS, InsertOne(_conversation(recorded, event, **place)))
        case t.ThreadDeleted():
            yield Write(CONVERSATIONS, DeleteMany({"t": event.thread_id}))
        case t.ThreadCreated() | t.ThreadRenamed():
            pass  # only the version moves on
        case _:
            return
    change["$set"] = touched
    yield Write(WORKSPACES, UpdateOne({"_id": event.workspace_id, **where}, change))


def _created(recorded: Recorded, event: e.WorkspaceCreated) -> dict[str, Any]:
    return {
        "_id": event.workspace_id,
        "_stream": recorded.stream,
        "u": event.owner_id,
        "n": Int64(event.number),
        "g": event.slug,
        "t": event.name,
        "s": _settings(event.settings),
        "c": Int64(recorded.time),
        "m": Int64(recorded.time),
        "v": recorded.version,
        "d": [],
    }


def _members(event: e.WorkspaceMembersChanged, touched: dict[str, Any], now: Int64) -> list[dict[str, Any]]:
    """An update that keeps since when those are members who were already."""
    before = {"$ifNull": ["$a", []]}
    kept = {"$filter": {"input": before, "cond": {"$in": ["$$this.u", list(event.members)]}}}
    known = {"$map": {"input": before, "in": "$$this.u"}}
    fresh = {"$setDifference": [list(event.members), known]}
    added = {"$map": {"input": fresh, "in": {"u": "$$this", "m": now}}}
    return [
        {
            "$set": {
                **{key: {"$literal": value} for key, value in touched.items()},
                "a": {"$concatArrays": [kept, added]},
            }
        }
    ]


def _document(event: e.DocumentEmbedded, now: Int64) -> dict[str, Any]:
    return {
        "n": Int64(event.number),
        "i": event.document_id,
        "l": event.location,
        "f": event.file_id,
        "a": event.metadata.decode(),
        "t": Int64(event.tokens),
        "p": False,
        "c": now,
        "m": now,
    }


def _conversation(
    recorded: Recorded, event: e.ConversationStarted | t.ThreadConversationStarted, **place: str
) -> dict[str, Any]:
    return {
        "_id": f"{event.workspace_id}/{event.chat_id}",
        "_stream": recorded.stream,
        "w": event.workspace_id,
        **place,
        "k": event.chat_id,
        "g": recorded.version,
    }


def _settings(raw: bytes) -> dict[str, Any]:
    settings = restored(raw)
    return {name: getattr(settings, name) for name in settings.__slots__}
