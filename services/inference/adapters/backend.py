"""One model backend over HTTP: pooled connections, time limits, a breaker, the number of calls under way.

`send` returns when the head of the answer is there. Connection trouble and time-outs become
BackendUnreachable and BackendTimeout; an answer with an error status is an answer. Addresses are the
administrator's: private ones are allowed, redirects are not followed, proxies of the environment are
respected. Keys are sent as bearer tokens and appear in no text.
"""

from __future__ import annotations

import asyncio
import time
from types import TracebackType
from typing import Literal, Self
from urllib.request import getproxies, proxy_bypass

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from services.inference.domain.breaker import Breaker
from services.inference.domain.catalog import Kind
from services.inference.domain.errors import BackendRefused, BackendTimeout, BackendUnreachable, error_text
from services.inference.settings import Settings

MAX_BODY = 64 * 1024 * 1024
"""Bytes of an answer that is not streamed."""
READ_BUFFER = 256 * 1024
AFTER_END = 0.1
"""Seconds a connection gets to say that a finished answer has no more bytes, before it is closed."""
_STALE = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionResetError, BrokenPipeError)

Outcome = Literal["ok", "failed", "unknown"]


class Backend:
    """An address, and what is known of its health."""

    def __init__(
        self,
        kind: Kind,
        index: int,
        url: str,
        key: str,
        http: aiohttp.ClientSession,
        settings: Settings,
        *,
        local: bool = False,
    ) -> None:
        self.kind: Kind = kind
        self.index = index
        self.url = url.rstrip("/")
        self.local = local
        self.in_flight = 0
        self.breaker = Breaker(settings.breaker_failures, settings.breaker_pause)
        self._http = http
        self._settings = settings
        self._paths: dict[str, URL] = {}
        self._proxy = proxy_for(URL(self.url))
        self._headers = CIMultiDict({"Content-Type": "application/json", "Accept-Encoding": "identity"})
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        connect, total = settings.backend_connect, settings.backend_total
        self._whole_limits = aiohttp.ClientTimeout(total=total, sock_connect=connect)
        self._stream_limits = aiohttp.ClientTimeout(
            total=total, sock_connect=connect, sock_read=settings.backend_idle
        )

    @property
    def name(self) -> str:
        """How metrics and messages call it: kind and index, never the address."""
        return f"{self.kind}-{self.index}"

    async def send(self, path: str, body: bytes | None, *, stream: bool = False) -> Exchange:
        """POST a JSON body, or GET without one. A connection the backend had closed is replaced once."""
        self.breaker.begin()
        self.in_flight += 1
        try:
            return Exchange(self, await self._open(path, body, stream), stream)
        except BaseException as error:
            self.in_flight -= 1
            if isinstance(error, BackendUnreachable | BackendTimeout | BackendRefused):
                self.breaker.fail(time.monotonic())
            else:
                self.breaker.abandon()
            raise

    async def fetch(self, path: str, body: bytes | None = None, within: float | None = None) -> bytes:
        """The body of a successful answer. Raises BackendRefused for any other status."""
        try:
            async with asyncio.timeout(within), await self.send(path, body) as exchange:
                content = await exchange.read()
                if exchange.status >= 400:
                    raise BackendRefused(error_text(content, exchange.status), exchange.status)
                return content
        except TimeoutError:
            raise BackendTimeout("the model backend did not answer in time") from None

    async def _open(self, path: str, body: bytes | None, stream: bool) -> aiohttp.ClientResponse:
        url = self._paths.get(path)
        if url is None:
            url = self._paths[path] = URL(self.url + path)
        limits = self._stream_limits if stream else self._whole_limits
        first_byte = self._settings.backend_first_byte if stream else None
        for again in (True, False):
            try:
                async with asyncio.timeout(first_byte):
                    return await self._http.request(
                        "GET" if body is None else "POST",
                        url,
                        data=body,
                        headers=self._headers,
                        timeout=limits,
                        allow_redirects=False,
                        read_bufsize=READ_BUFFER,
                        proxy=self._proxy,
                    )
            except aiohttp.ClientConnectorError as error:
                raise BackendUnreachable("the model backend cannot be reached") from error
            except TimeoutError as error:
                raise BackendTimeout("the model backend did not answer in time") from error
            except _STALE as error:
                if not again:
                    raise BackendUnreachable("the model backend closed the connection") from error
            except aiohttp.ClientResponseError as error:
                raise BackendRefused("the model backend does not speak HTTP", 502) from error
            except (aiohttp.ClientError, ValueError) as error:
                raise BackendUnreachable("the model backend cannot be reached") from error
        raise AssertionError("unreachable")


class Exchange:
    """One answer under way. Close it with what it says about the backend; leaving `async with` does."""

    __slots__ = ("_backend", "_open", "_reply", "_stream", "content_type", "status")

    def __init__(self, backend: Backend, reply: aiohttp.ClientResponse, stream: bool) -> None:
        self._backend = backend
        self._reply = reply
        self._stream = stream
        self._open = True
        self.status = reply.status
        self.content_type = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def backend(self) -> Backend:
        """Who answers."""
        return self._backend

    @property
    def says_its_end(self) -> bool:
        """Whether the transport tells a finished body from one that was cut."""
        headers = self._reply.headers
        return "Content-Length" in headers or headers.get("Transfer-Encoding", "").lower() == "chunked"

    async def chunk(self) -> bytes:
        """Whatever arrived since the last call, at least one byte; b"" at the end."""
        try:
            return await self._reply.content.readany()
        except TimeoutError as error:
            raise BackendTimeout("the model backend fell silent") from error
        except (aiohttp.ClientError, ConnectionError) as error:
            raise BackendUnreachable("the model backend broke off its answer") from error

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
        self._backend.in_flight -= 1
        breaker = self._backend.breaker
        if outcome == "ok":
            breaker.succeed()
        elif outcome == "failed":
            breaker.fail(time.monotonic())
        else:
            breaker.abandon()
        if outcome == "ok" and not self._reply.content.at_eof():
            try:
                async with asyncio.timeout(AFTER_END):
                    await self._reply.content.readany()
            except (TimeoutError, aiohttp.ClientError, ConnectionError):
                self._reply.close()
                return
        if self._reply.content.at_eof():
            self._reply.release()
        else:
            self._reply.close()

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


def proxy_for(url: URL) -> str | None:
    """The proxy of the environment for an address. Looked up once: aiohttp's own way (trust_env) asks
    another thread on every request."""
    if not url.host or proxy_bypass(url.host):
        return None
    return getproxies().get(url.scheme)


def http_session() -> aiohttp.ClientSession:
    """The connections of a service to all its backends."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, ttl_dns_cache=30, keepalive_timeout=30),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=True,
    )
