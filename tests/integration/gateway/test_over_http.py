"""The gateway behind a real HTTP server: what only shows on a socket."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest
import uvicorn

from kernel.telemetry.metrics import Metrics
from services.gateway.app import _config, _Server, gateway, listen
from services.gateway.openapi import document
from services.gateway.protocol import Protocol
from services.gateway.settings import Settings
from services.gateway.web import application
from tests.unit.gateway.harness import Stand, stand

MIB = 1024 * 1024
HEADERS = {"authorization": "Bearer good-token"}


@dataclass
class Site:
    """A listening gateway in front of the probe service."""

    stand: Stand
    port: int
    http: aiohttp.ClientSession
    missing: list[str]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextlib.asynccontextmanager
async def site(**settings: Any) -> AsyncIterator[Site]:
    async with stand(**settings) as made:
        missing = [""]

        async def lacking() -> str:
            return missing[0]

        described = document(made.assembled.endpoints, made.assembled.plans, "0")
        app = application(made.assembled.edge, Metrics(), lacking, described)
        configured = Settings(port=0, **settings)
        socket = listen(configured)
        server: uvicorn.Server = _Server(_config(app, configured))
        serving = asyncio.create_task(server.serve(sockets=[socket]))
        while not server.started:
            await asyncio.sleep(0.01)
        async with aiohttp.ClientSession(headers=HEADERS) as http:
            yield Site(made, socket.getsockname()[1], http, missing)
        server.should_exit = True
        await serving


@pytest.fixture
async def gate() -> AsyncIterator[Site]:
    async with site() as made:
        yield made


async def test_health_readiness_metrics_and_docs_are_outside_of_the_api(gate: Site) -> None:
    async with gate.http.get(gate.url("/health")) as reply:
        assert (reply.status, await reply.json()) == (200, {"status": True})
    async with gate.http.get(gate.url("/ready")) as reply:
        assert (reply.status, await reply.json()) == (200, {"status": True})
    gate.missing[0] = "chat"
    async with gate.http.get(gate.url("/ready")) as reply:
        assert (reply.status, await reply.json()) == (503, {"status": False, "missing": "chat"})
    async with gate.http.get(gate.url("/metrics")) as reply:
        assert reply.status == 200
    async with gate.http.get(gate.url("/openapi.json")) as reply:
        assert (await reply.json())["openapi"] == "3.1.0"
    async with gate.http.get(gate.url("/docs")) as reply:
        page = await reply.text()
        assert "http" not in page.replace("http-equiv", "")
    for asset in ("/docs/assets/swagger-ui.css", "/docs/assets/swagger-ui-bundle.js", "/docs/start.js"):
        async with gate.http.get(gate.url(asset)) as reply:
            assert reply.status == 200
    async with gate.http.get(gate.url("/nowhere")) as reply:
        assert (reply.status, list(await reply.json())) == (404, ["detail"])


async def test_a_request_and_its_answer(gate: Site) -> None:
    async with gate.http.post(gate.url("/api/v1/things/create"), json={"title": "tea"}) as reply:
        assert reply.status == 200
        assert (await reply.json())["title"] == "tea"
        assert "server" not in reply.headers


async def test_50_mib_pass_without_being_held(gate: Site) -> None:
    size = 50 * MIB
    chunk = b"x" * MIB
    sent = 0
    worst_lead = worst_memory = 0
    process = psutil.Process()
    gate.stand.things.pause.set()  # the service is slow: 5 ms a chunk

    async def body() -> AsyncIterator[bytes]:
        nonlocal sent, worst_lead, worst_memory
        yield b'--B\r\ncontent-disposition: form-data; name="file"; filename="big.bin"\r\n\r\n'
        while sent < size:
            yield chunk
            sent += len(chunk)
            worst_lead = max(worst_lead, sent - gate.stand.things.uploaded)
            worst_memory = max(worst_memory, process.memory_info().rss)
        yield b"\r\n--B--\r\n"

    before = process.memory_info().rss
    headers = {"content-type": "multipart/form-data; boundary=B"}
    async with gate.http.post(gate.url("/api/v1/files/box/"), data=body(), headers=headers) as reply:
        assert reply.status == 200
        assert (await reply.json())["created_at"] == size
    assert worst_lead < 20 * MIB  # what sockets and flow-control windows hold
    assert worst_memory - before < 30 * MIB


async def test_a_client_that_closes_a_stream_cancels_the_upstream_call(gate: Site) -> None:
    body = {"count": 10_000, "mode": "slow"}
    async with gate.http.post(gate.url("/api/v1/stream"), json=body) as reply:
        assert (await reply.content.readline()).startswith(b"data: ")
        reply.close()
        await asyncio.wait_for(gate.stand.things.cancelled.wait(), 1)
    while gate.stand.assembled.edge.running:
        await asyncio.sleep(0.01)


async def test_a_client_that_closes_while_waiting_for_an_answer_cancels_the_call(gate: Site) -> None:
    with contextlib.suppress(TimeoutError):
        timeout = aiohttp.ClientTimeout(total=0.3)
        async with gate.http.get(gate.url("/api/v1/things/slow"), timeout=timeout):
            pass
    await asyncio.wait_for(gate.stand.things.cancelled.wait(), 2)


async def test_a_client_that_leaves_mid_upload_cancels_the_call(gate: Site) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", gate.port)
    form = b'--B\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n' + b"x" * 300_000
    head = (
        "POST /api/v1/files/box/ HTTP/1.1\r\nhost: x\r\nauthorization: Bearer good-token\r\n"
        "content-type: multipart/form-data; boundary=B\r\ncontent-length: 900000\r\n\r\n"
    )
    writer.write(head.encode() + form)
    await writer.drain()
    while not gate.stand.things.uploaded:
        await asyncio.sleep(0.01)
    writer.close()
    await asyncio.wait_for(gate.stand.things.cancelled.wait(), 2)


async def test_a_client_that_does_not_read_slows_the_service_down(gate: Site) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", gate.port, limit=1024)
    count = 400_000
    body = json.dumps({"count": count}).encode()
    writer.write(
        b"POST /api/v1/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer good-token\r\n"
        b"content-length: %d\r\n\r\n%b" % (len(body), body)
    )
    await writer.drain()
    process = psutil.Process()
    before = process.memory_info().rss
    await asyncio.sleep(2)
    assert process.memory_info().rss - before < 40 * MIB
    assert not gate.stand.things.cancelled.is_set()
    assert gate.stand.assembled.edge.running == 1
    writer.close()
    await asyncio.wait_for(gate.stand.things.cancelled.wait(), 5)
    del reader


async def test_a_range_over_the_wire(gate: Site) -> None:
    headers = {"range": "bytes=10-19"}
    async with gate.http.get(gate.url("/api/v1/files/x/content"), headers=headers) as reply:
        assert (reply.status, len(await reply.read())) == (206, 10)


@pytest.mark.parametrize(
    "head",
    [
        b"POST /api/v1/raw HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
        b"POST /api/v1/raw HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}",
        b"POST /api/v1/raw HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n{}",
        b"GET /api/v1/raw\x00 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
    ],
)
async def test_requests_that_could_be_read_in_two_ways_are_refused(gate: Site, head: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", gate.port)
    writer.write(head)
    answer = await asyncio.wait_for(reader.read(), 5)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert gate.stand.things.calls == []
    writer.close()


async def test_a_refused_large_body_ends_the_connection_and_the_next_request_works(gate: Site) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", gate.port)
    writer.write(
        b"POST /api/v1/things/create HTTP/1.1\r\nhost: x\r\nauthorization: Bearer good-token\r\n"
        b"content-length: 99999999\r\n\r\n"
    )
    answer = await asyncio.wait_for(reader.read(), 5)
    assert answer.startswith(b"HTTP/1.1 413 ")
    writer.close()
    async with gate.http.get(gate.url("/api/v1/things/x")) as reply:
        assert reply.status == 200


@pytest.mark.parametrize("line", [b"x-long: " + b"x" * 200_000, b"x: y\r\n" * 30_000])
async def test_a_request_head_without_end_is_cut_off(gate: Site, line: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", gate.port)
    writer.write(b"GET /api/v1/things/x HTTP/1.1\r\nhost: x\r\n" + line)
    # What the server has not read yet may make the end a reset.
    with contextlib.suppress(ConnectionResetError):
        answer = await asyncio.wait_for(reader.read(), 5)
        assert answer.startswith(b"HTTP/1.1 400 ")
    assert gate.stand.things.calls == []
    writer.close()


async def test_a_request_head_that_does_not_come_ends_the_connection(
    gate: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Protocol, "head_timeout", 0.2)
    for beginning in (b"", b"GET /api/v1/things/x HT"):
        reader, writer = await asyncio.open_connection("127.0.0.1", gate.port)
        writer.write(beginning)
        assert await asyncio.wait_for(reader.read(), 3) == b""
        writer.close()
    reader, writer = await asyncio.open_connection("127.0.0.1", gate.port)
    request = b"GET /api/v1/things/x HTTP/1.1\r\nhost: x\r\nauthorization: Bearer good-token\r\n\r\n"
    for pause in (0.0, 0.4):  # a connection that has served may wait for its next request
        await asyncio.sleep(pause)
        writer.write(request)
        assert (await asyncio.wait_for(reader.readuntil(b"}"), 3)).startswith(b"HTTP/1.1 200 ")
        await reader.read(1000)
    writer.close()


async def test_a_whole_gateway_serves_says_what_is_missing_and_drains(tmp_path: Path) -> None:
    settings = Settings(
        port=0, data_dir=tmp_path, nats_url="nats://127.0.0.1:1", auth_port=1, chat_port=1, knowledge_port=1,
        inference_port=1,
    )  # fmt: skip
    async with gateway(settings) as running, aiohttp.ClientSession() as http:
        base = f"http://127.0.0.1:{running.port}"
        async with http.get(base + "/health") as reply:
            assert reply.status == 200
        async with http.get(base + "/ready") as reply:
            assert reply.status == 503
            assert "auth" in (await reply.json())["missing"]
        async with http.get(base + "/api/v1/auths/", headers=HEADERS) as reply:
            assert reply.status == 503
            assert reply.headers["retry-after"]
            assert list(await reply.json()) == ["detail"]
        async with http.get(base + "/openapi.json") as reply:
            assert len((await reply.json())["paths"]) > 50
        running.stopping = True
        running.app.edge.draining = True
        async with http.get(base + "/ready") as reply:
            assert (await reply.json())["missing"] == "stopping"
        async with http.get(base + "/api/v1/auths/") as reply:
            assert (reply.status, reply.headers["connection"]) == (401, "close")
        running.stopping = False
    with pytest.raises(aiohttp.ClientConnectionError):
        async with aiohttp.ClientSession() as http:
            await http.get(base + "/health")


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    held = listen(Settings(port=0))
    with held, pytest.raises(OSError, match="PARLANCE_PORT"):
        listen(Settings(port=held.getsockname()[1]))
