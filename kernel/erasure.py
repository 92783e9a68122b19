"""Erasing a deleted person in one service: what a service lists in app.py, and the reaction that runs it.

An `Eraser` removes one kind of thing in bounded parts. `EraseSubject` reacts to the deletion, and to
being asked again: it runs the service's erasers until nothing is left, waits until calls that were under
way at the deletion have ended, looks once more, and then has the service report what was removed, once.
A crash at any point is made good by doing it again: an eraser finds only what is left, and the counts so
far are kept in `erasure_progress` (one document a person until the report).

No eraser needs to read personal data: the person's key is gone by then (docs/adr/0018).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from google.protobuf.message import Message
from parlance.auth.v1 import erasure_events_pb2, events_pb2

from kernel.bus.model import Delivered, Reaction
from kernel.context import CallContext
from kernel.contract_events import event_messages
from kernel.eventstore.model import EventStore, Transaction
from kernel.eventstore.mongo_answers import ANSWERS
from kernel.mongo import rows

Counts = Mapping[str, int]
"""Kind of thing -> how many."""
REPORT = "SubjectErased"
"""Name of the event by which a service reports, in `parlance.<service>.v1`."""
PROGRESS = "erasure_progress"
_BATCH = 500
_AT_ONCE = 2
"""People whose things are removed at the same time; others wait or settle."""


class Eraser(Protocol):
    """Removes one kind of thing of a person."""

    name: str

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """Remove some of it, few enough for a transaction; asked again until nothing is returned."""


class FirstAnswers:
    """Answers kept for idempotency keys: sealed, but the keys themselves are a client's own words."""

    name = "first_answers"

    def __init__(self, database: Any) -> None:
        self._answers = database[ANSWERS]

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        # Ids begin with the caller's: `;` is what follows `:`.
        query = {"_id": {"$gt": f"{user_id}:", "$lt": f"{user_id};"}}
        some = await rows(self._answers.find(query, {"_id": 1}).limit(_BATCH))
        if not some:
            return {}
        gone = await self._answers.delete_many({"_id": {"$in": [one["_id"] for one in some]}})
        return {"first_answers": gone.deleted_count}


Report = Callable[[CallContext, str, Counts], Awaitable[None]]
"""`await report(ctx, user_id, counts)`: record the report; again: nothing."""


class EraseSubject(Reaction):
    """See the module."""

    name = "erase_subject"
    follows = (events_pb2.UserDeleted, erasure_events_pb2.ErasureRetried)
    attempts = 100
    concurrency = 128

    def __init__(self, database: Any, erasers: Sequence[Eraser], report: Report, settle: float) -> None:
        """`settle`: seconds after the deletion at which nothing of the person is under way any more."""
        self._progress = database[PROGRESS]
        self._erasers = (*erasers, FirstAnswers(database))
        self._report = report
        self._settle = settle
        self._working = asyncio.Semaphore(_AT_ONCE)

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction."""
        user_id, ctx = delivered.event.user_id, delivered.ctx
        await self._erase(ctx, user_id)
        left = self._settle - (time.time() - delivered.time / 1000)
        if left > 0:
            await asyncio.sleep(min(left, self._settle))
            await self._erase(ctx, user_id)
        document = await self._progress.find_one({"_id": user_id}) or {}
        await self._report(ctx, user_id, document.get("counts", {}))
        await self._progress.delete_one({"_id": user_id})

    async def _erase(self, ctx: CallContext, user_id: str) -> None:
        async with self._working:
            for eraser in self._erasers:
                while counts := {kind: n for kind, n in (await eraser.erase(ctx, user_id)).items() if n}:
                    more = {f"counts.{kind}": n for kind, n in counts.items()}
                    await self._progress.update_one({"_id": user_id}, {"$inc": more}, upsert=True)


def to_log(store: EventStore, make: Callable[[str, dict[str, int]], Any]) -> Report:
    """A report as the one event of the stream `erasure-<user id>`, made by `make(user_id, counts)`."""

    async def report(ctx: CallContext, user_id: str, counts: Counts) -> None:
        async def work(tx: Transaction) -> None:
            stream = stream_of(user_id)
            if not await tx.load(stream):
                await tx.append(stream, 0, [make(user_id, dict(counts))])

        await store.execute(ctx, work)

    return report


def stream_of(user_id: str) -> str:
    """The stream of an erasure, in each service."""
    return f"erasure-{user_id}"


def reports() -> dict[str, type[Message]]:
    """The report events of all services that have erasers, by service, as the contract has them."""
    return {service: message for service, message in event_messages() if message.DESCRIPTOR.name == REPORT}
