"""Streamed JSON: server-sent events, with or without `[DONE]`, and one document a line.

The first frame decides: a refusal or a non-streaming answer is plain JSON with its status; else the
stream begins. After that a failure is the stream's last event, in the surface's shape. A client that
leaves cancels the call at once; one that reads slowly slows the service down. An event stream that
is silent gets a comment every `heartbeat` seconds.
https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import grpc.aio
from grpc.aio import EOF  # type: ignore[attr-defined]
from parlance.options.v1 import options_pb2 as options

from services.gateway.call import Call, Headers
from services.gateway.errors import Failure, failure_of
from services.gateway.unary import read_request
from services.gateway.upstream import Upstream

SSE: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
]
NDJSON: Headers = [
    (b"content-type", b"application/x-ndjson"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
DONE = b"data: [DONE]\n\n"
_ID_UNFIT = re.compile(r"[^!-~]")
COMMENT = b": still here\n\n"


class EventStreams:
    """Serves methods that return a stream of parlance.common.v1.Frame."""

    def __init__(self, upstream: Upstream, patience: float, heartbeat: float) -> None:
        self._upstream = upstream
        self._patience = patience
        self._heartbeat = heartbeat

    async def serve(self, call: Call) -> None:
        """Read, call, answer or stream. Raises what `failure_of` understands until the stream began."""
        endpoint = call.endpoint
        await self._upstream.identify(call)
        request = await read_request(call, self._patience)
        async with self._upstream.streamed(call, request) as (rpc, frame):
            if frame is EOF:
                await self._stream(call, rpc, None)
            elif not frame.head.streaming:
                body = frame.events[0] if frame.events else b"null"
                await call.respond(frame.head.status or endpoint.status, endpoint.reply_headers, body)
            else:
                await self._stream(call, rpc, frame)

    async def _stream(self, call: Call, rpc: Any, frame: Any) -> None:
        endpoint = call.endpoint
        lines = endpoint.rule.framing == options.FRAMING_NDJSON
        write = as_lines if lines else as_events
        status = (frame.head.status if frame is not None else 0) or endpoint.status
        await call.begin(status, NDJSON if lines else SSE)
        if call.head:
            await call.send_body(b"")
            return
        end = DONE if endpoint.rule.framing == options.FRAMING_SSE_DONE else b""
        pulse = None if lines or not self._heartbeat else Pulse(call, self._heartbeat)
        try:
            while frame is not None and frame is not EOF:
                if frame.events:
                    body = write(frame.events) if lines or not frame.first_id else as_numbered(frame)
                    if pulse is not None:
                        await pulse.send(body)
                    else:
                        await call.send_body(body, more=True)
                frame = await rpc.read()
        except grpc.aio.AioRpcError as error:
            end = write([endpoint.dialect.broken(failure_of(error), endpoint.rule, lines)])
        except asyncio.CancelledError:
            if not call.revoked:
                raise
            end = write([endpoint.dialect.broken(Failure(call.revoked), endpoint.rule, lines)])
        finally:
            if pulse is not None:
                pulse.stop()
        await call.send_body(end)


class Pulse:
    """Sends through a call and fills silences with comments; never two writes at once."""

    def __init__(self, call: Call, interval: float) -> None:
        self._call = call
        self._interval = interval
        self._loop = asyncio.get_running_loop()
        self._last = self._loop.time()
        self._writing = False
        self._comment: asyncio.Task[None] | None = None
        self._timer = self._loop.call_later(interval, self._beat)

    async def send(self, body: bytes) -> None:
        """Send a part of the body."""
        self._writing = True
        try:
            await self._call.send_body(body, more=True)
        finally:
            self._writing = False
            self._last = self._loop.time()

    def stop(self) -> None:
        """No more comments."""
        self._timer.cancel()
        if self._comment is not None:
            self._comment.cancel()

    def _beat(self) -> None:
        idle = self._loop.time() - self._last
        if not self._writing and idle >= self._interval * 0.99:
            if self._comment is None or self._comment.done():
                self._comment = self._loop.create_task(self._call.send_body(COMMENT, more=True))
            self._last = self._loop.time()
            idle = 0.0
        self._timer = self._loop.call_later(max(self._interval - idle, 0.01), self._beat)


def as_events(documents: Any) -> bytes:
    """JSON documents as server-sent events."""
    return b"".join([b"data: %b\n\n" % _one_line(d, b"\ndata: ") for d in documents])


def as_numbered(frame: Any) -> bytes:
    """The documents of a frame as server-sent events with ids, for clients that may come back."""
    prefix = _ID_UNFIT.sub("", frame.id_prefix).encode()
    return b"".join(
        b"id: %b%d\ndata: %b\n\n" % (prefix, number, _one_line(document, b"\ndata: "))
        for number, document in enumerate(frame.events, frame.first_id)
    )


def as_lines(documents: Any) -> bytes:
    """JSON documents, one a line."""
    return b"".join([b"%b\n" % _one_line(d, b" ") for d in documents])


def _one_line(document: bytes, joint: bytes) -> bytes:
    # Line breaks in JSON are blanks: those in texts are escaped.
    return joint.join(document.splitlines()) if b"\n" in document or b"\r" in document else document
