"""Questions to a model a day, for callers who have a limit: counted in MongoDB, for all replicas.

Callers without a limit cost nothing. A count is written without waiting for the journal: a crash may
forget some, in the caller's favour.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Awaitable, Callable
from typing import Any

from pymongo import IndexModel, ReturnDocument, WriteConcern

from kernel.context import CallContext
from kernel.errors import Refusal

Spend = Callable[[CallContext], Awaitable[None]]
"""Counts a question, or refuses it: Quota.spend."""
COLLECTION = "daily_questions"
_DAY = 86_400


class Quota:
    """Counts by caller and day (UTC)."""

    def __init__(self, database: Any, clock: Callable[[], float] = time.time) -> None:
        self._counts = database[COLLECTION].with_options(write_concern=WriteConcern(w=1, j=False))
        self._clock = clock

    async def start(self) -> None:
        """Let MongoDB drop the counts of past days."""
        await self._counts.create_indexes([IndexModel([("until", 1)], expireAfterSeconds=60)])

    async def spend(self, ctx: CallContext) -> None:
        """Count a question. Raises Refusal RATE_LIMITED, with the seconds until tomorrow."""
        limit = ctx.who.daily_limit
        if not limit:
            return
        now = self._clock()
        day = int(now // _DAY)
        until = datetime.datetime.fromtimestamp((day + 1) * _DAY, datetime.UTC)
        found = await self._counts.find_one_and_update(
            {"_id": f"{ctx.who.id}:{day}"},
            {"$inc": {"count": 1}, "$setOnInsert": {"until": until}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        if found["count"] > limit:
            left = int((day + 1) * _DAY - now) + 1
            raise Refusal("RATE_LIMITED", f"at most {limit} questions a day", {"retry_after": str(left)})
