"""An edge with a fake identity in front of the probe service, and a client that speaks ASGI to it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from kernel.errors import Refusal
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import Tracing
from services.gateway.assemble import Assembled, assemble
from services.gateway.edge import Edge
from services.gateway.settings import Settings
from tests.unit.gateway.probe import Things, serving, stubs

USER = "Bearer good-token"
DEVELOPER = "Bearer ABCDEFG-1234567-ABCDEFG-1234567"


class FakeAuthenticator:
    """Knows `good-token` and one developer key."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.known: dict[str, str] = {USER: "access-1", DEVELOPER: "access-dev"}
        self.cache: dict[str, Any] = {}
        self.role = "user"
        self.refused: dict[str, str] = {}

    def cached(self, authorization: str) -> Any:
        return self.cache.get(authorization)

    async def identify(self, authorization: str, address: str = "") -> Any:
        self.asked.append(authorization)
        if authorization in self.refused:
            raise Refusal(self.refused[authorization])
        if authorization not in self.known:
            raise Refusal("INVALID_CREDENTIAL")
        self.cache[authorization] = SimpleNamespace(
            token=self.known[authorization], caller=SimpleNamespace(role=self.role)
        )
        return self.cache[authorization]

    def refuse(self, authorization: str, reason: str) -> None:
        """From now on this credential is refused."""
        self.cache.pop(authorization, None)
        self.refused[authorization] = reason

    def forget(self, authorization: str) -> None:
        self.cache.pop(authorization, None)
        if authorization in self.known:
            self.known[authorization] += "-again"


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    parts: list[bytes] = field(default_factory=list)
    complete: bool = False

    def header(self, name: str) -> str | None:
        """The first header of a name."""
        return next((v for k, v in self.headers if k == name), None)

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Client:
    """Sends requests to an ASGI application."""

    def __init__(self, app: Edge) -> None:
        self.app = app

    async def __call__(
        self,
        method: str,
        path: str,
        body: bytes | Sequence[bytes] | Any = b"",
        headers: dict[str, str] | None = None,
        credential: str | None = USER,
        leave_after: int | None = None,
        scheme: str = "http",
        client: str = "203.0.113.9",
        leave: asyncio.Event | None = None,
        extra: Sequence[tuple[str, str]] = (),
    ) -> Answer:
        """One request. `leave_after`: close the connection after that many body parts; `leave`: then.
        `extra`: headers that may repeat."""
        given = dict(headers or {})
        if credential is not None:
            given.setdefault("authorization", credential)
        if not isinstance(body, bytes | list | tuple):
            body = json.dumps(body).encode()
        parts = [body] if isinstance(body, bytes) else list(body)
        if any(parts):
            given.setdefault("content-length", str(sum(map(len, parts))))
        given = {k: v for k, v in given.items() if v != ""}
        raw, _, query = path.partition("?")
        answer = Answer()
        gone = leave or asyncio.Event()
        incoming = list(parts)

        async def receive() -> dict[str, Any]:
            if incoming:
                part = incoming.pop(0)
                await asyncio.sleep(0)
                return {"type": "http.request", "body": part, "more_body": bool(incoming)}
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = [(k.decode(), v.decode("latin-1")) for k, v in message["headers"]]
                return
            answer.parts.append(message["body"])
            answer.complete = not message["more_body"]
            if leave_after is not None and len(answer.parts) >= leave_after:
                gone.set()

        lines = [*given.items(), *extra]
        scope = {
            "type": "http",
            "method": method,
            "scheme": scheme,
            "path": raw,
            "raw_path": raw.encode(),
            "query_string": query.encode(),
            "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in lines],
            "client": (client, 1),
        }
        await asyncio.wait_for(self.app(scope, receive, send), 20)
        answer.body = b"".join(answer.parts)
        return answer


@dataclass
class Stand:
    """All of it."""

    client: Client
    things: Things
    authenticator: FakeAuthenticator
    assembled: Assembled


@asynccontextmanager
async def stand(**settings: Any) -> AsyncIterator[Stand]:
    """A running probe service with an edge in front."""
    things = Things()
    authenticator = FakeAuthenticator()
    async with serving(things) as channel:
        made: Assembled = assemble(
            Settings(**settings),
            [stubs().DESCRIPTOR],
            lambda _: channel,
            authenticator,  # type: ignore[arg-type]
            "gateway:secret",
            Metrics(),
            Tracing(),
        )
        yield Stand(Client(made.edge), things, authenticator, made)
