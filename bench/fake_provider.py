"""A fast stand-in for model providers: the OpenAI and the Ollama protocol on one port.

It answers with fixed words as cheaply as an asyncio server can, so that a benchmark measures what
stands in front of it, and it misbehaves on demand, so that a test can show what happens then.

    python bench/fake_provider.py --port 9400 --chunks 200 --delay-ms 0

Paths: `/v1/{models,chat/completions,completions,embeddings}` and
`/api/{tags,ps,version,show,chat,generate,embed,embeddings}`.
The number of deltas is the request's `max_tokens` (`options.num_predict` for Ollama), else --chunks;
`FAKE_CHUNKS`, `FAKE_DELAY_MS` and `FAKE_DIMENSIONS` set the defaults. With no delay a stream leaves as
two writes: the first delta, then all others. Embeddings hash words onto dimensions: texts that share
words are similar. `GET /_stats` counts requests; `POST /_fault {"kind": …, "times": n}` breaks the next n.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
from dataclasses import dataclass, field
from typing import Any, cast

import httptools

from bench import fake_answers as say
from bench.fake_protocols import HANDLERS, fixed

FAULTS = (
    *("refuse", "error", "hang", "hang_mid", "cut", "garbage", "garbage_mid", "html", "trickle", "busy"),
    "silent",
)
"""refuse: close unanswered; error: 500; hang: never answer; hang_mid: stop after two deltas; cut: close
after two deltas; garbage: not HTTP; garbage_mid: a broken event after two; html: a page with status 200;
trickle: one byte a second; busy: 429; silent: a whole answer without text (OpenAI streams)."""


@dataclass
class Options:
    """What the provider answers with."""

    chunks: int = 0
    """Deltas of an answer when the request sets none; 0 means the five words."""
    delay: float = 0.0
    """Seconds between deltas."""
    dimensions: int = 384
    models: tuple[str, ...] = ("fake-gpt", "fake-embed")
    ollama_models: tuple[str, ...] = ("fake-llama:latest",)
    key: str = ""
    """When set, requests without this bearer token get 401."""
    trickle: float = 1.0
    """Seconds between the bytes of the fault `trickle`."""


@dataclass
class Stats:
    """What happened so far."""

    requests: int = 0
    active: int = 0
    aborted: int = 0
    """Connections that the client closed while an answer was under way."""
    connections: int = 0
    by_path: dict[str, int] = field(default_factory=dict)


class FakeProvider:
    """The provider's state; `connect` makes one protocol per connection."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()
        self.stats = Stats()
        self.fault = ""
        self.fault_times = 0
        self.last_body: dict[str, Any] = {}
        self.last_headers: dict[str, str] = {}
        self._server: asyncio.Server | None = None
        self._open: set[Connection] = set()

    def connect(self) -> Connection:
        """Protocol factory."""
        return Connection(self)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; returns the base URL without a path."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self.connect, host, port)
        return f"http://{host}:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Close the listener and all connections."""
        if self._server is not None:
            self._server.close()
        for connection in list(self._open):
            connection.transport.abort()

    def break_next(self, kind: str, times: int = 1) -> None:
        """Misbehave in one of the FAULTS for the next `times` model calls; -1 means until told otherwise."""
        if kind and kind not in FAULTS:
            raise ValueError(f"unknown fault {kind}")
        self.fault, self.fault_times = kind, times

    def take_fault(self) -> str:
        """The fault this model call suffers."""
        if not self.fault or self.fault_times == 0:
            return ""
        self.fault_times -= 1
        return self.fault


class Connection(asyncio.Protocol):
    """One client connection."""

    transport: asyncio.Transport

    def __init__(self, provider: FakeProvider) -> None:
        self.provider = provider
        self.parser = httptools.HttpRequestParser(self)
        self.path = ""
        self.body = bytearray()
        self.headers: dict[str, str] = {}
        self.task: asyncio.Task[None] | None = None
        self.busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.provider.stats.connections += 1
        self.provider._open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.provider._open.discard(self)
        if self.task is not None:
            self.task.cancel()
        if self.busy:
            self.provider.stats.aborted += 1
            self.done()

    def data_received(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            self.transport.close()

    def on_url(self, url: bytes) -> None:
        self.path += url.decode()

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers[name.decode().lower()] = value.decode()

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        provider, path = self.provider, self.path.partition("?")[0]
        body, headers = bytes(self.body), self.headers
        self.path, self.headers = "", {}
        self.body.clear()
        provider.stats.requests += 1
        provider.stats.by_path[path] = provider.stats.by_path.get(path, 0) + 1
        key = provider.options.key
        if key and headers.get("authorization") != f"Bearer {key}":
            refusal = {
                "error": {
                    "message": "no such key",
                    "type": "invalid_request_error",
                    "code": "invalid_api_key",
                }
            }
            self.transport.write(say.answer(401, say.dump(refusal)))
            return
        answer = fixed(provider, path)
        if answer is not None:
            self.transport.write(answer)
            return
        try:
            request = json.loads(body or b"{}")
        except ValueError:
            self.transport.write(say.answer(400, b'{"error":{"message":"body is not JSON"}}'))
            return
        if path == "/_fault":
            provider.break_next(request.get("kind", ""), request.get("times", 1))
            self.transport.write(say.answer(200, b"{}"))
            return
        provider.last_body, provider.last_headers = request, headers
        fault = provider.take_fault()
        if fault and not self._misbehave(fault):
            return
        handler = HANDLERS.get(path)
        if handler is None:
            self.transport.write(say.answer(404, b'{"error":{"message":"no such path"}}'))
            return
        handler(self, path, request, fault)

    def _misbehave(self, fault: str) -> bool:
        """Suffer a fault that needs no answer; True when the answer itself must break later."""
        if fault == "refuse":
            self.transport.abort()
        elif fault == "error":
            self.transport.write(say.answer(500, b'{"error":{"message":"the provider stumbled"}}'))
        elif fault == "busy":
            self.transport.write(say.answer(429, b'{"error":{"message":"too many requests"}}'))
        elif fault == "hang":
            self.begin()
        elif fault == "garbage":
            self.transport.write(b"\x00\x01 this is not HTTP \xff\r\n\r\n")
            self.transport.close()
        elif fault == "html":
            self.transport.write(say.answer(200, b"<html><body>proxy log-in</body></html>", "text/html"))
        else:
            return True
        return False

    def begin(self) -> None:
        """An answer is under way that a client can leave."""
        self.busy = True
        self.provider.stats.active += 1

    def done(self) -> None:
        """It is over."""
        self.busy = False
        self.provider.stats.active -= 1

    def stream(self, kind: str, chunks: tuple[bytes, ...], fault: str) -> None:
        """Send an answer delta by delta."""
        delay = self.provider.options.delay
        if not delay and not fault:
            self.transport.write(say.stream_head(kind) + chunks[0])
            self.transport.write(b"".join(chunks[1:]) + b"0\r\n\r\n")
            return
        self.begin()
        self.task = asyncio.ensure_future(self._paced(kind, chunks, delay, fault))

    async def _paced(self, kind: str, chunks: tuple[bytes, ...], delay: float, fault: str) -> None:
        self.transport.write(say.stream_head(kind))
        for index, chunk in enumerate(chunks):
            if index == 3 and fault == "hang_mid":
                return
            if index == 3 and fault == "cut":
                self.done()
                self.transport.abort()
                return
            if index == 3 and fault == "garbage_mid":
                self.transport.write(say.chunk(b"data: \x00\xff{nonsense\n\n"))
            if fault == "trickle":
                for byte in chunk:
                    self.transport.write(bytes((byte,)))
                    await asyncio.sleep(self.provider.options.trickle)
            else:
                self.transport.write(chunk)
            await asyncio.sleep(delay)
        self.transport.write(b"0\r\n\r\n")
        self.done()


async def _serve(host: str, port: int, options: Options) -> None:
    provider = FakeProvider(options)
    print(await provider.start(host, port), flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Run until killed; prints the base URL."""
    env = os.environ.get
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--chunks", type=int, default=int(env("FAKE_CHUNKS", "0")))
    parser.add_argument("--delay-ms", type=float, default=float(env("FAKE_DELAY_MS", "0")))
    parser.add_argument("--dimensions", type=int, default=int(env("FAKE_DIMENSIONS", "384")))
    args = parser.parse_args()
    import uvloop

    options = Options(chunks=args.chunks, delay=args.delay_ms / 1000, dimensions=args.dimensions)
    try:
        uvloop.run(_serve(args.host, args.port, options))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
