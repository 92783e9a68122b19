"""The `chat_shares` view: one document for each shared chat.

<chat>    s share id · u owner · t title · n version shown · live · a grants · p principals ·
          c, m shared first and last (ms)
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DESCENDING, DeleteOne, IndexModel, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from kernel.identity.grants import principals, restored
from services.chat.domain.chats.events import ChatDeleted
from services.chat.domain.sharing.events import ChatReadersChanged, ChatShared, ChatUnshared

SHARES = "chat_shares"


class ChatSharesView(Projection):
    """Shared chats by share id and by owner."""

    name = "chat_shares"
    collections = (SHARES,)

    def __init__(self) -> None:
        orders = {
            "by_update": ("m", DESCENDING),
            "by_creation": ("c", DESCENDING),
            "by_title": ("t", ASCENDING),
        }
        self.indexes = {
            SHARES: [
                IndexModel([("s", ASCENDING)], name="by_share", unique=True),
                *(
                    IndexModel([("u", ASCENDING), key, ("_id", DESCENDING)], name=name)
                    for name, key in orders.items()
                ),
            ]
        }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        return [Write(SHARES, op) for op in _ops(recorded, recorded.event)]


def _ops(recorded: Recorded, event: Any) -> list[Any]:
    now = Int64(recorded.time)
    match event:
        case ChatShared():
            fields = {
                "s": event.share_id,
                "u": event.owner_id,
                "t": event.title,
                "n": event.shown_version,
                "live": event.live,
                "m": now,
            }
            first = {"_stream": recorded.stream, "c": now, "a": [], "p": []}
            return [UpdateOne({"_id": event.chat_id}, {"$set": fields, "$setOnInsert": first}, upsert=True)]
        case ChatReadersChanged():
            grants = json.loads(event.grants)
            fields = {"a": grants, "p": principals(restored(grants))}
            return [UpdateOne({"_id": event.chat_id}, {"$set": fields})]
        case ChatUnshared() | ChatDeleted():
            return [DeleteOne({"_id": event.chat_id})]
    return []
