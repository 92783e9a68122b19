"""Numbers an API shows as ids: counted from 1, each given once, and kept in the event that got it."""

from __future__ import annotations

from typing import Any

from pymongo import ReturnDocument

COUNTERS = "counters"
USER, INVITE = "user", "invite"


class Numbers:
    """The counters of the service. They count outside of transactions: gaps are possible, and those
    who count at the same time do not wait for each other."""

    def __init__(self, database: Any) -> None:
        self._counters = database[COUNTERS]

    async def next(self, kind: str, count: int = 1) -> int:
        """The first of `count` numbers."""
        found = await self._counters.find_one_and_update(
            {"_id": kind}, {"$inc": {"n": count}}, upsert=True, return_document=ReturnDocument.AFTER
        )
        return int(found["n"]) - count + 1
