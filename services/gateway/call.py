"""One HTTP request on its way through the gateway: what is known of it, and the one way to answer.

A Call belongs to one task. `respond` sends a whole answer; strategies that stream use `begin` and
`send_body`. Every answer carries the request id and the headers that keep browsers careful.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

CAREFUL: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
NO_STORE = (b"cache-control", b"no-store")


_SINGLE = frozenset({
    b"authorization", b"x-api-key", b"host", b"content-length", b"content-type", b"idempotency-key",
    b"origin", b"sec-fetch-site", b"x-forwarded-proto", b"x-forwarded-host",
})  # fmt: skip
_HOST = re.compile(rb"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


class ClientGone(Exception):
    """The client closed the connection: there is nobody to answer."""


class Call:
    """See the module."""

    __slots__ = (
        "_watcher",
        "address",
        "authorization",
        "begun",
        "cors",
        "endpoint",
        "gone",
        "head",
        "headers",
        "identity",
        "receive",
        "request_id",
        "revoked",
        "scope",
        "send",
        "status",
        "traceparent",
        "values",
        "via_cookie",
    )  # fmt: skip

    def __init__(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        self.scope = scope
        self.receive = receive
        self.send = send
        self.request_id = request_id
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.head = scope["method"] == "HEAD"
        self.values: tuple[str, ...] = ()
        self.endpoint: Any = None
        self.authorization = ""
        self.via_cookie = False
        self.identity: Any = None
        self.traceparent = ""
        self.address = ""
        self.cors: Headers = []
        self.status = 0
        self.begun = False
        self.gone = False
        self.revoked = ""
        self._watcher: asyncio.Task[None] | None = None

    def merge_headers(self) -> None:
        """Join header fields that were sent several times; nobody but a client up to something sends a
        credential or the host twice. Raises ValueError naming such a field. RFC 9110, section 5.3."""
        pairs = self.scope["headers"]
        if len(pairs) == len(self.headers):
            return
        merged: dict[bytes, bytes] = {}
        for name, value in pairs:
            if name not in merged:
                merged[name] = value
            elif name in _SINGLE:
                raise ValueError(name.decode("latin-1"))
            else:
                merged[name] += (b"; " if name == b"cookie" else b", ") + value
        self.headers = merged

    @property
    def origin(self) -> str:
        """Scheme and host the client called (`https://chat.example`), as far as the client tells the truth;
        "" for a Host that is none."""
        host = self.headers.get(b"host", b"")
        return f"{self.scope['scheme']}://{host.decode()}" if _HOST.fullmatch(host) else ""

    @property
    def secure(self) -> bool:
        """Whether the client came by https."""
        return bool(self.scope["scheme"] == "https")

    async def begin(self, status: int, headers: Headers) -> None:
        """Send status and headers; request id and what browsers need are added."""
        self.begun = True
        self.status = status
        headers = [*headers, *CAREFUL, (b"x-request-id", self.request_id.encode()), *self.cors]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})

    async def send_body(self, body: bytes, more: bool = False) -> None:
        """Send a part of the body; nothing to a HEAD request."""
        await self.send({"type": "http.response.body", "body": b"" if self.head else body, "more_body": more})

    async def respond(self, status: int, headers: Headers, body: bytes) -> None:
        """Send a whole answer; `headers` without content-length."""
        if status not in (204, 304):
            headers = [*headers, (b"content-length", b"%d" % len(body))]
        await self.begin(status, headers)
        await self.send_body(body if status not in (204, 304) else b"")

    def watch(self, cancel: Callable[[], Any]) -> None:
        """From now on until `unwatch`: when the client goes away, set `gone` and call `cancel`.

        Only after the whole request body was read.
        """
        if self._watcher is None:
            self._watcher = asyncio.get_running_loop().create_task(self._watch(cancel))

    def unwatch(self) -> None:
        """Stop watching."""
        if self._watcher is not None:
            self._watcher.cancel()
            self._watcher = None

    async def _watch(self, cancel: Callable[[], Any]) -> None:
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                self.gone = True
                cancel()
                return
