"""A load generator that costs little: keep-alive connections, prepared requests, httptools for the replies.

`drive` sends a bounded number of requests over a bounded number of loopback connections and returns
latencies, statuses and bytes. It never follows redirects and never retries: what fails is counted.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import httptools

Prepare = Callable[[int], bytes]
"""Number of the request -> the bytes to send."""


@dataclass(slots=True)
class Outcome:
    """What a run gave. Latencies are seconds; `first` is the time to the first body byte."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    received: int = 0
    events: int = 0
    sample: bytes = b""

    @property
    def errors(self) -> int:
        """Replies that were not 2xx, and broken connections (status 0)."""
        return sum(count for status, count in self.statuses.items() if not 200 <= status < 300)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def quantile(self, share: float) -> float:
        """A latency quantile in milliseconds."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def first_median(self) -> float:
        """Median time to the first body byte in milliseconds."""
        ordered = sorted(self.first)
        return 1000 * ordered[len(ordered) // 2] if ordered else 0.0


class Connection(asyncio.Protocol):
    """One HTTP/1.1 connection; one request at a time."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.transport: asyncio.Transport | None = None
        self.done: asyncio.Future[int] | None = None
        self.parser = httptools.HttpResponseParser(self)
        self.sent = 0.0
        self.got_body = False
        self.body = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.done and not self.done.done():
            self.done.set_result(0)

    def data_received(self, data: bytes) -> None:
        self.outcome.received += len(data)
        self.parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        if not self.got_body:
            self.got_body = True
            self.outcome.first.append(time.perf_counter() - self.sent)
        self.outcome.events += body.count(b"data: ")
        if not self.outcome.sample:
            self.body += body

    def on_message_complete(self) -> None:
        status = self.parser.get_status_code()
        if not self.outcome.sample:
            self.outcome.sample = bytes(self.body)
        self.parser = httptools.HttpResponseParser(self)
        if self.done and not self.done.done():
            self.done.set_result(status)

    async def request(self, payload: bytes) -> int:
        """Send one request and wait for the end of its reply; 0 when the connection broke."""
        assert self.transport is not None
        self.done = asyncio.get_running_loop().create_future()
        self.got_body = False
        self.sent = time.perf_counter()
        self.transport.write(payload)
        status = await self.done
        self.outcome.latencies.append(time.perf_counter() - self.sent)
        self.outcome.statuses[status] += 1
        return status


def request(method: str, path: str, port: int, token: str = "", body: bytes = b"") -> bytes:
    """The bytes of one JSON request to 127.0.0.1."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body or method == "POST":
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def drive(port: int, clients: int, total: int, prepare: Prepare, seconds: float = 60) -> Outcome:
    """Send `total` requests from `clients` connections, at most for `seconds`."""
    outcome = Outcome()
    loop = asyncio.get_running_loop()
    numbers = iter(range(total))
    deadline = time.perf_counter() + seconds

    async def client() -> None:
        _, connection = await loop.create_connection(lambda: Connection(outcome), "127.0.0.1", port)
        for number in numbers:
            if time.perf_counter() > deadline or not await connection.request(prepare(number)):
                break
        assert connection.transport is not None
        connection.transport.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    outcome.seconds = time.perf_counter() - began
    return outcome
