"""The connection to NATS: made in the background, kept forever, its state known at any moment.

`start` returns at once, so a service runs while the bus is away. Nothing is buffered while the
connection is down: a publish then fails with BusUnavailable. Core messages (`publish`,
`subscribe`) are not stored; they serve cache invalidation and waking, never facts.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import nats
import nats.errors
import nats.js.errors

from kernel.bus.names import Names
from kernel.bus.tasks import end

Handler = Callable[[str, bytes], Awaitable[None]]
Watcher = Callable[["Health"], None]

_log = logging.getLogger(__name__)


class BusUnavailable(Exception):
    """The bus could not take or answer something now; trying again later is right."""

    reason = "UNAVAILABLE"


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the connection stands, since when (time.monotonic() seconds), and why not."""

    healthy: bool
    since: float
    reason: str = ""


class Subscription:
    """A core NATS subscription; `close` ends it."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def close(self) -> None:
        """Stop receiving."""
        with contextlib.suppress(nats.errors.Error):
            await self._inner.unsubscribe()


class Bus:
    """One connection of a process to the NATS servers."""

    def __init__(
        self, servers: str, *, prefix: str = "", name: str = "parlance", request_timeout: float = 5.0
    ) -> None:
        """`servers` is a comma-separated list of nats:// addresses."""
        self.names = Names(prefix)
        self.client = nats.NATS()
        self.health = Health(False, time.monotonic(), "not connected yet")
        self.epoch = 0
        """Counts connections: who sees another number than before has missed something."""
        self._servers = [server.strip() for server in servers.split(",") if server.strip()]
        self._name = name
        self._js: Any = self.client.jetstream(timeout=request_timeout)
        self._connecting: asyncio.Task[None] | None = None
        self._up = asyncio.Event()
        self._watchers: list[Watcher] = []

    @property
    def healthy(self) -> bool:
        """Whether the connection stands."""
        return self.health.healthy

    @property
    def jetstream(self) -> Any:
        """The JetStream context and manager of nats-py."""
        return self._js

    async def start(self) -> None:
        """Begin to connect; returns at once."""
        if self._connecting is None:
            self._connecting = asyncio.get_running_loop().create_task(self._connect(), name="nats connect")

    async def ready(self, timeout: float | None = None) -> bool:
        """Wait until the connection stands; False when that took longer than `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                await self._up.wait()
        except TimeoutError:
            return False
        return True

    async def close(self) -> None:
        """Send what is written and close."""
        if self._connecting is not None:
            self._connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._connecting
            self._connecting = None
        if self.client.is_connected:
            with contextlib.suppress(nats.errors.Error, TimeoutError):
                await self.client.flush(timeout=2)
        # The client asserts that it was connected once; a start that failed must not hide behind that.
        with contextlib.suppress(AssertionError):
            await self.client.close()
        self._set(False, "closed")

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Have `watcher` called (synchronously) with each change of health; returns how to stop it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher) if watcher in self._watchers else None

    async def publish(self, subject: str, data: bytes = b"") -> None:
        """Send a core message, not stored. Raises BusUnavailable."""
        try:
            await self.client.publish(self.names.notice(subject), data)
        except nats.errors.Error as error:
            raise BusUnavailable(str(error) or type(error).__name__) from error

    async def subscribe(self, subject: str, handler: Handler) -> Subscription:
        """Have `handler(subject, data)` called for core messages, also after reconnects.

        Waits for the first connection. Wildcards `*` and `>` are allowed.
        """
        await self._up.wait()

        async def receive(message: Any) -> None:
            await handler(self.names.noticed(message.subject), message.data)

        return Subscription(await self.client.subscribe(self.names.notice(subject), cb=receive))

    @contextlib.asynccontextmanager
    async def listening(self, subject: str, handler: Handler) -> AsyncIterator[None]:
        """Subscribed within the block, from the first connection on; does not wait for it."""
        subscribing = asyncio.ensure_future(self.subscribe(subject, handler))
        try:
            yield
        finally:
            await end(subscribing)
            if not subscribing.cancelled() and subscribing.exception() is None:
                await subscribing.result().close()

    async def _connect(self) -> None:
        await self.client.connect(
            servers=self._servers,
            name=self._name,
            max_reconnect_attempts=-1,
            reconnect_time_wait=0.2,
            connect_timeout=2,
            # A peer that is gone without a word is noticed within three pings.
            ping_interval=2,
            max_outstanding_pings=2,
            pending_size=0,
            drain_timeout=5,
            skip_subject_validation=True,
            error_cb=self._on_error,
            disconnected_cb=self._on_disconnect,
            reconnected_cb=self._on_connect,
            closed_cb=self._on_disconnect,
        )
        await self._on_connect()

    async def _on_connect(self) -> None:
        self.epoch += 1
        self._set(True, "")

    async def _on_disconnect(self) -> None:
        self._set(False, "connection lost")

    async def _on_error(self, error: Exception) -> None:
        _log.debug("nats: %s", str(error) or type(error).__name__)

    def _set(self, healthy: bool, reason: str) -> None:
        if healthy:
            self._up.set()
        else:
            self._up.clear()
        if healthy == self.health.healthy and not healthy:
            return
        if healthy != self.health.healthy and self.epoch:
            _log.log(logging.INFO if healthy else logging.WARNING, "bus: %s", reason or "connected")
        self.health = Health(healthy, time.monotonic(), reason)
        for watcher in list(self._watchers):
            watcher(self.health)
