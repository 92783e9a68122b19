"""The `chats` view: every chat as small documents (see services.chat.documents.parts).

What an event costs here does not grow with the chat: an added message is one new document, a link
in its parent and a few fields of the head, in one command to the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DESCENDING, DeleteMany, IndexModel, InsertOne, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.documents.parts import (
    CHATS,
    FOLDERED,
    ORDER_STEP,
    Document,
    all_parts,
    details_id,
    escape,
    item_id,
    items_from,
    link_fields,
    message_part,
    message_parts,
)
from services.chat.documents.read import JsonReader, body_of, digest, split_array, split_object
from services.chat.domain.chats import events as e
from services.chat.domain.chats.append import read_links
from services.chat.domain.chats.document import EARLIER, Node
from services.chat.domain.folders.events import ChatLeftFolder, ChatMoved
from services.chat.projections.chat_shelves import head_changes
from services.chat.projections.folders import head_moved

_INSERT_FROM = 16
"""Beside the update of the head, replacing few messages is one command less than inserting them."""

_BEFORE = {"$slice": [{"$concatArrays": [{"$ifNull": ["$q", []]}, ["$h"]]}, -EARLIER]}

_LATEST = (("m", DESCENDING), ("_id", DESCENDING))


def _list_index(name: str, *keys: tuple[str, int], where: str = "u") -> IndexModel:
    # Only heads have an owner; messages must not weigh on the indexes of lists.
    partial = {where: {"$exists": True}}
    return IndexModel([("u", ASCENDING), *keys], name=name, partialFilterExpression=partial)


class ChatsView(Projection):
    """Heads, details, messages and flat lists of chats."""

    name = "chats"
    collections = (CHATS,)

    def __init__(self) -> None:
        self._reader = JsonReader()
        folder, shelf, last = ("f", ASCENDING), ("l", ASCENDING), ("_id", DESCENDING)
        self.indexes = {
            CHATS: [
                _list_index("by_update", shelf, *_LATEST),
                _list_index("by_creation", shelf, ("c", DESCENDING), ("_id", DESCENDING)),
                _list_index("by_title", shelf, ("t", ASCENDING), ("_id", DESCENDING)),
                _list_index("tagged", shelf, *_LATEST, where="g"),
                _list_index("shared", shelf, *_LATEST, where="s"),
                # Of chats without a tag, too: they are searched for.
                _list_index("by_any_tag", ("g", ASCENDING), shelf, *_LATEST),
                _list_index("unread", ("j", ASCENDING), folder, where="j"),
                _list_index("by_folder", folder, shelf, *_LATEST, where="f"),
                _list_index("by_folder_creation", folder, shelf, ("c", DESCENDING), last, where="f"),
                _list_index("by_folder_title", folder, shelf, ("t", ASCENDING), last, where="f"),
            ]
        }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        return [Write(CHATS, op) for op in self._ops(recorded, recorded.event)]

    def _ops(self, recorded: Recorded, event: Any) -> Iterator[Any]:
        touched: Document = {"m": recorded.time, "r": recorded.time, "v": recorded.version}
        match event:
            case e.ChatCreated():
                yield from self._created(recorded, event)
                return
            case e.ChatDeleted():
                yield DeleteMany(all_parts(event.chat_id))
                return
            case ChatMoved() | ChatLeftFolder():
                yield head_moved(event, recorded)
                return
            case e.MessagesAppended():
                yield from self._appended(recorded, event)
                if event.becomes_current:
                    touched["i"] = event.message_ids[-1]
            case e.MessagesRevised():
                yield from self._revised(recorded, event)
            case e.MessagesRemoved():
                gone = [message_part(event.chat_id, id_) for id_ in event.message_ids]
                yield DeleteMany({"_id": {"$in": gone}})
            case e.MessagesRelinked():
                yield from _relinked(event)
            case e.MessagesCleared():
                yield DeleteMany(message_parts(event.chat_id))
                touched |= {"i": "", "o": event.outline, "e": recorded.version}
            case e.CurrentMessageChanged():
                touched |= {"i": event.current_id, "o": event.outline}
            case e.ChatOutlineChanged():
                touched["o"] = event.outline
            case e.ChatRenamed():
                touched["t"] = event.title
            case e.ChatDetailsChanged():
                fields = _detail_fields(split_object(event.changed))
                yield _details_update(recorded, event.chat_id, fields, event.removed)
            case e.HistoryDetailsChanged():
                fields = {"x": event.history, "y": digest(event.history)}
                yield _details_update(recorded, event.chat_id, fields)
            case e.MessageListChanged():
                yield from _list_changed(recorded, event)
            case e.ChatVariablesChanged():
                touched |= {"w": event.variables, "y": digest(event.variables)}
            case _:
                beside = head_changes(event)
                if beside is not None:
                    beside["$set"] = {**beside.get("$set", {}), "v": recorded.version}
                    yield UpdateOne({"_id": event.chat_id}, beside)
                return
        # What its owner writes counts as read.
        yield UpdateOne({"_id": event.chat_id}, {"$set": touched, "$unset": {"j": 1}})

    def _created(self, recorded: Recorded, event: e.ChatCreated) -> Iterator[Any]:
        head: Document = {
            "_id": event.chat_id,
            "_stream": recorded.stream,
            "u": event.owner_id,
            "t": event.title,
            "c": Int64(event.created_at),
            "m": Int64(event.updated_at),
            "r": Int64(event.updated_at),
            "l": FOLDERED if event.folder_id else 0,
            "o": event.outline,
            "i": event.current_id,
            "v": recorded.version,
        }
        if not event.message_ids:
            head["e"] = recorded.version
        if event.folder_id:
            head["f"] = event.folder_id
        if event.variables not in (b"", b"{}"):
            head |= {"w": event.variables, "y": digest(event.variables)}
        yield InsertOne(head)
        details: Document = {"_id": details_id(event.chat_id), "_stream": recorded.stream}
        values = split_object(event.details)
        if values:
            parts: dict[str, Document] = {"d": {}, "e": {}, "n": {}}
            for path, value in _detail_fields(values).items():
                parts[path[0]][path[2:]] = value
            details |= parts
        if event.history:
            details |= {"x": event.history, "y": digest(event.history)}
        if len(details) > 2:
            yield InsertOne(details)
        for place, node in enumerate(self._reader.nodes(event.message_ids, event.messages)):
            yield InsertOne(_message(recorded, event, node, place))

    def _appended(self, recorded: Recorded, event: e.MessagesAppended) -> Iterator[Any]:
        nodes = self._reader.nodes(event.message_ids, event.messages)
        few = len(nodes) < _INSERT_FROM
        for place, node in enumerate(nodes):
            part = _message(recorded, event, node, place)
            yield ReplaceOne({"_id": part["_id"]}, part, upsert=True) if few else InsertOne(part)
        joined: dict[str, list[str]] = {}
        own = set(event.message_ids)
        for node in nodes:
            parent = node.links.parent
            if parent is not None and parent not in own:
                joined.setdefault(parent, []).append(node.id)
        for parent, children in joined.items():
            there = {"_id": message_part(event.chat_id, parent), "z": None}
            yield UpdateOne(there, {"$addToSet": {"k": {"$each": children}}})

    def _revised(self, recorded: Recorded, event: e.MessagesRevised) -> Iterator[Any]:
        for node in self._reader.nodes(event.message_ids, event.messages):
            # A pipeline, since the digests so far are kept; literals, since values may begin with $.
            fields = {
                "b": {"$literal": body_of(node)},
                "h": {"$literal": node.digest},
                "v": recorded.version,
                "w": {"$literal": event.writer},
            }
            place = {"_id": message_part(event.chat_id, node.id)}
            yield UpdateOne(place, [{"$set": {"q": _BEFORE}}, {"$set": fields}])


def _message(recorded: Recorded, event: Any, node: Node, place: int) -> Document:
    return {
        "_id": message_part(event.chat_id, node.id),
        "_stream": recorded.stream,
        "o": Int64(recorded.version * ORDER_STEP + place),
        "b": body_of(node),
        "h": node.digest,
        "w": event.writer,
        **link_fields(node.links),
    }


def _relinked(event: e.MessagesRelinked) -> Iterator[Any]:
    for id_, links in zip(event.message_ids, read_links(event.links), strict=True):
        fields = link_fields(links)
        change: Document = {"$unset": {name: 1 for name in "pkz" if name not in fields}}
        if fields:
            change["$set"] = fields
        yield UpdateOne({"_id": message_part(event.chat_id, id_)}, {k: v for k, v in change.items() if v})


def _detail_fields(values: dict[str, bytes]) -> Document:
    fields: Document = {}
    for key, raw in values.items():
        name = escape(key)
        fields[f"d.{name}"], fields[f"e.{name}"], fields[f"n.{name}"] = raw, digest(raw), len(raw)
    return fields


def _details_update(
    recorded: Recorded, chat_id: str, fields: Document, removed: tuple[str, ...] = ()
) -> UpdateOne:
    change: Document = {"$setOnInsert": {"_stream": recorded.stream}}
    if fields:
        change["$set"] = fields
    if removed:
        change["$unset"] = {f"{kind}.{escape(key)}": 1 for key in removed for kind in "den"}
    return UpdateOne({"_id": details_id(chat_id)}, change, upsert=True)


def _list_changed(recorded: Recorded, event: e.MessageListChanged) -> Iterator[Any]:
    yield DeleteMany(items_from(event.chat_id, event.start))
    for place, raw in enumerate(split_array(event.items), event.start):
        yield InsertOne(
            {
                "_id": item_id(event.chat_id, place),
                "_stream": recorded.stream,
                "o": place,
                "b": raw,
                "h": digest(raw),
            }
        )
