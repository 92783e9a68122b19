"""Failed tries, counted in MongoDB so that all replicas share the count.

A count begins with the first try and ends `window` seconds later. `take` counts a try before it is
made, so that many at once do not slip through; `refund` takes it back when it succeeded. Counts are
written without waiting for the journal: a crash may forget some, which harms nobody.
"""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Callable
from typing import Any

from pymongo import IndexModel, ReturnDocument, WriteConcern
from pymongo.errors import DuplicateKeyError

from services.auth.domain.refusals import TooManyTries

COLLECTION = "tries"
REMEMBERED = 30 * 86_400
"""Seconds for which a success is remembered."""


class Throttle:
    """Counts by kind (`email`, `address`, `password`) and value; values are kept as hashes."""

    def __init__(self, database: Any, window: int, clock: Callable[[], float] = time.time) -> None:
        self._tries = database[COLLECTION].with_options(write_concern=WriteConcern(w=1, j=False))
        self._window = window
        self._clock = clock

    async def ensure_indexes(self) -> None:
        """Let MongoDB drop counts that ended."""
        await self._tries.create_indexes([IndexModel([("until", 1)], expireAfterSeconds=60)])

    async def take(self, kind: str, value: str, limit: int) -> None:
        """Count a try. Raises TooManyTries when `limit` were counted already."""
        document = await self.count(kind, value)
        if document["count"] > limit:
            raise TooManyTries(self._wait(document["until"]))

    async def count(self, kind: str, value: str) -> Any:
        """Count a try; the document with `count` and `until`."""
        now = datetime.datetime.fromtimestamp(self._clock(), datetime.UTC)
        later = now + datetime.timedelta(seconds=self._window)
        running = {"$gt": ["$until", now]}
        change = [
            {
                "$set": {
                    "count": {"$cond": [running, {"$add": ["$count", 1]}, 1]},
                    "until": {"$cond": [running, "$until", later]},
                }
            }
        ]
        return await self._upsert(_key(kind, value), change)

    async def refund(self, kind: str, value: str) -> None:
        """Take back a try that succeeded."""
        await self._tries.update_one({"_id": _key(kind, value), "count": {"$gt": 0}}, {"$inc": {"count": -1}})

    async def check(self, kind: str, value: str, limit: int) -> None:
        """Raise TooManyTries when `limit` were counted; counts nothing."""
        document = await self._tries.find_one({"_id": _key(kind, value)})
        if document is not None and document["count"] >= limit and self._wait(document["until"]) > 0:
            raise TooManyTries(self._wait(document["until"]))

    async def vouch(self, kind: str, value: str) -> None:
        """Remember for a month that this succeeded."""
        until = datetime.datetime.fromtimestamp(self._clock() + REMEMBERED, datetime.UTC)
        change = {"$set": {"until": until, "count": 0}}
        await self._tries.update_one({"_id": _key(f"good-{kind}", value)}, change, upsert=True)

    async def vouched(self, kind: str, value: str) -> bool:
        """Whether this succeeded within a month."""
        found = await self._tries.find_one({"_id": _key(f"good-{kind}", value)})
        return found is not None and self._wait(found["until"]) > 0

    async def _upsert(self, key: str, change: list[dict[str, Any]]) -> Any:
        while True:
            try:
                return await self._tries.find_one_and_update(
                    {"_id": key}, change, upsert=True, return_document=ReturnDocument.AFTER
                )
            except DuplicateKeyError:
                continue  # two first tries at once: the document is there now

    def _wait(self, until: datetime.datetime) -> int:
        moment = until if until.tzinfo else until.replace(tzinfo=datetime.UTC)
        return max(0, int(moment.timestamp() - self._clock()) + 1)


def _key(kind: str, value: str) -> str:
    return f"{kind}:{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:32]}"
