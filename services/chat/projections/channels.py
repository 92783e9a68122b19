"""The views `channels` and `channel_members`.

channels         <channel>          u owner · t kind · n name · d description · p is_private · a, e data and
                                    meta (JSON) · g grants · pr what grants are found by · c, m created and
                                    changed (ns) · k of a direct conversation: who is in it · v version of
                                    the stream
channel_members  <channel>/<user>   c channel · u user · by invited by · at since (ns)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from bson import Int64
from pymongo import ASCENDING, DeleteMany, DeleteOne, IndexModel, InsertOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from kernel.identity.grants import principals, restored
from services.chat.domain.channels import events as e
from services.chat.domain.channels.channel import DIRECT, key_of

CHANNELS = "channels"
CHANNEL_MEMBERS = "channel_members"
PREFIX = "channel-"


class ChannelsView(Projection):
    """Channels and who is in them."""

    name = "channels"
    collections = (CHANNELS, CHANNEL_MEMBERS)

    def __init__(self) -> None:
        self.indexes = {
            CHANNELS: [
                IndexModel([("u", ASCENDING), ("t", ASCENDING)], name="by_owner"),
                IndexModel([("pr", ASCENDING)], name="by_grant"),
                IndexModel([("t", ASCENDING), ("c", ASCENDING)], name="by_kind"),
                IndexModel([("k", ASCENDING)], name="by_people", sparse=True),
            ],
            CHANNEL_MEMBERS: [
                IndexModel([("u", ASCENDING), ("c", ASCENDING)], name="by_user"),
                IndexModel([("c", ASCENDING), ("u", ASCENDING)], name="by_channel"),
            ],
        }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        return list(_writes(recorded, recorded.event))


def _writes(recorded: Recorded, event: Any) -> Iterator[Write]:
    touched: dict[str, Any] = {"v": recorded.version}
    match event:
        case e.ChannelCreated():
            yield Write(CHANNELS, InsertOne(_created(recorded, event)))
            yield from _joined(recorded, event.channel_id, event.members, event.owner_id, event.at)
            return
        case e.ChannelDeleted():
            yield Write(CHANNELS, DeleteOne({"_id": event.channel_id}))
            yield Write(CHANNEL_MEMBERS, DeleteMany({"c": event.channel_id}))
            return
        case e.ChannelChanged():
            touched |= _words(event) | {"m": Int64(event.at)}
        case e.ChannelAccessChanged():
            touched |= _grants(event.grants) | {"m": Int64(event.at)}
        case e.ChannelMembersAdded():
            yield from _joined(recorded, event.channel_id, event.members, event.invited_by, event.at)
        case e.ChannelMembersRemoved():
            gone = [f"{event.channel_id}/{user}" for user in event.members]
            yield Write(CHANNEL_MEMBERS, DeleteMany({"_id": {"$in": gone}}))
        case _:
            return
    yield Write(CHANNELS, UpdateOne({"_id": event.channel_id}, {"$set": touched}))


def _created(recorded: Recorded, event: e.ChannelCreated) -> dict[str, Any]:
    return {
        "_id": event.channel_id,
        "_stream": recorded.stream,
        "u": event.owner_id,
        "t": event.kind,
        **_words(event),
        **_grants(event.grants),
        "c": Int64(event.at),
        "m": Int64(event.at),
        "v": recorded.version,
        **({"k": key_of(event.members)} if event.kind == DIRECT else {}),
    }


def _words(event: e.ChannelCreated | e.ChannelChanged) -> dict[str, Any]:
    return {
        "n": event.name,
        "d": event.description,
        "p": event.is_private,
        "a": event.data,
        "e": event.meta,
    }


def _grants(raw: bytes) -> dict[str, Any]:
    grants = msgspec.json.decode(raw)
    return {"g": grants, "pr": principals(restored(grants))}


def _joined(recorded: Recorded, channel_id: str, members: Iterable[str], by: str, at: int) -> Iterator[Write]:
    for user in members:
        document = {
            "_id": f"{channel_id}/{user}",
            "_stream": recorded.stream,
            "c": channel_id,
            "u": user,
            "by": by,
            "at": Int64(at),
        }
        yield Write(CHANNEL_MEMBERS, InsertOne(document))
