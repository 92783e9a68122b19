"""Listening to live events: one subscription per user or room, however many clients wait for it.

A subscription stands while somebody holds it, from the first connection of the bus on and again after
each reconnect. Events of one subject are handed over in the order they came; a handler that fails is
logged and does not stop the others. Frames that are none are dropped.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from kernel.bus.nats import Bus, Subscription
from kernel.live.events import LiveEvent, decode, subject

Handler = Callable[[LiveEvent], Awaitable[None]]
_log = logging.getLogger("parlance.live")


class _Topic:
    __slots__ = ("handlers", "subscribing")

    def __init__(self) -> None:
        self.handlers: dict[object, Handler] = {}
        self.subscribing: asyncio.Task[Subscription] | None = None


class Listener:
    """Hands live events to those who wait for them in this process."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._topics: dict[str, _Topic] = {}
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def topics(self) -> int:
        """Subscriptions that stand now."""
        return len(self._topics)

    def listen(self, kind: str, target: str, owner: object, handler: Handler) -> None:
        """Have `handler` called with each event for a user or room until `owner` stops listening to it.

        Returns at once; `heard` waits. An owner has one handler a target. Raises ValueError for what is
        no id.
        """
        name = subject(kind, target)
        topic = self._topics.get(name)
        if topic is None:
            topic = self._topics[name] = _Topic()
            topic.subscribing = asyncio.get_running_loop().create_task(
                self._bus.subscribe(name, self._receive)
            )
        topic.handlers[owner] = handler

    async def heard(self, kind: str, target: str, timeout: float = 2.0) -> bool:
        """Wait until the subscription stands at the server; False when that took too long."""
        topic = self._topics.get(subject(kind, target))
        if topic is None or topic.subscribing is None:
            return False
        try:
            async with asyncio.timeout(timeout):
                await asyncio.shield(topic.subscribing)
                await self._bus.client.flush()
        except TimeoutError:
            return False
        return True

    def stop(self, kind: str, target: str, owner: object) -> None:
        """`owner` wants no more of it; the last one ends the subscription."""
        name = subject(kind, target)
        topic = self._topics.get(name)
        if topic is None:
            return
        topic.handlers.pop(owner, None)
        if not topic.handlers:
            del self._topics[name]
            task = asyncio.get_running_loop().create_task(_end(topic))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """End all subscriptions."""
        topics, self._topics = list(self._topics.values()), {}
        await asyncio.gather(*(_end(topic) for topic in topics), *self._closing, return_exceptions=True)

    async def _receive(self, name: str, frame: bytes) -> None:
        topic = self._topics.get(name)
        if topic is None:
            return
        try:
            event = decode(name, frame)
        except ValueError as error:
            _log.warning("a live event on %s is none: %s", name, error)
            return
        for handler in list(topic.handlers.values()):
            try:
                await handler(event)
            except Exception:  # noqa: BLE001 - one client must not cost the others their event
                _log.exception("a live event was not handed over", extra={"fields": {"event": event.name}})


async def _end(topic: _Topic) -> None:
    task = topic.subscribing
    if task is None:
        return
    if not task.done():
        task.cancel()
    elif not task.cancelled() and task.exception() is None:
        await task.result().close()
