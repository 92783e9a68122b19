"""Leases in MongoDB: one holder per name, a fencing number that only grows, no trust in wall clocks.

A holder raises the lease's beat every `renew` seconds and stops believing in it by its own monotonic
clock before anybody else may take it. Others take a lease over once they have seen the same beat for
`duration` seconds of *their* monotonic clock; so neither a clock that jumps nor a server's time can
give a lease to two. A lease that was released, or whose holder was a process of this machine that is
gone, is taken at once. Whoever writes on the strength of a lease writes its `fence` along: a holder
that was paused and does not know yet finds a higher number.

One document per lease: `{_id, holder, fence, beat, renewed}`; `renewed` is for people. All leases a
process holds are renewed in one round trip.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from pymongo import ReturnDocument, UpdateOne
from pymongo.errors import DuplicateKeyError, PyMongoError

from kernel.bus.holder import Holder
from kernel.bus.tasks import end, heed
from kernel.mongo import rows

COLLECTION = "leases"

_log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """The lease belongs to somebody else now, or may."""


@dataclass(slots=True)
class Lease:
    """A lease that is held. `fence` is higher than that of every earlier holder.

    `clean` says whether the holder before gave it back in order; false after a crash.
    """

    name: str
    fence: int
    clean: bool
    _until: float
    _lost: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def held(self) -> bool:
        """Whether it is still certain that nobody else has it."""
        return not self._lost.is_set() and time.monotonic() < self._until

    def check(self) -> None:
        """Raise LeaseLost unless held."""
        if not self.held:
            raise LeaseLost(self.name)


Work = Callable[[Lease], Awaitable[None]]


class Leases:
    """The leases of one database as seen by one process."""

    def __init__(
        self,
        database: Any,
        *,
        duration: float = 6.0,
        renew: float = 2.0,
        holder: Holder | None = None,
    ) -> None:
        self._collection = database[COLLECTION]
        self._duration = duration
        self._renew = renew
        self._holder = holder or Holder.this_process()
        self._held: dict[str, Lease] = {}
        self._seen: dict[str, tuple[int, int, float]] = {}
        self._ticker: asyncio.Task[None] | None = None

    def holds(self, name: str) -> bool:
        """Whether this process holds a lease right now."""
        lease = self._held.get(name)
        return lease is not None and lease.held

    async def lead(self, name: str, work: Work) -> None:
        """Run `work` whenever the lease is held, until cancelled; cancel it when the lease is lost.

        An error of `work` other than LeaseLost ends this too. On leaving, the lease is given back.
        """
        while True:
            heed()
            lease = await self.acquire(name)
            try:
                heed()
                await self._work(lease, work)
            except LeaseLost:
                _log.warning("lease %s lost", name)
            finally:
                await self.release(lease)

    async def acquire(self, name: str) -> Lease:
        """Wait until the lease is held."""
        while True:
            heed()
            try:
                lease = await self._try(name)
            except PyMongoError as error:
                _log.debug("lease %s: %s", name, error)
                lease = None
            if lease is not None:
                self._admit(lease)
                return lease
            await asyncio.sleep(self._renew)

    async def release(self, lease: Lease) -> None:
        """Give a lease back, so that the next holder need not wait. No error when that fails."""
        if self._held.get(lease.name) is lease:
            del self._held[lease.name]
        if lease._lost.is_set():
            return
        lease._lost.set()
        query = {"_id": lease.name, "fence": lease.fence, "holder.id": self._holder.id}
        try:
            async with asyncio.timeout(5):
                await self._collection.update_one(query, {"$set": {"holder": None}})
        except (PyMongoError, TimeoutError) as error:
            _log.info("lease %s will run out by itself: %s", lease.name, error)

    async def _work(self, lease: Lease, work: Work) -> None:
        async def run() -> None:
            await work(lease)

        running = asyncio.ensure_future(run())
        losing = asyncio.ensure_future(lease._lost.wait())
        try:
            await asyncio.wait((running, losing), return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                raise LeaseLost(lease.name)
            running.result()
        finally:
            await end(running, losing)

    async def _try(self, name: str) -> Lease | None:
        asked = time.monotonic()
        found = await self._collection.find_one({"_id": name})
        if found is None:
            fresh = {"_id": name, "holder": self._holder.document(), "fence": 1, "beat": 0}
            with contextlib.suppress(DuplicateKeyError):
                await self._collection.insert_one(fresh)
                return Lease(name, 1, True, asked + self._trusted)
            return None
        if not self._may_take(found):
            return None
        query = {"_id": name, "fence": found["fence"], "beat": found["beat"]}
        taken = {
            "holder": {"$literal": self._holder.document()},
            "fence": {"$add": ["$fence", 1]},
            "beat": 0,
            "renewed": "$$NOW",
        }
        asked = time.monotonic()
        after = await self._collection.find_one_and_update(
            query, [{"$set": taken}], return_document=ReturnDocument.AFTER
        )
        if after is None:
            return None
        return Lease(name, after["fence"], found["holder"] is None, asked + self._trusted)

    @property
    def _trusted(self) -> float:
        # Seconds a renewal counts for its holder: less than others wait.
        return self._duration - 1.0 if self._duration > 2 else self._duration / 2

    def _may_take(self, found: dict[str, Any]) -> bool:
        holder, name, now = found["holder"], found["_id"], time.monotonic()
        if holder is None or self._holder.saw_end(holder):
            return True
        seen = self._seen.get(name)
        if seen is None or seen[:2] != (found["fence"], found["beat"]):
            self._seen[name] = (found["fence"], found["beat"], now)
            return False
        return now - seen[2] >= self._duration

    def _admit(self, lease: Lease) -> None:
        self._seen.pop(lease.name, None)
        self._held[lease.name] = lease
        if self._ticker is None or self._ticker.done():
            self._ticker = asyncio.get_running_loop().create_task(self._tick(), name="lease renewal")
        self._expire_later(lease)

    def _expire_later(self, lease: Lease) -> None:
        def expire() -> None:
            if lease._lost.is_set():
                return
            left = lease._until - time.monotonic()
            if left <= 0:
                lease._lost.set()
            else:
                loop.call_later(left, expire)

        loop = asyncio.get_running_loop()
        loop.call_later(max(0.0, lease._until - time.monotonic()), expire)

    async def _tick(self) -> None:
        while self._held:
            await asyncio.sleep(self._renew)
            leases = [lease for lease in self._held.values() if not lease._lost.is_set()]
            if not leases:
                continue
            try:
                await self._renew_all(leases)
            except PyMongoError as error:
                _log.warning("leases could not be renewed: %s", error)

    async def _renew_all(self, leases: list[Lease]) -> None:
        asked = time.monotonic()
        beat = [{"$set": {"beat": {"$add": ["$beat", 1]}, "renewed": "$$NOW"}}]
        ops = [
            UpdateOne({"_id": lease.name, "fence": lease.fence, "holder.id": self._holder.id}, beat)
            for lease in leases
        ]
        result = await self._collection.bulk_write(ops, ordered=False)
        gone: set[str] = set()
        if result.matched_count != len(leases):
            found = await rows(self._collection.find({"_id": {"$in": [lease.name for lease in leases]}}))
            fences = {d["_id"]: d["fence"] for d in found if (d["holder"] or {}).get("id") == self._holder.id}
            gone = {lease.name for lease in leases if fences.get(lease.name) != lease.fence}
        for lease in leases:
            if lease.name in gone:
                lease._lost.set()
            else:
                lease._until = asked + self._trusted
