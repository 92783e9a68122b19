"""Reading a run's deltas, each event exactly once and in order, on any replica.

A subscription stands before the history is read, so nothing falls between them. Where a number is
missing (a batch was dropped here, the connection broke), the history is read again from the place
known so far; when it does not have it either, the deltas have expired.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import nats.errors

from kernel.bus.nats import BusUnavailable
from kernel.bus.streams import unavailable
from kernel.deltas.model import Batch, DamagedBatch, decode
from kernel.deltas.stream import Deltas

_AT_ONCE = 48 * 1024
"""Bytes of small batches of the past that are given as one."""
_WAITING = 512
"""Batches a slow reader may leave waiting; later ones are read from the stream again."""


class DeltasExpired(Exception):
    """Events that were asked for are no longer in the stream."""


async def tail(deltas: Deltas, run: str, after: int = 0, quiet: float = 1.0) -> AsyncGenerator[Batch, None]:
    """The events after number `after`; ends after the batch that says how the run ended.

    After `quiet` seconds without any, an empty batch is given, so that the reader can look whether
    the run still lives. Raises DeltasExpired, BusUnavailable.
    """
    reading = _Reading(deltas, run, after + 1)
    try:
        await reading.start()
        # What is missing at first may be on its way: the run has begun to write, or has not.
        async for batch in reading.read_again():
            yield batch
        while not reading.ended:
            live = await reading.next(quiet)
            if live is None:
                yield Batch(reading.wanted)
            if live is None or live.first > reading.wanted:
                async for batch in reading.read_again():
                    yield batch
                if live is not None and live.first > reading.wanted:
                    raise DeltasExpired
            if live is not None and (taken := reading.take(live)) is not None:
                yield taken
    finally:
        await reading.close()


class _Reading:
    def __init__(self, deltas: Deltas, run: str, wanted: int) -> None:
        self.wanted = wanted
        self.ended = False
        self._deltas = deltas
        self._run = run
        self._waiting: asyncio.Queue[Batch] = asyncio.Queue(_WAITING)
        self._subscription: Any = None
        self._place = 0
        self._epoch = deltas.bus.epoch

    async def start(self) -> None:
        client = self._deltas.bus.client
        try:
            self._subscription = await client.subscribe(self._deltas.subject(self._run), cb=self._receive)
            await client.flush(timeout=5)
        except (nats.errors.Error, TimeoutError, OSError) as error:
            raise unavailable(error) from error

    async def close(self) -> None:
        if self._subscription is not None:
            try:
                await self._subscription.unsubscribe()
            except nats.errors.Error:
                return

    async def next(self, quiet: float) -> Batch | None:
        """The next batch that comes; None when none does."""
        try:
            async with asyncio.timeout(quiet):
                return await self._waiting.get()
        except TimeoutError:
            return None

    def take(self, batch: Batch) -> Batch | None:
        """What of a batch is new; None when nothing is."""
        if batch.first > self.wanted or self.ended:
            return None
        new = batch.since(self.wanted) if batch.next > self.wanted else Batch(self.wanted, (), batch.end)
        if not new.events and not (new.end and batch.next == self.wanted):
            return None
        self.wanted = new.next
        self.ended = bool(new.end)
        return new

    async def read_again(self) -> AsyncGenerator[Batch, None]:
        """What the stream has; raises DeltasExpired when it begins later than is wanted."""
        if self._epoch != self._deltas.bus.epoch:
            self._epoch, self._place = self._deltas.bus.epoch, 0
        try:
            found, self._place = await self._deltas.history(self._run, self._place)
        except BusUnavailable:
            if not self._deltas.bus.healthy:
                raise
            found = []
        joined: Batch | None = None
        # A writer that found the stream emptied begins again from its first event.
        for batch in sorted(found, key=lambda batch: batch.first):
            if batch.first > self.wanted:
                raise DeltasExpired
            new = self.take(batch)
            joined = _joined(joined, new)
            if joined is not None and sum(map(len, joined.events)) > _AT_ONCE:
                yield joined
                joined = None
            if self.ended:
                break
        if joined is not None:
            yield joined

    async def _receive(self, message: Any) -> None:
        try:
            self._waiting.put_nowait(decode(message.data))
        except (asyncio.QueueFull, DamagedBatch):
            return


def _joined(first: Batch | None, then: Batch | None) -> Batch | None:
    """Two batches that follow each other, as one."""
    if first is None or then is None:
        return first or then
    return Batch(first.first, first.events + then.events, then.end)
