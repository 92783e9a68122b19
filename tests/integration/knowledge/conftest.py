"""The knowledge service with real mongod and nats-server, and a stand-in for inference."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from parlance.common.v1 import common_pb2

from kernel.context import CallContext, Caller
from kernel.rpc.hosting import HostedService, hosted
from services.knowledge.app import build
from services.knowledge.settings import Settings
from tests.integration.knowledge.engine import FakeEngine, serve

DOCUMENTS = Path(__file__).resolve().parents[2] / "data" / "documents"


def caller(user: str, role: str = "user", kind: str = "session") -> CallContext:
    """The context of a call by a user, who may make knowledge bases and share them with people."""
    held = frozenset({"workspace.knowledge", "sharing.knowledge", "access_grants.allow_users"})
    who = Caller(id=user, role=role, kind=kind, permissions=held)
    return CallContext(request_id=uuid.uuid4().hex, caller=who)


async def parts(
    filename: str,
    data: bytes,
    content_type: str = "",
    *,
    path: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
    **fields: str,
) -> AsyncIterator[common_pb2.Upload]:
    """An upload as the gateway streams it."""
    head = common_pb2.UploadHead(filename=filename, content_type=content_type, fields=fields, path=path or {})
    yield common_pb2.Upload(head=head)
    for start in range(0, len(data), 1000):
        yield common_pb2.Upload(chunk=data[start : start + 1000])
    yield common_pb2.Upload(end=common_pb2.UploadEnd(fields=after or {}))


async def eventually(check: Callable[[], Awaitable[bool]], seconds: float = 10.0) -> None:
    """Wait until a condition holds."""
    end = asyncio.get_running_loop().time() + seconds
    while not await check():
        assert asyncio.get_running_loop().time() < end, "it did not come about"
        await asyncio.sleep(0.05)


class House:
    """A running knowledge service and its surroundings."""

    def __init__(self, service: HostedService, engine: FakeEngine, settings: Settings) -> None:
        self.service = service
        self.engine = engine
        self.settings = settings
        self.by_name = {s.full_name.rpartition(".")[2]: s.implementation for s in service.app.servicers}

    def __getattr__(self, name: str) -> Any:
        return self.by_name[name]

    async def upload(self, ctx: CallContext, filename: str, data: bytes, **fields: str) -> Any:
        """Upload a file and wait until it is processed."""
        fields = {"process_in_background": "false", **fields}
        return await self.Files.Upload(parts(filename, data, **fields), ctx)


@pytest.fixture
async def engine() -> AsyncIterator[tuple[FakeEngine, int]]:
    """The stand-in and its port."""
    made = FakeEngine()
    server, port = await serve(made)
    yield made, port
    await server.stop(None)


Start = Callable[..., Any]


@pytest.fixture
async def start(
    mongo_url: str,
    nats_url: str,
    db_prefix: str,
    bus_prefix: str,
    engine: tuple[FakeEngine, int],
    tmp_path: Path,
) -> Start:
    """Starts the service; again on the same data when called again."""
    fake, port = engine

    @asynccontextmanager
    async def started(**changes: Any) -> AsyncIterator[House]:
        settings = Settings(
            data_dir=tmp_path,
            mongo_url=mongo_url,
            nats_url=nats_url,
            nats_prefix=bus_prefix,
            db_prefix=db_prefix,
            knowledge_port=0,
            inference_target=f"127.0.0.1:{port}",
            auth_target="127.0.0.1:1",
            drain_grace=0.5,
            **{"embedding_patience": 3.0, "processing_wait": 10.0, **changes},
        )
        async with hosted("knowledge", settings, build) as service:
            yield House(service, fake, settings)

    return started


@pytest.fixture
async def house(start: Start) -> AsyncIterator[House]:
    """A fresh service."""
    async with start() as made:
        yield made
