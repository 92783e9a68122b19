"""The inference service over fake providers, called directly, over gRPC, or through the gateway."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import grpc.aio
import uvicorn
from parlance.common.v1.common_pb2 import Frame
from parlance.inference.v1 import completions_pb2, openai_pb2

from bench.fake_provider import FakeProvider, Options
from kernel.context import CallContext, Caller
from kernel.errors import Refusal
from kernel.rpc.handlers import Surroundings
from kernel.rpc.server import RpcServer
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import Tracing
from services.gateway.assemble import assemble as assemble_edge
from services.gateway.contract import load
from services.gateway.settings import Settings as EdgeSettings
from services.inference.adapters.model_defaults import ModelDefaults
from services.inference.app import assemble
from services.inference.domain.grounding import Passage
from services.inference.settings import Settings
from tests.integration.rpc.harness import Signer, authenticator, new_signer

USER = CallContext("r1", Caller("u1", "user", "session"))
ADMIN = CallContext("r2", Caller("a1", "admin", "session"))


async def no_limit(ctx: CallContext) -> None:
    """Nobody's questions are counted."""


@dataclass
class Knowledge:
    """What the knowledge service would find."""

    passages: list[Passage] = field(default_factory=list)
    refusal: Refusal | None = None
    asked: list[tuple[CallContext, list[str], str]] = field(default_factory=list)

    async def __call__(self, ctx: CallContext, collections: Sequence[str], question: str) -> list[Passage]:
        """Remember the question and answer it."""
        self.asked.append((ctx, list(collections), question))
        if self.refusal is not None:
            raise self.refusal
        return self.passages


class Served:
    """A service that runs; its servicers by name."""

    def __init__(self, app: Any, knowledge: Knowledge, first_tokens: list[tuple[str, float]]) -> None:
        self.app = app
        self.knowledge = knowledge
        self.first_tokens = first_tokens
        self.by_name = {s.full_name.rpartition(".")[2]: s.implementation for s in app.servicers}

    def __getattr__(self, name: str) -> Any:
        return self.by_name[name]

    @property
    def backends(self) -> Any:
        """Its backends, in order."""
        return self.by_name["Models"]._catalog.backends

    def openai(self, body: Any, ctx: CallContext = USER) -> Any:
        """POST /openai/chat/completions."""
        return self.OpenAI.ChatCompletions(openai_pb2.OpenAIRequest(body=dump(body)), ctx)

    def completion(self, body: Any, ctx: CallContext = USER) -> Any:
        """POST /api/chat/completions."""
        return self.Completions.Complete(completions_pb2.CompletionRequest(body=dump(body)), ctx)


@dataclass
class Reply:
    """A streamed reply, taken to its end."""

    frames: list[Frame]

    @property
    def events(self) -> list[Any]:
        """All documents."""
        return [json.loads(event) for frame in self.frames for event in frame.events]

    @property
    def head(self) -> Any:
        """The head of the first frame."""
        return self.frames[0].head

    @property
    def text(self) -> str:
        """The content of all OpenAI deltas."""
        choices = [c for e in self.events for c in e.get("choices", ())]
        return "".join(c["delta"].get("content") or "" for c in choices)


async def taken(frames: Any) -> Reply:
    """All frames of a stream."""
    return Reply([frame async for frame in frames])


def dump(value: Any) -> bytes:
    """A body."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def hello(model: str = "fake-gpt", **more: Any) -> dict[str, Any]:
    """A chat completion request."""
    return {"model": model, "messages": [{"role": "user", "content": "hi"}], **more}


@asynccontextmanager
async def provider(**options: Any) -> AsyncIterator[tuple[FakeProvider, str]]:
    """A fake provider and its base URL."""
    fake = FakeProvider(Options(**options))
    url = await fake.start()
    try:
        yield fake, url
    finally:
        await fake.stop()


@asynccontextmanager
async def serving(defaults: ModelDefaults | None = None, **settings: Any) -> AsyncIterator[Served]:
    """The service with some settings; without a local model unless told."""
    first: list[tuple[str, float]] = []
    knowledge = Knowledge()
    values = {"local_model": "never", **settings}
    app = assemble(Settings(**values), knowledge, lambda name, s: first.append((name, s)), no_limit, defaults)
    try:
        yield Served(app, knowledge, first)
    finally:
        for stop in app.on_stop:
            await stop()


@dataclass
class Rest:
    """A gateway in front of the service."""

    url: str
    served: Served
    target: str
    signer: Signer


@asynccontextmanager
async def rest(served: Served) -> AsyncIterator[Rest]:
    """The service behind real gRPC and a real gateway; the credentials `user` and `admin` are known."""
    signer = new_signer()
    tokens = {f"Bearer {role}": SimpleNamespace(token=signer.token(role=role)) for role in ("user", "admin")}
    identities = SimpleNamespace(cached=tokens.get, identify=_unknown, forget=lambda _: None)
    async with AsyncExitStack() as stack:
        server = RpcServer(served.app.servicers, Surroundings(authenticator(signer), Metrics()), Settings())
        await server.start(0)
        stack.push_async_callback(server.stop, 0, 0)
        target = f"127.0.0.1:{server.port}"
        channel = await stack.enter_async_context(grpc.aio.insecure_channel(target))
        edge = assemble_edge(
            EdgeSettings(),
            load(),
            lambda _: channel,
            identities,
            "",
            Metrics(),
            Tracing(),  # type: ignore[arg-type]
        )
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        web = _Server(uvicorn.Config(edge.edge, http="httptools", lifespan="off", log_config=None))
        task = asyncio.create_task(web.serve(sockets=[listening]))
        while not web.started:
            await asyncio.sleep(0.01)
        try:
            yield Rest(f"http://127.0.0.1:{listening.getsockname()[1]}", served, target, signer)
        finally:
            web.should_exit = web.force_exit = True
            await task


async def _unknown(authorization: str, address: str = "") -> Any:
    raise Refusal("INVALID_CREDENTIAL")


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        """Leave the signals to pytest."""
        yield


async def eventually(check: Any, within: float = 3.0) -> None:
    """Wait until `check()` holds."""
    async with asyncio.timeout(within):
        while not check():
            await asyncio.sleep(0.01)
