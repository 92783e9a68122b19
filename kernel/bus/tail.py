"""Listens to recent events of one service, from a time on, without progress of its own and no gap.

For caches that must forget: every process listens for itself. `healthy` holds only while all is
known that the origin's log holds: the past has been read, the connection stands, and the relay's
`moved` notice of the last `silence` seconds came (its heartbeat must be shorter). A listener
that is not healthy has to assume the worst; it catches up by itself.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import nats.errors
import nats.js.errors
from nats.js import api

from kernel.bus import headers as h
from kernel.bus.model import Envelope
from kernel.bus.names import moved
from kernel.bus.nats import Bus, BusUnavailable
from kernel.bus.pull import Pull, PullBroken, pending_after, sequence_of
from kernel.bus.streams import Streams, unavailable
from kernel.bus.tasks import together

Callback = Callable[[Envelope], Awaitable[None]]

_log = logging.getLogger(__name__)


class Tail:
    """One listener. `run` it as a task; read `healthy` or be told through `on_health`."""

    def __init__(
        self,
        bus: Bus,
        streams: Streams,
        service: str,
        callback: Callback,
        *,
        kinds: Sequence[tuple[str, str]] = (),
        since: float = 360.0,
        silence: float = 1.0,
        heartbeats: bool = True,
        on_health: Callable[[bool], None] | None = None,
    ) -> None:
        """`kinds` are (aggregate, type) pairs, all events when empty. `since`: seconds back from now.

        `callback` gets each event in order, once unless it raises: then the listener is not healthy
        and offers the event again, until it is taken.
        With `heartbeats` false the relay's notices are not asked for, only the connection counts.
        """
        self._bus = bus
        self._streams = streams
        self._service = service
        self._callback = callback
        self._kinds = kinds
        self._since = since
        self._silence = silence
        self._heartbeats = heartbeats
        self._on_health = on_health
        self._current = False
        self._fresh = 0.0
        self._told: bool | None = None
        self._position = 0
        self._waiting = 0

    @property
    def healthy(self) -> bool:
        """Whether every event up to `silence` seconds ago has been given to the callback."""
        if not (self._current and self._bus.healthy):
            return False
        return not self._heartbeats or self.age < self._silence

    @property
    def age(self) -> float:
        """Seconds since the moment up to which the relay is known to have published everything."""
        return time.monotonic() - self._fresh

    async def run(self) -> None:
        """Listen until cancelled."""
        unwatch = self._bus.watch(lambda _: self._tell())
        try:
            async with self._bus.listening(moved(self._service), self._moved):
                await together(self._watch(), self._listen_again())
        finally:
            unwatch()

    async def _listen_again(self) -> None:
        while True:
            try:
                await self._bus.ready()
                await self._listen()
            except (PullBroken, BusUnavailable) as error:
                _log.debug("tail of %s begins again: %s", self._service, error)
            except Exception:  # noqa: BLE001 - a callback may raise anything; it must not end this
                text = "tail of %s: the event after %d was refused"
                _log.exception(text, self._service, self._position)
            finally:
                self._current = False
                self._tell()
            await asyncio.sleep(0.2)

    async def _listen(self) -> None:
        stream = self._bus.names.stream(self._service)
        self._fresh = 0.0
        consumer = await self._attach(stream)
        pull = Pull(self._bus, stream, consumer, window=512, heartbeat=1.0)
        try:
            await pull.start()
            while True:
                if self._waiting == 0:
                    self._current = True
                    self._tell()
                for message in await pull.take(256):
                    await self._give(message)
        finally:
            await pull.close()

    async def _attach(self, stream: str) -> str:
        state = await self._streams.state(self._service)
        if state is None:
            raise BusUnavailable(f"the stream of {self._service} does not exist yet")
        if state.last < self._position:
            # The stream was lost and is being filled again, with the same positions.
            self._position = state.last
        name = f"tail_{uuid.uuid4().hex}"
        config = api.ConsumerConfig(
            name=name,
            ack_policy=api.AckPolicy.NONE,
            filter_subjects=self._subjects(),
            inactive_threshold=30.0,
            mem_storage=True,
            num_replicas=1,
        )
        if self._position:
            config.deliver_policy = api.DeliverPolicy.BY_START_SEQUENCE
            config.opt_start_seq = self._position + 1
        else:
            start = datetime.now(UTC) - timedelta(seconds=self._since)
            config.deliver_policy = api.DeliverPolicy.BY_START_TIME
            config.opt_start_time = start
        try:
            info = await self._bus.jetstream.add_consumer(stream, config)
        except (nats.errors.Error, nats.js.errors.Error, OSError, TimeoutError) as error:
            raise unavailable(error) from error
        self._waiting = int(info.num_pending or 0)
        return name

    def _subjects(self) -> list[str]:
        names = self._bus.names
        if not self._kinds:
            return [names.subjects(self._service)]
        return [names.subject(self._service, aggregate, kind) for aggregate, kind in self._kinds]

    async def _give(self, message: Any) -> None:
        position, waiting = sequence_of(message), pending_after(message)
        if position > self._position:
            try:
                envelope = h.from_message(message.headers, message.data)
            except h.NotAnEvent as error:
                _log.error("tail of %s: the message at %d is no event: %s", self._service, position, error)
            else:
                await self._callback(envelope)
            self._position = position
        self._waiting = waiting

    async def _moved(self, _: str, data: bytes) -> None:
        old = float(data.partition(b" ")[2] or 0)
        self._fresh = time.monotonic() - old
        self._tell()

    async def _watch(self) -> None:
        """Notice silence."""
        while True:
            left = self._silence - self.age
            await asyncio.sleep(max(0.05, left if left > 0 else self._silence / 2))
            self._tell()

    def _tell(self) -> None:
        healthy = self.healthy
        if healthy != self._told:
            self._told = healthy
            if self._on_health is not None:
                self._on_health(healthy)
