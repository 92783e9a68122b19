"""One model backend: its address, its time limits, a breaker, the number of calls under way.

`send` returns when the head of the answer is there. Connection trouble becomes BackendUnreachable, a limit
that passes BackendTimeout, nonsense BackendRefused with status 502; an answer with an error status is an
answer. Addresses are the administrator's: private ones are allowed, redirects are not followed. Keys are
sent as bearer tokens and appear in no text.
"""

from __future__ import annotations

import asyncio
import time
from types import TracebackType
from typing import Literal, Self

from services.inference.adapters.connection import Connection, Limits, NotHttp, TooSlow, Unreachable
from services.inference.adapters.http1 import HttpClient
from services.inference.domain.breaker import Breaker
from services.inference.domain.catalog import Kind
from services.inference.domain.errors import BackendRefused, BackendTimeout, BackendUnreachable, error_text
from services.inference.settings import Settings

MAX_BODY = 64 * 1024 * 1024
"""Bytes of an answer that is not streamed."""
AFTER_END = 0.1
"""Seconds a connection gets to say that a finished answer has no more bytes, before it is closed."""

Outcome = Literal["ok", "failed", "unknown"]


class Backend:
    """An address, and what is known of its health."""

    def __init__(
        self, kind: Kind, index: int, url: str, key: str, settings: Settings, *, local: bool = False
    ) -> None:
        self.kind: Kind = kind
        self.index = index
        self.local = local
        self.in_flight = 0
        self.breaker = Breaker(settings.breaker_failures, settings.breaker_pause)
        self._http = HttpClient(url, f"Bearer {key}" if key else "", settings.backend_connect)
        total = settings.backend_total
        self._whole = Limits(total, total, total)
        self._stream = Limits(settings.backend_first_byte, settings.backend_idle, total)

    @property
    def name(self) -> str:
        """How metrics and messages call it: kind and index, never the address."""
        return f"{self.kind}-{self.index}"

    async def send(
        self, path: str, body: bytes | None, *, stream: bool = False, counts: bool = True
    ) -> Exchange:
        """POST a JSON body, or GET without one. What happens `counts` for the breaker, or not."""
        if counts:
            self.breaker.begin()
        self.in_flight += 1
        try:
            connection = await self._http.send(path, body, self._stream if stream else self._whole)
        except BaseException as error:
            self.in_flight -= 1
            refusal = _refusal(error, begun=False)
            if counts:
                self.count("unknown" if refusal is None else "failed")
            if refusal is None:
                raise
            raise refusal from error
        return Exchange(self, self._http, connection, counts)

    def count(self, outcome: Outcome) -> None:
        """Tell the breaker how a call ended."""
        if outcome == "ok":
            self.breaker.succeed()
        elif outcome == "failed":
            self.breaker.fail(time.monotonic())
        else:
            self.breaker.abandon()

    async def fetch(self, path: str, body: bytes | None = None, within: float | None = None) -> bytes:
        """The body of a successful answer. Raises BackendRefused for any other status. Lists and such do
        not count for the breaker: they say little about completions, and are asked for while it is open."""
        try:
            async with asyncio.timeout(within), await self.send(path, body, counts=False) as exchange:
                content = await exchange.read()
                if exchange.status >= 300:
                    raise BackendRefused(error_text(content, exchange.status), exchange.status)
                return content
        except TimeoutError:
            raise BackendTimeout("the model backend did not answer in time") from None

    async def close(self) -> None:
        """Close the connections that are not in use."""
        await self._http.close()


class Exchange:
    """One answer under way. Close it with what it says about the backend; leaving `async with` does."""

    __slots__ = ("_connection", "_counts", "_http", "_open", "backend", "content_type", "status")

    def __init__(self, backend: Backend, http: HttpClient, connection: Connection, counts: bool) -> None:
        self.backend = backend
        self._counts = counts
        self._http = http
        self._connection = connection
        self._open = True
        self.status = connection.status
        kind = connection.headers.get(b"content-type", b"").partition(b";")[0]
        self.content_type = kind.strip().lower().decode("latin-1")

    @property
    def says_its_end(self) -> bool:
        """Whether the transport tells a finished body from one that was cut."""
        return self._connection.says_its_end

    async def chunk(self) -> bytes:
        """Whatever arrived since the last call, at least one byte; b"" at the end."""
        try:
            return await self._connection.chunk()
        except (Unreachable, TooSlow, NotHttp) as error:
            raise _refusal(error, begun=True) or error from error

    async def read(self) -> bytes:
        """The whole body, at most MAX_BODY."""
        parts: list[bytes] = []
        size = 0
        while data := await self.chunk():
            parts.append(data)
            size += len(data)
            if size > MAX_BODY:
                raise BackendRefused("the model backend's answer is too large", 502)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    async def close(self, outcome: Outcome) -> None:
        """Give the connection back if the answer is over, else cut it; count the outcome. Once."""
        if not self._open:
            return
        self._open = False
        self.backend.in_flight -= 1
        if self._counts:
            self.backend.count(outcome)
        connection = self._connection
        try:
            if outcome == "ok" and not connection.complete:
                await _ends(connection)
        finally:
            self._http.give_back(connection)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            await self.close("failed" if self.status >= 500 else "ok")
        elif isinstance(error, BackendUnreachable | BackendTimeout):
            await self.close("failed")
        elif isinstance(error, BackendRefused):
            await self.close("failed" if error.status >= 500 else "ok")
        else:
            await self.close("unknown")


async def _ends(connection: Connection) -> None:
    """Wait a moment for the end of an answer whose protocol has ended: it usually comes with it."""
    try:
        async with asyncio.timeout(AFTER_END):
            while await connection.chunk():
                pass
    except (TimeoutError, Unreachable, TooSlow, NotHttp):
        return


def _refusal(
    error: BaseException, *, begun: bool
) -> BackendUnreachable | BackendTimeout | BackendRefused | None:
    if isinstance(error, Unreachable):
        broke = "the model backend broke off its answer"
        return BackendUnreachable(broke if begun else "the model backend cannot be reached")
    if isinstance(error, TooSlow):
        slow = "the model backend fell silent"
        return BackendTimeout(slow if begun else "the model backend did not answer in time")
    if isinstance(error, NotHttp):
        return BackendRefused("the model backend does not speak HTTP", 502)
    return None
