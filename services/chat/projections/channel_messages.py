"""The view `channel_messages`: a document a message.

<message>   c channel · u author · x content · a, e data and meta (JSON) · p parent (thread) or null ·
            q quoted message or null · at, m created and changed (ns) · pb, pa pinned by and when ·
            r reactions: n name · u user · v version of the stream
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DESCENDING, DeleteOne, IndexModel, InsertOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.domain.channels import events as e

CHANNEL_MESSAGES = "channel_messages"
MESSAGE_PREFIX = "channelmessage-"


class ChannelMessagesView(Projection):
    """Messages by channel and time, threads, pins."""

    name = "channel_messages"
    collections = (CHANNEL_MESSAGES,)

    def __init__(self) -> None:
        in_order = [("c", ASCENDING), ("p", ASCENDING), ("at", DESCENDING), ("u", ASCENDING)]
        pinned = {"pa": {"$exists": True}}
        self.indexes = {
            CHANNEL_MESSAGES: [
                IndexModel(in_order, name="in_order"),
                IndexModel([("p", ASCENDING), ("at", DESCENDING)], name="thread"),
                IndexModel(
                    [("c", ASCENDING), ("pa", DESCENDING)], name="pinned", partialFilterExpression=pinned
                ),
                IndexModel([("u", ASCENDING)], name="by_author"),
                IndexModel([("r.u", ASCENDING)], name="by_reaction"),
            ]
        }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        return list(_writes(recorded, recorded.event))


def _writes(recorded: Recorded, event: Any) -> Iterator[Write]:
    touched: dict[str, Any] = {"v": recorded.version}
    change: dict[str, Any] = {"$set": touched}
    match event:
        case e.ChannelMessagePosted():
            yield Write(CHANNEL_MESSAGES, InsertOne(_posted(recorded, event)))
            return
        case e.ChannelMessageDeleted():
            yield Write(CHANNEL_MESSAGES, DeleteOne({"_id": event.message_id}))
            return
        case e.ChannelMessageEdited():
            touched |= {"x": event.content, "a": event.data, "e": event.meta, "m": Int64(event.at)}
        case e.ChannelMessagePinned(pinned=True):
            touched |= {"pb": event.pinned_by, "pa": Int64(event.at)}
        case e.ChannelMessagePinned():
            change["$unset"] = {"pb": "", "pa": ""}
        case e.ChannelReactionAdded():
            change["$push"] = {"r": {"n": event.name, "u": event.user_id}}
        case e.ChannelReactionRemoved():
            change["$pull"] = {"r": {"n": event.name, "u": event.user_id}}
        case _:
            return
    yield Write(CHANNEL_MESSAGES, UpdateOne({"_id": event.message_id}, change))


def _posted(recorded: Recorded, event: e.ChannelMessagePosted) -> dict[str, Any]:
    return {
        "_id": event.message_id,
        "_stream": recorded.stream,
        "c": event.channel_id,
        "u": event.author_id,
        "x": event.content,
        "a": event.data,
        "e": event.meta,
        "p": event.parent_id,
        "q": event.reply_to_id,
        "at": Int64(event.at),
        "m": Int64(event.at),
        "r": [],
        "v": recorded.version,
    }
