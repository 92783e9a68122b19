"""A reaction shows in the trace of the request that caused its event."""

from __future__ import annotations

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from parlance.auth.v1 import events_pb2

from kernel.bus.model import Delivered, Reaction
from kernel.context import CallContext
from kernel.rpc.traced import TracedReaction
from kernel.telemetry.logs import current_call
from kernel.telemetry.tracing import Tracing

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Remember(Reaction):
    """Keeps what it gets; fails on demand."""

    name = "remember"
    follows = (events_pb2.UserDeleted,)
    attempts = 3
    concurrency = 7

    def __init__(self) -> None:
        self.got: list[Delivered] = []
        self.logged: list[CallContext | None] = []
        self.fail = False

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction."""
        self.got.append(delivered)
        self.logged.append(current_call.get())
        if self.fail:
            raise KeyError("x")


def delivered(traceparent: str) -> Delivered:
    return Delivered(
        event=events_pb2.UserDeleted(user_id="u"),
        id="e1",
        type="UserDeleted",
        service="auth",
        stream="user-u",
        version=2,
        position=9,
        time=0,
        actor="system",
        ctx=CallContext("r1", traceparent=traceparent),
    )


async def test_the_span_hangs_under_the_events_and_the_handler_continues_it() -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    inner = Remember()
    traced = TracedReaction(inner, Tracing(provider.get_tracer("t"), 0))
    assert (traced.name, traced.attempts, traced.concurrency) == ("remember", 3, 7)
    assert traced.follows == inner.follows
    await traced.handle(delivered(TRACE))
    inner.fail = True
    with pytest.raises(KeyError):
        await traced.handle(delivered(TRACE))
    done, failed = exporter.get_finished_spans()
    assert done.name == "remember UserDeleted"
    assert done.parent is not None
    assert done.context is not None
    assert f"{done.parent.span_id:016x}" == TRACE[36:52]
    assert inner.got[0].ctx.traceparent[36:52] == f"{done.context.span_id:016x}"
    assert inner.logged[0] == inner.got[0].ctx
    assert current_call.get() is None
    assert failed.status.description == "KeyError"


async def test_without_a_collector_the_event_goes_through_untouched() -> None:
    inner = Remember()
    event = delivered(TRACE)
    await TracedReaction(inner, Tracing()).handle(event)
    assert inner.got == [event]
