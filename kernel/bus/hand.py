"""The events a reaction has in hand: bounded, kept claimed at the bus, acknowledged when done."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from kernel.bus.origin import Incoming
from kernel.bus.tasks import end

HEARTBEAT = 10.0
"""Seconds after which the bus is told that an event is still being worked on, again and again."""


class Hand:
    """At most `size` events. `ended` is told of acknowledgements that ended, however they did."""

    def __init__(self, size: int, ended: Callable[[asyncio.Task[None]], None]) -> None:
        self._size = size
        self._ended = ended
        self._held: dict[tuple[str, int], tuple[Incoming, float]] = {}
        self._room = asyncio.Event()
        self._acks: set[asyncio.Task[None]] = set()

    async def take(self, service: str, incoming: Incoming) -> None:
        """Hold an event; waits until there is room."""
        while len(self._held) >= self._size:
            self._room.clear()
            await self._room.wait()
        self._held[service, incoming.position] = (incoming, time.monotonic())

    def done(self, service: str, incoming: Incoming) -> None:
        """Let go of an event and acknowledge it."""
        del self._held[service, incoming.position]
        self._room.set()
        self.acknowledge(incoming)

    def acknowledge(self, incoming: Incoming) -> None:
        """Tell the bus, without waiting for its answer."""
        if incoming.acknowledge is None:
            return
        acking: asyncio.Task[None] = asyncio.ensure_future(_run(incoming))
        self._acks.add(acking)
        acking.add_done_callback(self._acks.discard)
        acking.add_done_callback(self._ended)

    async def keep_claimed(self) -> None:
        """Tell the bus about work that takes long, so that it does not deliver it a second time."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            before = time.monotonic() - HEARTBEAT / 2
            for incoming, since in list(self._held.values()):
                if incoming.progress is not None and since < before:
                    await incoming.progress()

    async def close(self) -> None:
        """Give acknowledgements on their way a second."""
        if self._acks:
            await asyncio.wait(self._acks, timeout=1)
        await end(*self._acks)


async def _run(incoming: Incoming) -> None:
    assert incoming.acknowledge is not None
    await incoming.acknowledge()
