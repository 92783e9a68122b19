"""Bodies that are too large, too slow or too deep, clients that leave, and more load than fits."""

from __future__ import annotations

import asyncio
import gzip
import json

from tests.unit.gateway.harness import Stand, stand


async def test_a_body_over_the_limit_is_413_by_its_announced_and_by_its_real_size(gate: Stand) -> None:
    part = json.dumps({"title": "t", "plain": "x" * 600_000}).encode()
    announced = await gate.client("POST", "/api/v1/things/create", b"", headers={"content-length": "1048577"})
    real = await gate.client(
        "POST",
        "/api/v1/things/create",
        [part, part],
        headers={"content-length": "", "transfer-encoding": "chunked"},
    )
    for answer in (announced, real):
        assert answer.status == 413
        assert answer.header("connection") == "close"
    assert gate.things.calls == []


async def test_a_body_in_parts_is_put_together(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/things/create", [b'{"tit', b'le":"', b't"}'])
    assert answer.json["title"] == "t"


async def test_a_compressed_body_is_refused(gate: Stand) -> None:
    body = gzip.compress(b'{"title":"t"}')
    answer = await gate.client("POST", "/api/v1/things/create", body, headers={"content-encoding": "gzip"})
    assert answer.status == 415


async def test_a_client_that_stalls_within_its_body_is_given_up() -> None:
    async with stand(body_timeout=0.05) as made:
        answer = await made.client("POST", "/api/v1/things/create", [b"{"], headers={"content-length": "50"})
        assert answer.status == 422  # the body ended early
        task = made.client("POST", "/api/v1/things/create", [], headers={"content-length": "50"})
        answer = await task
        assert (answer.status, answer.header("connection")) == (408, "close")


async def test_a_deep_body_is_refused(gate: Stand) -> None:
    body = b'{"title":"t","document":{"a":%b}}' % (b"[" * 70 + b"]" * 70)
    assert (await gate.client("POST", "/api/v1/things/create", body)).status == 422


async def test_a_client_that_leaves_cancels_the_call(gate: Stand) -> None:
    leave = asyncio.Event()
    task = asyncio.create_task(gate.client("GET", "/api/v1/things/slow", leave=leave))
    while not gate.things.calls:
        await asyncio.sleep(0.01)
    leave.set()
    answer = await task
    await asyncio.wait_for(gate.things.cancelled.wait(), 5)
    assert answer.status == 0


async def test_load_above_the_limit_is_refused_at_once() -> None:
    async with stand(max_requests=1) as made:
        leave = asyncio.Event()
        task = asyncio.create_task(made.client("GET", "/api/v1/things/slow", leave=leave))
        while not made.things.calls:
            await asyncio.sleep(0.01)
        answer = await made.client("GET", "/api/v1/things/x")
        assert (answer.status, answer.header("retry-after")) == (503, "1")
        leave.set()
        await task
        assert (await made.client("GET", "/api/v1/things/x")).status == 200
