"""Runs a follower: a view fed by the bus, each event exactly once in effect.

A batch's writes and the position reached are one transaction, conditional on the position before and
on the lease's number: nothing is applied twice, nothing by a holder that was overtaken, and a crash
at any point leaves the view at some position. An event that cannot be decoded, projected or written
becomes a dead letter and the next one is taken.

One document per follower in `consumers`: `{_id, fence, positions: {<service>: n}}`, and while a view
is being replayed what kernel.bus.replay notes there.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nats.js import api
from pymongo.errors import PyMongoError

from kernel.bus.consumer import Parts, Runner
from kernel.bus.dead import DeadLetter, reason_of
from kernel.bus.decode import Undecodable
from kernel.bus.feed import Feed
from kernel.bus.lease import Lease, LeaseLost
from kernel.bus.model import Delivered, Envelope, Follower, RecallingFollower
from kernel.bus.names import poke
from kernel.bus.nats import Bus, BusUnavailable
from kernel.bus.origin import Incoming, Origin
from kernel.bus.progress import COLLECTION, shut_out_others
from kernel.bus.replay import Replay, ask_for_replay
from kernel.bus.tasks import together
from kernel.eventstore.model import Write
from kernel.mongo import is_unavailable

BATCH = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """What one event does to the view."""

    envelope: Envelope
    writes: tuple[Write, ...]


class FollowerRunner(Runner):
    """Runs one follower in one process."""

    kind = "follower"

    def __init__(self, follower: Follower, parts: Parts) -> None:
        super().__init__(follower.name, follower.follows, parts)
        self.follower = follower
        self.applied_total = 0
        self._positions: dict[str, int] = {}
        self._applying = asyncio.Lock()
        self._consumers = parts.database[COLLECTION]

    async def _consume(self, lease: Lease) -> None:
        document = await shut_out_others(self._consumers, self.name, lease)
        replay = Replay(self.follower, self._parts, lease, self.changes)
        await replay.prepare()
        document = await replay.finish_swap(document)
        self._positions = dict(document.get("positions", {}))

        async def asked() -> None:
            found = await self._consumers.find_one({"_id": self.name})
            if found is not None and found.get("replay"):
                await replay.run(found["replay"], self._origins, self._applying, self._positions)

        await together(
            *(self._follow(origin, lease) for origin in self._origins), self._side_work(lease, asked)
        )

    async def changes(
        self, batch: Sequence[Envelope], names: Mapping[str, str] | None = None
    ) -> list[Change]:
        """The writes of each event; what cannot be decoded or projected is buried and left out.

        `names`: where the view's collections are, when it is not under their own names.
        """
        decoded = []
        for envelope in batch:
            try:
                decoded.append((envelope, await self._decoder.decode(envelope)))
            except (PyMongoError, TimeoutError):
                raise  # the key database is away, which is no fault of the event
            except Undecodable as error:
                await self._parts.dead.bury(self.name, envelope, str(error), 1)
        memory = await self._recall([delivered for _, delivered in decoded], names or {})
        found = []
        for envelope, delivered in decoded:
            try:
                found.append(Change(envelope, tuple(self._project(delivered, memory))))
            except Exception as error:  # noqa: BLE001 - a projection may raise anything; the event is kept
                _log.warning("%s failed on event %s", self.name, envelope.id, exc_info=error)
                await self._parts.dead.bury(self.name, envelope, reason_of(error), 1)
        return found

    async def _recall(self, batch: Sequence[Delivered], names: Mapping[str, str]) -> Any:
        if not isinstance(self.follower, RecallingFollower) or not batch:
            return None
        database = self._parts.database
        return await self.follower.recall(batch, lambda name: database[names.get(name, name)])

    def _project(self, delivered: Delivered, memory: Any) -> Iterable[Write]:
        if isinstance(self.follower, RecallingFollower):
            return self.follower.project_from(delivered, memory)
        return self.follower.project(delivered)

    async def _follow(self, origin: Origin, lease: Lease) -> None:
        parts, service = self._parts, origin.service
        durable = parts.bus.names.consumer(parts.service, self.name)
        # One acknowledgement for a batch: the position kept with the view is what counts.
        feed = Feed(
            *(parts.bus, parts.streams, parts.log, origin, durable, self._foreign),
            window=BATCH * 2,
            ack=api.AckPolicy.ALL,
        )
        self._feeds[service] = feed
        start = self._positions.setdefault(service, 0)
        async with contextlib.aclosing(feed.batches(start, BATCH)) as batches:
            async for batch in batches:
                await self._take(service, batch, lease)

    async def _take(self, service: str, batch: Sequence[Incoming], lease: Lease) -> None:
        events = []
        for incoming in batch:
            if incoming.envelope is not None:
                events.append(incoming.envelope)
                self._lag.begin(incoming.envelope)
        reached = batch[-1].position
        async with self._applying:
            if reached > self._positions[service]:
                fresh = [event for event in events if event.position > self._positions[service]]
                changes = await self._patiently_changes(fresh)
                await self._apply(service, reached, changes, lease)
        for event in events:
            self._lag.end(service, event.position)
        last = batch[-1].acknowledge
        if last is not None:
            await last()

    async def _patiently_changes(self, events: Sequence[Envelope]) -> list[Change]:
        while True:
            try:
                return await self.changes(events)
            except (PyMongoError, TimeoutError) as error:
                _log.warning("%s waits: %s", self.name, error)
            await asyncio.sleep(0.5)

    async def _apply(self, service: str, reached: int, changes: Sequence[Change], lease: Lease) -> None:
        """Write changes and the position; until it stands or the lease is lost."""
        before = self._positions[service]
        pause = 0.02
        while True:
            lease.check()
            try:
                await self._transact(service, before, reached, changes, lease)
                break
            except PyMongoError as error:
                if not _passing(error):
                    await self._apply_singly(service, reached, changes, lease, error)
                    return
                _log.debug("%s tries again: %s", self.name, error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 1.0)
            with contextlib.suppress(PyMongoError):
                if await self._stored_position(service, lease) == reached:
                    break
        self._positions[service] = reached
        self.applied_total += len(changes)

    async def _apply_singly(
        self, service: str, reached: int, changes: Sequence[Change], lease: Lease, error: PyMongoError
    ) -> None:
        """Find the event whose writes are refused, bury it, apply the others."""
        if len(changes) == 1:
            await self._parts.dead.bury(self.name, changes[0].envelope, reason_of(error), 1)
            await self._apply(service, reached, (), lease)
            return
        for change in changes:
            await self._apply(service, change.envelope.position, (change,), lease)
        if reached > self._positions[service]:
            await self._apply(service, reached, (), lease)

    async def _transact(
        self, service: str, before: int, reached: int, changes: Sequence[Change], lease: Lease
    ) -> None:
        where: dict[str, Any] = {"_id": self.name, "fence": lease.fence, f"positions.{service}": before}
        if before == 0:
            where[f"positions.{service}"] = {"$in": [0, None]}
        step = {"$set": {f"positions.{service}": reached}}
        ops = by_collection(write for change in changes for write in change.writes)
        if not ops:
            moved = await self._consumers.update_one(where, step)
            if not moved.matched_count and await self._stored_position(service, lease) != reached:
                raise LeaseLost(lease.name)
            return
        mongo = self._parts.mongo
        session = await mongo.session()
        try:
            await mongo.begin(session)
            moved = await self._consumers.update_one(where, step, session=session)
            if not moved.matched_count:
                if await self._stored_position(service, lease) != reached:
                    raise LeaseLost(lease.name)
                return
            for name, writes in ops.items():
                await self._parts.database[name].bulk_write(writes, session=session)
            await session.commit_transaction()
        finally:
            await session.end_session()

    async def _stored_position(self, service: str, lease: Lease) -> int:
        found = await self._consumers.find_one({"_id": self.name})
        if found is None or found["fence"] != lease.fence:
            raise LeaseLost(lease.name)
        return int(found.get("positions", {}).get(service, 0))

    async def _deliver_again(self, letter: DeadLetter, lease: Lease) -> None:
        lease.check()
        mongo = self._parts.mongo
        async with self._applying:
            changes = await self.changes([letter.envelope])
            if not changes:
                return
            session = await mongo.session()
            try:
                await mongo.begin(session)
                await self._parts.dead.remove(letter.id, session)
                for name, writes in by_collection(changes[0].writes).items():
                    await self._parts.database[name].bulk_write(writes, session=session)
                await session.commit_transaction()
            except PyMongoError as error:
                if _passing(error):
                    raise
                await self._parts.dead.bury(self.name, letter.envelope, reason_of(error), letter.attempts + 1)
            finally:
                await session.end_session()


async def request_replay(parts_database: Any, bus: Bus, service: str, name: str) -> str:
    """Have a follower's view replayed from the logs; returns the id to wait for with `replayed`."""
    asked = await ask_for_replay(parts_database, name)
    with contextlib.suppress(BusUnavailable):
        await bus.publish(poke(service, name))
    return asked


def by_collection(writes: Any) -> dict[str, list[Any]]:
    """Operations by collection, in order."""
    ops: dict[str, list[Any]] = {}
    for write in writes:
        ops.setdefault(write.collection, []).append(write.op)
    return ops


def _passing(error: PyMongoError) -> bool:
    labels = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")
    return is_unavailable(error) or any(error.has_error_label(label) for label in labels)
