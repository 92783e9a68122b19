"""When accounts and keys were last used: noted in memory, written at most once a minute each.

Plain documents `activity`: {_id: account or key id, at: epoch seconds, kind: of accounts `account`}.
An account's is written when it is opened, so that all can be listed in the order of their last use.
What was not yet written is lost in a crash and seen by this replica only.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from pymongo import IndexModel, UpdateOne, WriteConcern
from pymongo.errors import PyMongoError

from kernel.eventstore.model import Write
from kernel.mongo import rows

COLLECTION = "activity"
ACCOUNT = "account"
ACTIVE_FOR = 360
"""Seconds after its last use for which an account counts as active: longer than an access token lives,
since in between a client is known to the gateway only."""
_EVERY = 5.0
_AT_MOST_EVERY = 60
_REMEMBERED = 50_000

_log = logging.getLogger(__name__)


def opened(user_id: str, now: int) -> Write:
    """An account exists since now."""
    change = {"$max": {"at": now}, "$set": {"kind": ACCOUNT}}
    return Write(COLLECTION, UpdateOne({"_id": user_id}, change, upsert=True))


class Activity:
    """`touch` costs a dictionary write; `run` in the background; `flush` when stopping."""

    def __init__(self, database: Any, clock: Callable[[], float] = time.time) -> None:
        self._documents = database[COLLECTION].with_options(write_concern=WriteConcern(w=1, j=False))
        self._clock = clock
        self._seen: dict[str, int] = {}
        self._written: dict[str, int] = {}

    async def ensure_indexes(self) -> None:
        """Accounts by their last use."""
        order = [("kind", 1), ("at", 1), ("_id", 1)]
        await self._documents.create_indexes([IndexModel(order, name="last_use")])

    async def complete(self, accounts: Any) -> None:
        """Take up the accounts of an older installation; `accounts` is their view."""
        if await self._documents.find_one({"kind": ACCOUNT}) is not None:
            return
        taken = [
            {"$project": {"at": "$created_at", "kind": ACCOUNT}},
            {"$merge": {"into": COLLECTION, "whenMatched": [{"$set": {"kind": ACCOUNT}}]}},
        ]
        await rows(accounts.aggregate(taken))

    async def page(self, direction: int, skip: int, limit: int) -> list[str]:
        """Ids of accounts by their last use."""
        found = self._documents.find({"kind": ACCOUNT}, {"_id": 1})
        cut = found.sort([("at", direction), ("_id", direction)]).skip(skip).limit(limit)
        return [one["_id"] for one in await rows(cut)]

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
