"""A small HTTP/1.1 client for model backends: pooled connections, streamed answers, little work.

It does what a backend needs and no more: POST and GET with bodies in memory, chunked or sized answers,
keep-alive, TLS, the proxies of the environment, time limits. Not here: redirects, cookies, compression
(`identity` is asked for). A general client costs five times the CPU of this one for each request and hands
every chunk of a stream to Python (docs/adr/0009-inference-streams.md). RFC 9110, RFC 9112.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from services.inference.adapters.connection import Connection, Limits, NotHttp, TooSlow, Unreachable

IDLE = 25.0
"""Seconds an unused connection is kept: less than servers keep theirs."""


class HttpClient:
    """The connections to one address. Bodies are JSON; `authorization` is sent with every request."""

    def __init__(self, url: str, authorization: str, connect_within: float) -> None:
        parts = _address(url)
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._host, self._port = str(parts.hostname), parts.port or (443 if self._tls else 80)
        self._within = connect_within
        self._proxy = proxy_for(parts)
        self._prefix = parts.path
        if self._proxy is not None and self._tls is None:
            self._prefix = f"http://{_authority(parts)}{parts.path}"
        if not authorization and parts.username:
            authorization = basic(parts)
        lines = ["", f"Host: {_authority(parts)}", "Accept-Encoding: identity", "User-Agent: parlance"]
        if authorization:
            lines.append(f"Authorization: {authorization}")
        if self._proxy is not None and self._tls is None and self._proxy.username:
            lines.append(f"Proxy-Authorization: {basic(self._proxy)}")
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("an address or key of a model backend holds a line break")
        self._lines = "\r\n".join(lines)
        self._heads: dict[tuple[str, str], bytes] = {}
        self._idle: list[Connection] = []

    async def send(self, path: str, body: bytes | None, limits: Limits) -> Connection:
        """POST a body, or GET without one; returns when the head of the answer is there. A connection that
        the other side had closed meanwhile is replaced. Raises Unreachable, TooSlow or NotHttp."""
        method = "GET" if body is None else "POST"
        head = self._heads.get((method, path))
        if head is None:
            head = f"{method} {self._prefix}{path} HTTP/1.1{self._lines}\r\n".encode()
            self._heads[method, path] = head
        if body is None:
            request = head + b"\r\n"
        else:
            size = b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            request = b"".join((head, size, body))
        while True:
            kept = self._take()
            connection = kept or await self._connect()
            try:
                await connection.exchange(request, limits)
            except Unreachable:
                connection.abort()
                if kept is None or connection.heard:
                    raise
                continue
            except BaseException:
                connection.abort()
                raise
            if connection.headers.get(b"content-encoding", b"identity") != b"identity":
                connection.abort()
                raise NotHttp
            return connection

    def give_back(self, connection: Connection) -> None:
        """Keep a connection whose answer was read to its end, if the other side keeps it too."""
        now = asyncio.get_running_loop().time()
        if connection.reusable:
            connection.idle_since = now
            self._idle.append(connection)
        else:
            connection.abort()
        while self._idle and not (self._idle[0].reusable and now - self._idle[0].idle_since < IDLE):
            self._idle.pop(0).abort()

    async def close(self) -> None:
        """Close the unused connections."""
        while self._idle:
            self._idle.pop().abort()

    def _take(self) -> Connection | None:
        now = asyncio.get_running_loop().time()
        while self._idle:
            connection = self._idle.pop()
            if connection.reusable and now - connection.idle_since < IDLE:
                return connection
            connection.abort()
        return None

    async def _connect(self) -> Connection:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._within):
                if self._proxy is None:
                    name = self._host if self._tls else None
                    _, made = await loop.create_connection(
                        Connection, self._host, self._port, ssl=self._tls, server_hostname=name
                    )
                    return made
                host, port = str(self._proxy.hostname), self._proxy.port or 80
                _, made = await loop.create_connection(Connection, host, port)
                if self._tls is not None:
                    await self._tunnel(made)
                return made
        except TimeoutError:
            raise TooSlow from None
        except OSError as error:
            raise Unreachable from error

    async def _tunnel(self, connection: Connection) -> None:
        """TLS to the backend through its proxy (RFC 9110, 9.3.6)."""
        assert self._proxy is not None and self._tls is not None
        target = f"{self._host}:{self._port}"
        lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
        if self._proxy.username:
            lines.append(f"Proxy-Authorization: {basic(self._proxy)}")
        request = ("\r\n".join(lines) + "\r\n\r\n").encode()
        await connection.exchange(request, Limits(self._within, self._within, self._within))
        if connection.status != 200:
            connection.abort()
            raise Unreachable
        loop = asyncio.get_running_loop()
        secured = await loop.start_tls(
            connection.transport, connection, self._tls, server_hostname=self._host
        )
        assert secured is not None
        connection.transport = secured
        connection.forget()


def proxy_for(url: SplitResult) -> SplitResult | None:
    """The proxy of the environment for an address, if any."""
    if not url.hostname or proxy_bypass(url.hostname):
        return None
    found = getproxies().get(url.scheme)
    return urlsplit(found if "://" in found else f"http://{found}") if found else None


def basic(url: SplitResult) -> str:
    """The credential in an address as a header (RFC 7617)."""
    pair = f"{unquote(url.username or '')}:{unquote(url.password or '')}"
    return "Basic " + base64.b64encode(pair.encode()).decode()


def _address(url: str) -> SplitResult:
    parts = urlsplit(url.rstrip("/"))
    try:
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise ValueError("the address of a model backend must look like http://host:port/path")
    return parts


def _authority(url: SplitResult) -> str:
    return url.netloc.rpartition("@")[2]
