"""Requests to addresses that come from outside: one guarded transport for an httpx2 client.

Promised of every request and of every hop of a redirect: the scheme is http or https; the name is
resolved once, every address it has is public (IPv4, IPv6, IPv4 inside IPv6, however it is written)
and the connection goes to an address that was checked, with the certificate checked for the name;
the whole exchange ends within `seconds`; the answer has at most `most_bytes` bytes and is not
compressed. What breaks this raises Unreachable before anything is sent to the address.

Origins that `may_be_private` names are the exception: an administrator configured them. Connections
are not kept, so none that was opened for one name is used for another.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable

import httpx2

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IDENTITY = "identity"


class Unreachable(httpx2.TransportError):
    """The request was not made, or its answer not read to the end; the text says why."""


def nowhere_private(origin: str) -> bool:
    """The rule for addresses that users give."""
    return False


def origin_of(url: str | httpx2.URL) -> str:
    """`https://host:port`, in lower case and always with the port; "" when the text is no such URL."""
    try:
        parsed = httpx2.URL(url)
        port = parsed.port or {"http": 80, "https": 443}.get(parsed.scheme)
    except (httpx2.InvalidURL, TypeError, ValueError):
        return ""
    if port is None or not parsed.host:
        return ""
    return f"{parsed.scheme}://{parsed.host.lower()}:{port}"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open Internet, also when it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast


class GuardedTransport(httpx2.AsyncBaseTransport):
    """See the module. Shared by clients; `close` ends it, a client's end does not."""

    def __init__(
        self,
        *,
        may_be_private: Callable[[str], bool] = nowhere_private,
        seconds: float = 10.0,
        most_bytes: int = 1024 * 1024,
    ) -> None:
        self._may_be_private = may_be_private
        self._seconds = seconds
        self._most = most_bytes
        limits = httpx2.Limits(max_connections=64, max_keepalive_connections=0)
        self._inner = httpx2.AsyncHTTPTransport(limits=limits, trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """See httpx2.AsyncBaseTransport."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._exchange(request)
        except TimeoutError:
            raise Unreachable(f"no whole answer within {self._seconds:g} seconds") from None

    async def aclose(self) -> None:
        """A client that used this transport ends; the transport goes on."""

    async def close(self) -> None:
        """End the transport."""
        await self._inner.aclose()

    async def _exchange(self, request: httpx2.Request) -> httpx2.Response:
        host, port = request.url.host, request.url.port
        if request.url.scheme not in ("http", "https") or not host:
            raise Unreachable("only http and https addresses are asked")
        private = self._may_be_private(origin_of(request.url))
        addresses = await _resolve(host, port or (443 if request.url.scheme == "https" else 80), private)
        request.headers["host"] = request.url.netloc.decode("ascii")
        request.headers["accept-encoding"] = _IDENTITY
        answer = await self._first(request, host, addresses)
        try:
            return httpx2.Response(
                answer.status_code, headers=answer.headers, content=await self._body(answer), request=request
            )
        finally:
            await answer.aclose()

    async def _first(self, request: httpx2.Request, host: str, addresses: list[str]) -> httpx2.Response:
        """The answer of the first address that takes the connection."""
        failure: httpx2.TransportError = Unreachable(f"the name {host} has no address")
        for address in addresses:
            pinned = httpx2.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
            try:
                return await self._inner.handle_async_request(pinned)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _body(self, answer: httpx2.Response) -> bytes:
        if answer.headers.get("content-encoding", _IDENTITY).lower() != _IDENTITY:
            raise Unreachable("a compressed answer was not asked for")
        parts: list[bytes] = []
        size = 0
        async for part in answer.aiter_raw():
            size += len(part)
            if size > self._most:
                raise Unreachable(f"the answer has more than {self._most} bytes")
            parts.append(part)
        return b"".join(parts)


async def _resolve(host: str, port: int, private: bool) -> list[str]:
    """The addresses of the host; refused when any of them may not be connected to."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(f"the name {host} has no address") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not private and not all(map(is_public, addresses)):
        raise Unreachable(f"{host} is not an address of the open Internet")
    return addresses
