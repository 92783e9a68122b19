"""The gRPC service parlance.common.v1.EventLog over a service's own log, and its client.

Both read from MongoDB, not from the bus, so they hold for all of history and while the bus is away.
`Follow` looks at the log when the relay says that it moved, and every second.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection
from typing import Any

import grpc.aio
from parlance.common.v1 import log_pb2, log_pb2_grpc

from kernel.bus.commits import CommitLog
from kernel.bus.model import Envelope
from kernel.bus.names import moved
from kernel.bus.nats import Bus
from kernel.context import CallContext, system

FULL_NAME = "parlance.common.v1.EventLog"
_POLL = 1.0


class EventLogService:
    """Serves the log; see log.proto."""

    def __init__(self, log: CommitLog, bus: Bus) -> None:
        self._log = log
        self._bus = bus

    async def Read(
        self, request: log_pb2.ReadLogRequest, ctx: CallContext
    ) -> AsyncIterator[log_pb2.LoggedEvent]:
        """Events after a position up to the end of the log."""
        left = request.limit
        until = request.until_position or None
        async for envelope in self._log.read(request.after_position, until, frozenset(request.types)):
            yield to_message(envelope)
            left -= 1
            if left == 0:
                return

    async def Follow(
        self, request: log_pb2.FollowLogRequest, ctx: CallContext
    ) -> AsyncIterator[log_pb2.LoggedEvent]:
        """Events after a position, for ever."""
        after, types = request.after_position, frozenset(request.types)
        event = asyncio.Event()

        async def noticed(_: str, __: bytes) -> None:
            event.set()

        async with self._bus.listening(moved(self._log.service), noticed):
            while True:
                event.clear()
                head = await self._log.head()
                if head > after:
                    async for envelope in self._log.read(after, head, types):
                        yield to_message(envelope)
                    after = head
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_POLL):
                        await event.wait()


class LogClient:
    """Reads the log of any service: its own from the database, others' over gRPC."""

    def __init__(
        self,
        own: CommitLog | None,
        channel: Callable[[str], grpc.aio.Channel],
        service_context: Callable[[CallContext], CallContext],
    ) -> None:
        self._own = own
        self._channel = channel
        self._context = service_context

    def read(
        self, service: str, after: int, until: int | None, types: Collection[str]
    ) -> AsyncIterator[Envelope]:
        """Events with `after` < position <= `until` of some types (all when empty), in order."""
        if self._own is not None and self._own.service == service:
            return self._own.read(after, until, types)
        return self._remote(service, after, until, types)

    async def _remote(
        self, service: str, after: int, until: int | None, types: Collection[str]
    ) -> AsyncIterator[Envelope]:
        stub: Any = log_pb2_grpc.EventLogStub(self._channel(service))
        request = log_pb2.ReadLogRequest(after_position=after, until_position=until or 0, types=sorted(types))
        ctx = self._context(system(f"log of {service}"))
        call = stub.Read(request, metadata=ctx.outgoing())
        try:
            async for message in call:
                yield from_message(service, message)
        finally:
            call.cancel()


def to_message(envelope: Envelope) -> log_pb2.LoggedEvent:
    """An envelope as the log shows it."""
    return log_pb2.LoggedEvent(
        position=envelope.position,
        id=envelope.id,
        type=envelope.type,
        schema=envelope.schema,
        stream=envelope.stream,
        version=envelope.version,
        time=envelope.time,
        actor=envelope.actor,
        correlation_id=envelope.correlation,
        causation_id=envelope.causation,
        traceparent=envelope.traceparent,
        data=envelope.data,
        service=envelope.service,
        address=envelope.address,
        credential=envelope.credential,
    )


def from_message(service: str, message: log_pb2.LoggedEvent) -> Envelope:
    """The envelope of an event another service sent."""
    return Envelope(
        service=service,
        position=message.position,
        id=message.id,
        type=message.type,
        schema=message.schema,
        stream=message.stream,
        version=message.version,
        time=message.time,
        actor=message.actor,
        correlation=message.correlation_id,
        causation=message.causation_id,
        traceparent=message.traceparent,
        data=message.data,
        address=message.address,
        credential=message.credential,
    )
