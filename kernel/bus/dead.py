"""Dead letters: events a consumer could not use, kept with the reason until they are redelivered.

The record is a document in the consumer's database (`dead_letters`), so a lost bus loses none; a copy
with the original headers and payload goes to the stream PARLANCE_DEAD, for whoever watches. Personal
fields stay encrypted as they were stored. Texts of unexpected errors are not kept, since they may quote
what was handled: the kind of error and the place are, and the log has the rest.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nats.errors
import nats.js.errors
from pymongo import IndexModel

from kernel.bus import headers as h
from kernel.bus.model import Envelope, Unprocessable
from kernel.bus.names import poke
from kernel.bus.nats import Bus, BusUnavailable
from kernel.bus.streams import Streams
from kernel.mongo import rows

COLLECTION = "dead_letters"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One event a consumer gave up on. `time` is epoch milliseconds."""

    id: str
    consumer: str
    envelope: Envelope
    reason: str
    attempts: int
    time: int


class DeadLetters:
    """The dead letters of one service's consumers."""

    def __init__(self, database: Any, bus: Bus, streams: Streams, service: str) -> None:
        self._collection = database[COLLECTION]
        self._bus = bus
        self._streams = streams
        self._service = service
        self._stream_is_there = False

    async def ensure(self) -> None:
        """Create the index that is missing."""
        await self._collection.create_indexes([IndexModel([("consumer", 1), ("redeliver", 1)])])

    async def bury(self, consumer: str, envelope: Envelope, reason: str, attempts: int) -> None:
        """Keep an event and why it was given up; doing it twice changes nothing."""
        now = time.time_ns() // 1_000_000
        document = {"consumer": consumer, "event": asdict(envelope), "reason": reason, "attempts": attempts}
        document |= {"time": now, "redeliver": False}
        letter = f"{consumer}/{envelope.service}/{envelope.id}"
        await self._collection.update_one({"_id": letter}, {"$set": document}, upsert=True)
        _log.error("%s gave up event %s (%s): %s", consumer, envelope.id, envelope.type, reason)
        await self._copy(consumer, envelope, reason, attempts, f"{letter}/{now}")

    async def list(self, consumer: str = "", limit: int = 100) -> list[DeadLetter]:
        """Dead letters of one consumer or all, the oldest first."""
        query = {"consumer": consumer} if consumer else {}
        return [_letter(d) for d in await rows(self._collection.find(query).sort("time", 1).limit(limit))]

    async def count(self) -> dict[str, int]:
        """How many there are, by consumer."""
        stages: list[dict[str, Any]] = [{"$group": {"_id": "$consumer", "n": {"$sum": 1}}}]
        return {d["_id"]: d["n"] for d in await rows(self._collection.aggregate(stages))}

    async def redeliver(self, consumer: str, ids: Sequence[str] = ()) -> int:
        """Give dead letters (all of a consumer when no ids are named) to their consumer again.

        Returns how many. Each leaves the collection when it was handled, or comes back with its reason.
        """
        query: dict[str, Any] = {"consumer": consumer}
        if ids:
            query["_id"] = {"$in": list(ids)}
        result = await self._collection.update_many(query, {"$set": {"redeliver": True}})
        try:
            await self._bus.publish(poke(self._service, consumer))
        except BusUnavailable as error:
            _log.info("%s will find its dead letters later: %s", consumer, error)
        return int(result.modified_count)

    async def asked_for(self, consumer: str, limit: int = 100) -> Sequence[DeadLetter]:
        """Dead letters that are to be delivered again."""
        query = {"consumer": consumer, "redeliver": True}
        return [_letter(d) for d in await rows(self._collection.find(query).sort("time", 1).limit(limit))]

    async def remove(self, letter: str, session: Any = None) -> None:
        """A redelivered event was handled."""
        await self._collection.delete_one({"_id": letter}, session=session)

    async def _copy(self, consumer: str, envelope: Envelope, reason: str, attempts: int, key: str) -> None:
        headers = h.to_headers(envelope)
        headers[h.MSG_ID] = key
        headers["Parlance-Event"] = envelope.id
        headers[h.CONSUMER], headers[h.REASON] = consumer, reason
        headers[h.ATTEMPTS] = str(attempts)
        try:
            if not self._stream_is_there:
                await self._streams.ensure_dead()
                self._stream_is_there = True
            subject = self._bus.names.dead(f"{self._service}_{consumer}")
            await self._bus.jetstream.publish(subject, envelope.data, headers=headers, timeout=2)
        except (BusUnavailable, nats.errors.Error, nats.js.errors.Error, TimeoutError) as error:
            self._stream_is_there = False
            _log.warning("no copy of dead letter %s on the bus: %s", key, error)


def reason_of(error: BaseException) -> str:
    """Why handling failed, without the text of an unexpected error."""
    if isinstance(error, Unprocessable):
        return str(error) or "unprocessable"
    known = getattr(error, "reason", None)
    kind = f"{type(error).__name__} {known}" if isinstance(known, str) else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return kind
    return f"{kind} at {Path(frames[-1].filename).name}:{frames[-1].lineno}"


def _letter(document: dict[str, Any]) -> DeadLetter:
    event = dict(document["event"])
    event["data"] = bytes(event["data"])
    return DeadLetter(
        id=document["_id"],
        consumer=document["consumer"],
        envelope=Envelope(**event),
        reason=document["reason"],
        attempts=document["attempts"],
        time=document["time"],
    )
