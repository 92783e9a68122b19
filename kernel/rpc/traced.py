"""Traces through what a call leaves behind: its commit, and the work its events cause.

The traceparent of the commit's span is stored with the events and travels on the bus, so a reaction,
minutes later in another service, shows under the request that caused it. Without a collector commits
are not wrapped at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from kernel.bus.model import Delivered, Reaction
from kernel.context import CallContext
from kernel.eventstore.model import Work
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.telemetry.logs import current_call
from kernel.telemetry.tracing import SpanKind, Tracing

T = TypeVar("T")


class TracedStore(MongoEventStore):
    """An event store whose transactions have a span each, retries included."""

    def __init__(self, tracing: Tracing, *args: Any) -> None:
        super().__init__(*args)
        self._tracing = tracing

    async def atomically(self, ctx: CallContext, work: Work[T]) -> T:
        """See MongoEventStore."""
        with self._tracing.span("commit", ctx.traceparent, SpanKind.CLIENT) as traceparent:
            return await super().atomically(replace(ctx, traceparent=traceparent), work)


class TracedReaction(Reaction):
    """A reaction whose handling has a span and whose log lines name the request behind the event."""

    def __init__(self, inner: Reaction, tracing: Tracing) -> None:
        self.name = inner.name
        self.follows = inner.follows
        self.attempts = inner.attempts
        self.concurrency = inner.concurrency
        self.from_start = inner.from_start
        self._inner = inner
        self._tracing = tracing

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction."""
        title = f"{self.name} {delivered.type}"
        with self._tracing.span(title, delivered.ctx.traceparent, SpanKind.CONSUMER) as traceparent:
            ctx = delivered.ctx
            if traceparent != ctx.traceparent:
                ctx = replace(ctx, traceparent=traceparent)
                delivered = replace(delivered, ctx=ctx)
            token = current_call.set(ctx)
            try:
                await self._inner.handle(delivered)
            finally:
                current_call.reset(token)
