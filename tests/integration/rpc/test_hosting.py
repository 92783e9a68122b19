"""A whole service in this process: start, calls, its HTTP endpoint, stop; and as a process, SIGTERM."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from kernel.config import HTTP_PORT_OFFSET, CommonSettings
from kernel.context import system
from kernel.rpc.hosting import hosted
from kernel.service import App, Runtime, Servicer
from kernel.testing.parts import free_port
from tests.integration.rpc.harness import Client
from tests.integration.rpc.sample import SERVICE, Sample


@pytest.fixture
def settings(
    tmp_path: Path, mongo_url: str, nats_url: str, db_prefix: str, bus_prefix: str
) -> CommonSettings:
    return CommonSettings(
        data_dir=tmp_path,
        mongo_url=mongo_url,
        nats_url=nats_url,
        db_prefix=db_prefix,
        nats_prefix=bus_prefix,
        chat_port=0,
    )


async def test_a_service_starts_answers_and_stops_in_order(settings: CommonSettings) -> None:
    steps: list[str] = []

    async def background() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            steps.append("background ended")

    async def on_stop() -> None:
        steps.append("on_stop")

    async def ready() -> str:
        return "" if steps else "first call"

    async def build(rt: Runtime) -> App:
        assert rt.name == "chat"
        await rt.database["plain"].insert_one({"_id": 1})
        return App([Servicer(SERVICE, Sample())], background=[background], on_stop=[on_stop], ready=ready)

    async with hosted("chat", settings, build) as service, aiohttp.ClientSession() as http:
        base = f"http://127.0.0.1:{service.http_port}"
        async with http.get(f"{base}/health") as answer:
            assert (answer.status, (await answer.json())["service"]) == (200, "chat")
        async with http.get(f"{base}/ready") as answer:
            assert (answer.status, (await answer.json())["missing"]) == (503, "first call")
        async with Client(f"127.0.0.1:{service.port}") as client:
            assert (await client.call("Echo")).text == "hello"
            steps.append("called")
            as_service = service.runtime.service_context(system("r"))
            await client.method("Service")(client.Note(), metadata=as_service.outgoing(), timeout=5)
            assert await client.refusal("Service") == "NOT_AUTHENTICATED"
        async with http.get(f"{base}/ready") as answer:
            assert answer.status == 200
        async with http.get(f"{base}/metrics") as answer:
            text = await answer.text()
            assert "parlance_rpc_calls_total" in text
            assert "process_resident_memory_bytes" in text
    assert steps == ["called", "background ended", "on_stop"]


async def test_a_service_starts_while_the_bus_is_away(settings: CommonSettings) -> None:
    async def build(rt: Runtime) -> App:
        async def ignore(subject: str, data: bytes) -> None:
            return None

        await rt.subscribe("cache.x", ignore)
        await rt.publish("cache.x", b"1")
        return App([Servicer(SERVICE, Sample())])

    away = replace(settings, nats_url="nats://127.0.0.1:1")
    async with asyncio.timeout(10), hosted("chat", away, build) as service, AsyncExitStack() as resources:
        client = await resources.enter_async_context(Client(f"127.0.0.1:{service.port}"))
        assert (await client.call("Echo")).text == "hello"


async def test_a_collector_that_is_away_costs_no_call_and_no_drain(settings: CommonSettings) -> None:
    async def build(rt: Runtime) -> App:
        return App([Servicer(SERVICE, Sample())])

    away = replace(settings, otlp_endpoint="http://127.0.0.1:1", trace_ratio=1.0)
    async with hosted("chat", away, build) as service:
        async with Client(f"127.0.0.1:{service.port}") as client:
            assert (await client.call("Echo", idempotency_key="k")).text == "hello"
        stopping = time.monotonic()
    assert time.monotonic() - stopping < 8


async def test_a_key_used_twice_runs_once_in_the_real_store(settings: CommonSettings) -> None:
    sample = Sample()

    async def build(rt: Runtime) -> App:
        return App([Servicer(SERVICE, sample)])

    async with hosted("chat", settings, build) as service, Client(f"127.0.0.1:{service.port}") as client:
        first = await client.call("Echo", idempotency_key="k1")
        assert await client.call("Echo", idempotency_key="k1") == first
        assert sample.runs == 1


async def test_failing_background_work_is_begun_again(settings: CommonSettings) -> None:
    runs = 0
    twice = asyncio.Event()

    async def background() -> None:
        nonlocal runs
        runs += 1
        if runs == 2:
            twice.set()
        raise RuntimeError("broken")

    async def build(rt: Runtime) -> App:
        return App([Servicer(SERVICE, Sample())], background=[background])

    async with hosted("chat", settings, build) as service:
        await asyncio.wait_for(twice.wait(), 5)
        async with Client(f"127.0.0.1:{service.port}") as client:
            assert (await client.call("Echo")).text == "hello"


async def test_a_process_drains_on_sigterm_and_exits_with_0(settings: CommonSettings, tmp_path: Path) -> None:
    port = free_port(HTTP_PORT_OFFSET)
    process = await _spawn(settings, port)
    try:
        async with Client(f"127.0.0.1:{port}") as client:
            await _until_up(client)
            slow = asyncio.ensure_future(client.call("Slow", timeout=20))
            await asyncio.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.3)
            assert process.returncode is None  # Slow is under way
            async with Client(f"127.0.0.1:{port}") as late:
                assert await late.refusal("Echo", timeout=0.5) != ""
            assert (await slow).text == "hello"
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()


async def test_a_wrong_setting_ends_the_process_with_its_name(settings: CommonSettings) -> None:
    status, err = await _ended(await _spawn(settings, 70_000))
    assert status == 1
    assert "PARLANCE_CHAT_PORT" in err
    assert "Traceback" not in err


async def test_a_taken_port_ends_the_process_with_the_port(settings: CommonSettings) -> None:
    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        status, err = await _ended(await _spawn(settings, port))
    finally:
        server.close()
    assert status == 1
    assert str(port) in err


async def _ended(process: asyncio.subprocess.Process) -> tuple[int | None, str]:
    try:
        _, err = await asyncio.wait_for(process.communicate(), 30)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, err.decode()


async def _spawn(settings: CommonSettings, port: int) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "PARLANCE_DATA_DIR": str(settings.data_dir),
        "PARLANCE_MONGO_URL": settings.mongo_url,
        "PARLANCE_NATS_URL": settings.nats_url,
        "PARLANCE_DB_PREFIX": settings.db_prefix,
        "PARLANCE_NATS_PREFIX": settings.nats_prefix,
        "PARLANCE_CHAT_PORT": str(port),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.integration.rpc.process"),
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )


async def _until_up(client: Client) -> None:
    for _ in range(100):
        if not await client.refusal("Echo", timeout=1):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the process does not answer")
