"""Traces: W3C traceparent in, spans out, and next to nothing when nobody looks.

A call that is not sampled, or a process without a collector, costs one string comparison: no span
object is made and the traceparent goes on unchanged. The decision is made once, where a trace
begins, by `ratio`; everybody after follows the flag in the traceparent.
https://www.w3.org/TR/trace-context/
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opentelemetry.trace import (
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    Tracer,
    set_span_in_context,
)

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

EXPORT_TIMEOUT = 3
"""Seconds, retries included, until spans a collector does not take are dropped."""

__all__ = ["SpanKind", "Tracing", "new_traceparent", "parse", "provider"]


class Tracing:
    """Begins spans under a traceparent. Without a tracer it only makes and passes on traceparents."""

    def __init__(self, tracer: Tracer | None = None, ratio: float = 0.0) -> None:
        self._tracer = tracer
        self._ratio = ratio

    def begin(
        self, name: str, traceparent: str, kind: SpanKind = SpanKind.INTERNAL
    ) -> tuple[str, Span | None]:
        """The traceparent for what happens inside, and the span to end if there is one.

        An absent or malformed traceparent begins a new trace.
        """
        if len(traceparent) == 55:
            if self._tracer is None or traceparent[-1] not in "13579bdf":
                return traceparent, None
        elif self._tracer is None or random.random() >= self._ratio:
            return new_traceparent(), None
        parent = parse(traceparent)
        context = set_span_in_context(NonRecordingSpan(parent)) if parent else None
        span = self._tracer.start_span(name, context=context, kind=kind)
        own = span.get_span_context()
        return f"00-{own.trace_id:032x}-{own.span_id:016x}-{own.trace_flags:02x}", span

    @contextmanager
    def span(
        self,
        name: str,
        traceparent: str,
        kind: SpanKind = SpanKind.INTERNAL,
        attributes: Mapping[str, str | int] | None = None,
    ) -> Iterator[str]:
        """Run a block in a span; yields the traceparent for what happens inside."""
        inner, span = self.begin(name, traceparent, kind)
        if span is None:
            yield inner
            return
        if attributes:
            span.set_attributes(attributes)
        try:
            yield inner
        except BaseException as error:
            failed(span, type(error).__name__)
            raise
        finally:
            span.end()


def failed(span: Span, reason: str) -> None:
    """Mark a span as failed with a reason."""
    span.set_status(Status(StatusCode.ERROR, reason))


def new_traceparent(sampled: bool = False) -> str:
    """A traceparent that begins a trace."""
    trace, span = random.getrandbits(128) or 1, random.getrandbits(64) or 1
    return f"00-{trace:032x}-{span:016x}-0{int(sampled)}"


def parse(traceparent: str) -> SpanContext | None:
    """The remote span a traceparent names; None when it is not one."""
    parts = traceparent.split("-")
    if len(parts) < 4 or len(parts[1]) != 32 or len(parts[2]) != 16 or parts[0] == "ff":
        return None
    try:
        trace, span, flags = int(parts[1], 16), int(parts[2], 16), int(parts[3][:2], 16)
    except ValueError:
        return None
    if not trace or not span:
        return None
    return SpanContext(trace, span, is_remote=True, trace_flags=TraceFlags(flags))


def provider(service: str, endpoint: str) -> TracerProvider:
    """A tracer provider that exports to an OTLP/gRPC collector. Shut it down to flush."""
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.sampling import ALWAYS_ON, ParentBased

    resource = Resource.create({"service.name": f"parlance-{service}"})
    # Roots only reach the SDK once `Tracing.begin` has decided to keep them.
    made = TracerProvider(sampler=ParentBased(ALWAYS_ON), resource=resource)
    insecure = not endpoint.startswith("https://")
    exporter = OTLPSpanExporter(endpoint=endpoint, insecure=insecure, timeout=EXPORT_TIMEOUT)
    made.add_span_processor(BatchSpanProcessor(exporter))
    return made
