"""Numbers the API shows as ids: counted from 1, each given once, and kept in the event that got it."""

from __future__ import annotations

from typing import Any

from bson import Int64
from pymongo import ReturnDocument, UpdateOne

from kernel.eventstore.model import Transaction, Write

COUNTERS = "counters"
WORKSPACE, DOCUMENT, EXCHANGE, THREAD = "workspace", "workspace_document", "exchange", "thread"
EMBED, EMBED_EXCHANGE = "embed", "embed_exchange"


class Numbers:
    """The counters of the service."""

    def __init__(self, database: Any) -> None:
        self._counters = database[COUNTERS]

    async def start(self) -> None:
        """Make the counters that are missing."""
        for kind in (WORKSPACE, DOCUMENT, EXCHANGE, THREAD, EMBED, EMBED_EXCHANGE):
            await self._counters.update_one({"_id": kind}, {"$setOnInsert": {"n": Int64(0)}}, upsert=True)

    async def take(self, tx: Transaction, kind: str, count: int = 1) -> int:
        """The first of `count` numbers, given only if the transaction commits."""
        found = await tx.view(COUNTERS).find_one({"_id": kind})
        first = (found["n"] if found else 0) + 1
        change = {"$set": {"n": Int64(first + count - 1)}}
        await tx.write(Write(COUNTERS, UpdateOne({"_id": kind}, change, upsert=True)))
        return int(first)

    async def next(self, kind: str) -> int:
        """A number outside of any transaction, for what happens often: gaps are possible."""
        found = await self._counters.find_one_and_update(
            {"_id": kind}, {"$inc": {"n": 1}}, upsert=True, return_document=ReturnDocument.AFTER
        )
        return int(found["n"])
