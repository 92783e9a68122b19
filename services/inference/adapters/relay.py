"""Frames of an answer, as fast as they can be taken.

The first event leaves at once. While the kernel writes a frame to gRPC nothing is read here, so what
arrives meanwhile waits in the connection's buffer (bounded: a slow caller slows the backend) and leaves as
one frame. When the caller goes away the generator is closed and with it the upstream connection. A stream
that breaks ends with the dialect's error event after everything that arrived.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

import msgspec
from parlance.common.v1.common_pb2 import Frame, StreamHead

from services.inference.adapters.backend import Outcome
from services.inference.adapters.catalog import Place
from services.inference.adapters.dialects import Dialect
from services.inference.adapters.pool import Answer, call
from services.inference.adapters.readers import Garbage
from services.inference.domain.errors import (
    BackendRefused,
    BackendTimeout,
    BackendUnreachable,
    error_text,
)

MAX_PASSED = 2000
"""Bytes of an error that fit the metadata of a call that failed."""
FirstToken = Callable[[str, float], None]
"""`observe(backend, seconds)`: the time from the request to the first event."""


class Relay:
    """Runs requests and yields their frames."""

    def __init__(self, first_token: FirstToken) -> None:
        self._first_token = first_token

    async def frames(
        self, dialect: Dialect, places: Sequence[Place], sources: bytes = b"", *, errors_pass: bool = True
    ) -> AsyncGenerator[Frame, None]:
        """The answer to a request. `sources`, a JSON list, comes first in it. With `errors_pass` an error
        of the backend that is a JSON document comes back with its status; other errors are raised."""
        began = time.monotonic()
        answer = await call(places, dialect.ask, dialect.native)
        if answer.status >= 400:
            yield _refused(answer, errors_pass)
        elif answer.document is not None:
            try:
                document = dialect.whole(answer.place, answer.document)
            except Garbage:
                raise BackendRefused("the model backend's answer is not what was asked for", 502) from None
            yield Frame(head=StreamHead(streaming=False), events=[with_sources(document, sources)])
        else:
            head: StreamHead | None = StreamHead(streaming=True)
            before = [b'{"sources":' + sources + b"}"] if sources else []
            async with aclosing(self.events(dialect, answer, began)) as all_events:
                async for events in all_events:
                    yield Frame(head=head, events=before + events if before else events)
                    head, before = None, []

    async def document(self, dialect: Dialect, places: Sequence[Place], *, errors_pass: bool = True) -> bytes:
        """The whole answer to a request that is not streamed. Raises BackendRefused; with `errors_pass` its
        text is the backend's own JSON, which the edge hands on as it is."""
        answer = await call(places, dialect.ask, dialect.native)
        content = answer.document or b""
        if answer.status >= 400:
            text = content.decode(errors="replace").strip()
            fits = errors_pass and text[:1] == "{" and len(content) <= MAX_PASSED
            raise BackendRefused(text if fits else error_text(content, answer.status), answer.status)
        try:
            return dialect.whole(answer.place, content)
        except Garbage:
            raise BackendRefused("the model backend's answer is not what was asked for", 502) from None

    async def events(
        self, dialect: Dialect, answer: Answer, began: float
    ) -> AsyncGenerator[list[bytes], None]:
        """Lists of events as they come; a broken stream ends with an error event."""
        exchange = answer.exchange
        reader = dialect.reader(answer.place)
        outcome: Outcome = "unknown"
        seen = False
        try:
            data = answer.first
            while data:
                events = reader.feed(data)
                if events:
                    if not seen:
                        seen = True
                        self._first_token(exchange.backend.name, time.monotonic() - began)
                    yield events
                if reader.ended:
                    break
                data = await exchange.chunk()
            left = reader.rest()
            if not reader.ended and (reader.must_end or not exchange.says_its_end):
                raise BackendUnreachable("the model backend broke off its answer")
            if not seen and not left and not reader.ended:
                raise Garbage
            outcome = "ok"
            left += reader.close()
            if left:
                yield left
        except (BackendTimeout, BackendUnreachable, BackendRefused) as error:
            outcome = "failed"
            yield [dialect.failure(str(error), error.reason.lower())]
        except Garbage as error:
            outcome = "failed"
            text = "the model backend sent something that is not its protocol"
            yield [*error.kept, dialect.failure(text, "backend_refused")]
        finally:
            await exchange.close(outcome)


def with_sources(document: bytes, sources: bytes) -> bytes:
    """A JSON object with `sources` as its first key."""
    if not sources:
        return document
    comma = b"" if document[1:].lstrip()[:1] == b"}" else b","
    return b'{"sources":' + sources + comma + document[1:]


def _refused(answer: Answer, pass_on: bool) -> Frame:
    content = (answer.document or b"").strip()
    try:
        msgspec.json.decode(content)
    except msgspec.DecodeError:
        pass_on = False
    if not pass_on:
        raise BackendRefused(error_text(content, answer.status), answer.status)
    return Frame(head=StreamHead(streaming=False, status=answer.status), events=[content])
