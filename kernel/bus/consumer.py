"""What reactions and followers have in common: their parts, their lag, their dead letters."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pymongo.errors import PyMongoError

from kernel.bus.dead import DeadLetter, DeadLetters
from kernel.bus.decode import Decoder
from kernel.bus.feed import Feed
from kernel.bus.lease import Lease, Leases
from kernel.bus.model import Envelope
from kernel.bus.names import poke
from kernel.bus.nats import Bus, BusUnavailable
from kernel.bus.origin import LogReader, origins
from kernel.bus.streams import Streams
from kernel.mongo import Mongo
from kernel.privacy import KeyRing

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """What every consumer of a service works with."""

    service: str
    mongo: Mongo
    database: Any
    bus: Bus
    streams: Streams
    leases: Leases
    log: LogReader
    keys: KeyRing
    dead: DeadLetters


@dataclass(slots=True)
class Lag:
    """What a consumer has in hand: event times by position, to tell the age of the oldest."""

    times: dict[tuple[str, int], int] = field(default_factory=dict)

    def begin(self, envelope: Envelope) -> None:
        """An event was received."""
        self.times[envelope.service, envelope.position] = envelope.time

    def end(self, service: str, position: int) -> None:
        """It was dealt with."""
        self.times.pop((service, position), None)

    def oldest(self, now_ms: float) -> float:
        """Age in seconds of the oldest; 0 when there is none."""
        return max(0.0, (now_ms - min(self.times.values())) / 1000) if self.times else 0.0


class Runner(ABC):
    """One consumer in one process; it works while it holds the consumer's lease."""

    kind = ""

    def __init__(self, name: str, follows: Sequence[type[Any]], parts: Parts) -> None:
        self.name = name
        self.active = False
        self._parts = parts
        self._decoder = Decoder(name, follows, parts.keys)
        self._origins = origins(parts.bus, follows)
        self._feeds: dict[str, Feed] = {}
        self._lag = Lag()

    async def run(self) -> None:
        """Consume until cancelled, also through outages of MongoDB and the bus."""
        while True:
            try:
                await self._parts.dead.ensure()
                await self._parts.leases.lead(f"{self.kind}/{self.name}", self._active)
            except (PyMongoError, BusUnavailable) as error:
                _log.warning("%s %s begins again: %s", self.kind, self.name, error)
            await asyncio.sleep(0.5)

    @property
    def lag(self) -> float:
        """Age in seconds of the oldest event not yet dealt with; 0 in a process that does not run it.

        While the bus cannot be read it is the time since nothing was waiting: an upper bound.
        """
        if not self.active:
            return 0.0
        blind = [time.monotonic() - f.caught_up_at for f in self._feeds.values() if not f.healthy]
        return max([self._lag.oldest(time.time() * 1000), *blind])

    @property
    def pending(self) -> int:
        """Events received and not dealt with, and those the bus still has for it."""
        return len(self._lag.times) + sum(feed.waiting for feed in self._feeds.values())

    @property
    def idle(self) -> bool:
        """Whether everything the bus has was dealt with."""
        feeds = self._feeds.values()
        connected = len(feeds) == len(self._origins) and all(feed.idle for feed in feeds)
        return self.active and connected and not self.pending

    async def _active(self, lease: Lease) -> None:
        self._lag.times.clear()
        self._feeds.clear()
        self.active = True
        try:
            await self._consume(lease)
        finally:
            self.active = False

    @abstractmethod
    async def _consume(self, lease: Lease) -> None:
        """Work until the lease is lost."""

    @abstractmethod
    async def _deliver_again(self, letter: DeadLetter, lease: Lease) -> None:
        """Handle one dead letter once more."""

    async def _foreign(self, envelope: Envelope, fault: str) -> None:
        await self._parts.dead.bury(self.name, envelope, f"not an event of the log: {fault}", 0)

    async def _side_work(self, lease: Lease, more: Callable[[], Awaitable[None]] | None = None) -> None:
        """What is asked for by a poke: dead letters to deliver again, and `more`."""
        asked = asyncio.Event()
        asked.set()

        async def poked(_: str, __: bytes) -> None:
            asked.set()

        async with self._parts.bus.listening(poke(self._parts.service, self.name), poked):
            while True:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(30):
                        await asked.wait()
                asked.clear()
                try:
                    for letter in await self._parts.dead.asked_for(self.name):
                        await self._deliver_again(letter, lease)
                    if more is not None:
                        await more()
                except PyMongoError as error:
                    _log.warning("%s looks for dead letters later: %s", self.name, error)
                    await asyncio.sleep(1)
                    asked.set()
