"""The `folders` view: a document a folder, and one a person that tells how their tree stands.

folders        u owner · p parent (empty: at the top) · t name · k name to compare · d data · a meta
               (JSON) · x shown open · g grants and w their principals, when it is shared · c, m created and
               updated (ms)
folder_trees   <owner>   v version of the stream · n number of folders
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DeleteMany, IndexModel, InsertOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from kernel.identity.grants import principals, restored
from services.chat.documents.parts import FOLDERED, PINNED
from services.chat.domain.folders import events as e
from services.chat.domain.folders.folder import sort_name

FOLDERS = "folders"
TREES = "folder_trees"


def stream_of(owner_id: str) -> str:
    """The stream of a person's folders."""
    return f"folders-{owner_id}"


class FoldersView(Projection):
    """Folders and the state of each person's tree."""

    name = "folders"
    collections = (FOLDERS, TREES)

    def __init__(self) -> None:
        self.indexes = {
            FOLDERS: [
                IndexModel([("u", ASCENDING), ("c", ASCENDING), ("_id", ASCENDING)], name="by_owner"),
                IndexModel([("u", ASCENDING), ("p", ASCENDING), ("k", ASCENDING)], name="by_parent"),
                IndexModel([("u", ASCENDING), ("k", ASCENDING)], name="by_name"),
                IndexModel([("w", ASCENDING)], name="by_reader", sparse=True),
            ]
        }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        return list(_writes(recorded, recorded.event))


def head_moved(event: e.ChatMoved | e.ChatLeftFolder, recorded: Recorded) -> UpdateOne:
    """What it changes in the head of a chat (part of the `chats` view)."""
    there = {"_id": event.chat_id}
    if isinstance(event, e.ChatLeftFolder):
        left = {"$bit": {"l": {"and": ~FOLDERED}}, "$unset": {"f": 1}, "$set": {"v": recorded.version}}
        return UpdateOne(there, left)
    touched: dict[str, Any] = {"m": recorded.time, "r": recorded.time, "v": recorded.version}
    if event.folder_id:
        bits = {"and": ~PINNED, "or": FOLDERED}
        entered = touched | {"f": event.folder_id}
        return UpdateOne(there, {"$bit": {"l": bits}, "$set": entered, "$unset": {"j": 1}})
    gone = {"$bit": {"l": {"and": ~(PINNED | FOLDERED)}}, "$unset": {"f": 1, "j": 1}, "$set": touched}
    return UpdateOne(there, gone)


def _writes(recorded: Recorded, event: Any) -> Iterator[Write]:
    now = Int64(recorded.time)
    more = 0
    changed: dict[str, Any] = {"m": now}
    match event:
        case e.FolderCreated():
            yield Write(FOLDERS, InsertOne(_created(recorded, event)))
            more = 1
        case e.FolderDeleted():
            gone = [event.folder_id, *event.below]
            yield Write(FOLDERS, DeleteMany({"_id": {"$in": gone}}))
            more = -len(gone)
        case e.FolderChanged():
            changed |= {"t": event.name, "k": sort_name(event.name), "d": event.data, "a": event.meta}
        case e.FolderMoved():
            changed["p"] = event.parent_id
        case e.FolderAccessChanged():
            lines = json.loads(event.grants)
            changed |= {"g": lines, "w": principals(restored(lines))}
        case e.FolderExpanded():
            changed["x"] = event.expanded
        case _:
            return
    if not more:
        change: dict[str, Any] = {"$set": changed}
        if changed.get("g") == []:
            change = {"$set": {"m": now}, "$unset": {"g": 1, "w": 1}}
        yield Write(FOLDERS, UpdateOne({"_id": event.folder_id}, change))
    stands = {"$set": {"_stream": recorded.stream, "v": recorded.version}, "$inc": {"n": more}}
    yield Write(TREES, UpdateOne({"_id": event.owner_id}, stands, upsert=True))


def _created(recorded: Recorded, event: e.FolderCreated) -> dict[str, Any]:
    return {
        "_id": event.folder_id,
        "_stream": recorded.stream,
        "u": event.owner_id,
        "p": event.parent_id,
        "t": event.name,
        "k": sort_name(event.name),
        "d": event.data,
        "a": event.meta,
        "x": False,
        "c": Int64(recorded.time),
        "m": Int64(recorded.time),
    }
