"""One HTTP/1.1 connection to a model backend, and the answer under way on it.

httptools (llhttp) cuts the bytes; an answer is read piece by piece with `chunk`, and while nobody reads, the
connection is paused after BACKLOG bytes. What arrived is always read before a fault is raised. RFC 9112.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import cast

import httptools

BACKLOG = 256 * 1024
"""Bytes of an answer that wait to be read before the connection is paused."""
MAX_HEAD = 64 * 1024


class Unreachable(Exception):
    """The connection could not be made, or ended before the answer did."""


class TooSlow(Exception):
    """A time limit passed."""


class NotHttp(Exception):
    """What came back is not an HTTP answer this client can read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for the head of an answer, for each further piece, and for all of it."""

    first: float
    idle: float
    total: float


class Connection(asyncio.Protocol):
    """One connection, and the answer that is under way on it."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._lost = False
        self._waiter: asyncio.Future[None] | None = None
        self.idle_since = 0.0
        self.forget()

    def forget(self) -> None:
        """Get ready for the next answer."""
        self._parser = httptools.HttpResponseParser(self)
        self._parts: list[bytes] = []
        self._size = 0
        self._head_size = 0
        self._paused = False
        self._headed = False
        self._problem: Exception | None = None
        self._limits: Limits | None = None
        self._deadline = 0.0
        self._surplus = False
        self._keeps = False
        self.complete = False
        self.heard = False
        self.status = 0
        self.headers: dict[bytes, bytes] = {}

    @property
    def reusable(self) -> bool:
        """Whether another request may go over this connection."""
        return (
            not self._lost and self.complete and self._problem is None and self._keeps and not self._surplus
        )

    @property
    def says_its_end(self) -> bool:
        """Whether the transport tells a finished body from one that was cut."""
        chunked = self.headers.get(b"transfer-encoding", b"").lower() == b"chunked"
        return chunked or b"content-length" in self.headers

    async def exchange(self, request: bytes, limits: Limits) -> None:
        """Send a request and wait for the head of its answer."""
        if self.complete:
            self.forget()
        if self._lost:
            raise Unreachable
        self._limits = limits
        self._deadline = self._loop.time() + limits.total
        self.transport.write(request)
        while not self._headed:
            await self._wait(limits.first)

    async def chunk(self) -> bytes:
        """Whatever arrived since the last call, at least one byte; b"" at the end."""
        while not self._parts:
            if self.complete:
                return b""
            assert self._limits is not None
            await self._wait(self._limits.idle)
        data = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        if self._paused:
            self._paused = False
            if not self._lost:
                self.transport.resume_reading()
        return data

    def abort(self) -> None:
        """Close at once; the other side sees it."""
        self._lost = True
        self.transport.abort()

    async def _wait(self, at_most: float) -> None:
        """Until something arrives. Raises what went wrong, after all that came before it was read."""
        if self._problem is not None:
            raise self._problem
        now = self._loop.time()
        waiter = self._waiter = self._loop.create_future()
        timer = self._loop.call_at(min(now + at_most, self._deadline), _expire, waiter)
        try:
            await waiter
        finally:
            timer.cancel()
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio: connected, or secured."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """asyncio: bytes came."""
        self.heard = True
        if self.complete:  # bytes nobody asked for: the other side is out of step
            self.abort()
            return
        if not self._headed:
            self._head_size += len(data)
        try:
            self._parser.feed_data(data)
            if not self._headed and self._head_size > MAX_HEAD:
                raise NotHttp
        except (httptools.HttpParserError, httptools.HttpParserUpgrade, NotHttp) as error:
            self._problem = error if isinstance(error, NotHttp) else NotHttp()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: closed by either side. An answer without a size ends here, any other one is cut."""
        self._lost = True
        if not self.complete:
            if self._headed and not self.says_its_end and exc is None:
                self.complete = True
            elif self._problem is None:
                self._problem = Unreachable()
        self._wake()

    def on_message_begin(self) -> None:
        """httptools: an answer begins; after a complete one, an answer nobody asked for."""
        self._surplus = self.complete

    def on_header(self, name: bytes, value: bytes) -> None:
        """httptools: one header."""
        if not self._surplus:
            self.headers[name.lower()] = value

    def on_headers_complete(self) -> None:
        """httptools: the head is there. Interim answers (1xx) are passed over."""
        if self._surplus:
            return
        self.status = self._parser.get_status_code()
        if self.status >= 200:
            self._headed = True
        else:
            self.headers.clear()

    def on_body(self, body: bytes) -> None:
        """httptools: a piece of the body."""
        if self._surplus:
            return
        self._parts.append(body)
        self._size += len(body)
        if self._size > BACKLOG and not self._paused and not self._lost:
            self._paused = True
            self.transport.pause_reading()

    def on_message_complete(self) -> None:
        """httptools: the answer is over."""
        if self._headed and not self._surplus:
            self.complete = True
            self._keeps = self._parser.should_keep_alive()


def _expire(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_exception(TooSlow())
