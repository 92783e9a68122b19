"""Messages between processes that are not stored: a lost one costs time, never truth.

Publishing while the bus is away does nothing but a log line, and subscribing does not wait for it:
what hangs on a notice has to be right without it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from kernel.bus.nats import Bus, BusUnavailable

log = logging.getLogger("parlance.host")


class Notices:
    """`Runtime.publish` and `Runtime.subscribe`."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._subscribing: set[asyncio.Task[None]] = set()

    async def publish(self, subject: str, data: bytes) -> None:
        """Send to whoever listens now."""
        try:
            await self._bus.publish(subject, data)
        except BusUnavailable as error:
            log.warning("notice %s not sent: %s", subject, error)

    async def subscribe(self, subject: str, handler: Callable[[str, bytes], Awaitable[None]]) -> None:
        """Have `handler(subject, data)` called from the first connection on; returns at once."""

        async def listen() -> None:
            await self._bus.subscribe(subject, handler)

        task = asyncio.get_running_loop().create_task(listen())
        self._subscribing.add(task)
        task.add_done_callback(self._subscribing.discard)

    async def close(self) -> None:
        """Give up subscriptions that are still waiting for the bus."""
        for task in self._subscribing:
            task.cancel()
        await asyncio.gather(*self._subscribing, return_exceptions=True)
