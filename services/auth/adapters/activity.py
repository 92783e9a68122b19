"""When accounts and keys were last used: noted in memory, written at most once a minute each.

Plain documents `activity`: {_id: account or key id, at: epoch seconds}. What was not yet written
is lost in a crash and seen by this replica only.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from pymongo import UpdateOne, WriteConcern
from pymongo.errors import PyMongoError

from kernel.mongo import rows

COLLECTION = "activity"
ACTIVE_FOR = 360
"""Seconds after its last use for which an account counts as active: longer than an access token lives,
since in between a client is known to the gateway only."""
_EVERY = 5.0
_AT_MOST_EVERY = 60
_REMEMBERED = 50_000

_log = logging.getLogger(__name__)


class Activity:
    """`touch` costs a dictionary write; `run` in the background; `flush` when stopping."""

    def __init__(self, database: Any, clock: Callable[[], float] = time.time) -> None:
        self._documents = database[COLLECTION].with_options(write_concern=WriteConcern(w=1, j=False))
        self._clock = clock
        self._seen: dict[str, int] = {}
        self._written: dict[str, int] = {}

    def touch(self, *ids: str) -> None:
        """Something was used just now."""
        now = int(self._clock())
        for used in ids:
            self._seen[used] = now

    def is_active(self, at: int) -> bool:
        """Whether a moment counts as just now."""
        return self._clock() - at <= ACTIVE_FOR

    async def last(self, ids: Iterable[str]) -> dict[str, int]:
        """When each was last used, as far as known."""
        wanted = list(ids)
        found = {d["_id"]: int(d["at"]) for d in await rows(self._documents.find({"_id": {"$in": wanted}}))}
        for used in wanted:
            if used in self._seen:
                found[used] = max(found.get(used, 0), self._seen[used])
        return found

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            await asyncio.sleep(_EVERY)
            try:
                await self.flush()
            except PyMongoError as error:
                _log.warning("last uses are not written now: %s", error)

    async def flush(self, everything: bool = False) -> None:
        """Write what is due."""
        now = int(self._clock())
        due = {
            used: at
            for used, at in self._seen.items()
            if at > self._written.get(used, 0)
            and (everything or now - self._written.get(used, 0) >= _AT_MOST_EVERY)
        }
        if due:
            writes = [UpdateOne({"_id": used}, {"$max": {"at": at}}, upsert=True) for used, at in due.items()]
            await self._documents.bulk_write(writes, ordered=False)
        for used in due:
            self._written[used] = now
        if len(self._seen) > _REMEMBERED:
            old = [used for used, at in self._seen.items() if now - at > ACTIVE_FOR and used not in due]
            for used in old:
                del self._seen[used]
                self._written.pop(used, None)

    async def forget(self, used: str) -> None:
        """Nothing is known of an account any more."""
        self._seen.pop(used, None)
        self._written.pop(used, None)
        await self._documents.delete_one({"_id": used})
