"""Runs whose process died: nobody says any more that they go on.

Every replica hears who is alive and looks every half second at the runs under way. One that nobody has
spoken of for `silence` seconds ends as failed with what the bus has of it; that two replicas do so at
once is harmless, since a run ends once. A replica judges only by what it could have heard: not while
the bus is away, nor within `silence` of its return, its own start or a pause of its own.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection

import msgspec
from pymongo.errors import PyMongoError

from kernel.bus.nats import Health
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from kernel.mongo import is_unavailable
from services.chat.queries.answers.find import running

SILENCE = 3.0
LOOK = 0.5
_ids = msgspec.json.Decoder(list[str]).decode
_log = logging.getLogger("parlance.answers")
Lose = Callable[[str], Awaitable[None]]


class Silence:
    """Who was heard of, and who not for too long. Times are monotonic seconds."""

    def __init__(self, silence: float = SILENCE) -> None:
        self._silence = silence
        self._heard: dict[str, float] = {}
        self._looked = 0.0
        self._from = 0.0

    def hear(self, runs: Collection[str], now: float) -> None:
        """Somebody works on these."""
        for run in runs:
            self._heard[run] = now

    def lost(self, runs: Collection[str], now: float, bus: Health) -> list[str]:
        """Which of the runs under way are lost."""
        if not bus.healthy or now - self._looked > self._silence / 2:
            # What was said meanwhile may still be waiting to be read.
            self._from = now
        self._looked = now
        self._from = max(self._from, bus.since)
        for run in runs:
            self._heard.setdefault(run, now)
        old = now - 4 * self._silence
        self._heard = {run: at for run, at in self._heard.items() if at > old or run in runs}
        if now - self._from <= self._silence:
            return []
        return [run for run in runs if now - self._heard[run] > self._silence]


class RunWatch:
    """Background work of each replica."""

    def __init__(self, store: EventStore, health: Callable[[], Health], lose: Lose) -> None:
        self._store = store
        self._health = health
        self._lose = lose
        self._silence = Silence()

    async def hear(self, _: str, message: bytes) -> None:
        """A notice of who is alive."""
        try:
            self._silence.hear(_ids(message), time.monotonic())
        except msgspec.DecodeError:
            _log.warning("a notice of runs is none")

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self._look()
            except (PyMongoError, Refusal) as error:
                if not (is_unavailable(error) or getattr(error, "reason", "") == "UNAVAILABLE"):
                    raise
                _log.warning("answers under way cannot be looked after: %s", error)
            await asyncio.sleep(LOOK)

    async def _look(self) -> None:
        runs = frozenset(await running(self._store))
        for run in self._silence.lost(runs, time.monotonic(), self._health()):
            _log.warning("run %s is lost", run)
            await self._lose(run)
