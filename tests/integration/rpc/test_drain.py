"""Stopping without breaking anything, and what a client does about a server that breaks."""

from __future__ import annotations

import asyncio
import time

import grpc
import grpc.aio
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from kernel.rpc.channel import service_config
from kernel.rpc.errors import refusal_of
from tests.integration.rpc.harness import Client, serving
from tests.integration.rpc.sample import SERVICE

RETRIED = {
    "loadBalancingConfig": [{"round_robin": {}}],
    "methodConfig": [
        {
            **service_config("auth")["methodConfig"][0],
            "name": [{"service": SERVICE, "method": m} for m in ("EchoRetried", "SlowRetried")],
        }
    ],
}


async def test_a_stopping_server_finishes_what_runs_and_takes_nothing_new() -> None:
    async with serving() as server, Client(server.target) as client, Client(server.target) as late:
        unary = asyncio.ensure_future(client.call("Slow"))
        stream = client.method("Count", "unary_stream")(client.Note(count=1, text="wait"))
        assert (await stream.read()).count == 0
        await server.sample.started.wait()
        stopping = asyncio.ensure_future(server.server.stop(pause=0.3, grace=5))
        await asyncio.sleep(0.1)
        # In the pause the server still answers, but asks not to be chosen.
        assert (await client.call("Echo")).text == "hello"
        health = health_pb2_grpc.HealthStub(client.channel)
        status = (await health.Check(health_pb2.HealthCheckRequest())).status
        assert status == health_pb2.HealthCheckResponse.NOT_SERVING
        await asyncio.sleep(0.4)
        assert await late.refusal("Echo", timeout=1) != ""
        assert not stopping.done()
        server.sample.release.set()
        assert (await unary).text == "hello"
        assert await stream.read() is grpc.aio.EOF  # type: ignore[attr-defined]
        started = time.monotonic()
        await stopping
        assert time.monotonic() - started < 2


async def test_a_call_that_does_not_end_is_cut_after_the_grace() -> None:
    async with serving() as server, Client(server.target) as client:
        call = asyncio.ensure_future(client.call("Slow", timeout=30))
        await server.sample.started.wait()
        started = time.monotonic()
        await server.server.stop(pause=0, grace=0.3)
        assert 0.2 < time.monotonic() - started < 3
        with pytest.raises(grpc.aio.AioRpcError):
            await call
        assert server.sample.cancelled.is_set()


async def test_only_idempotent_methods_are_repeated_when_a_server_dies() -> None:
    async with serving() as first, serving() as second:
        target = f"ipv4:127.0.0.1:{first.server.port},127.0.0.1:{second.server.port}"
        async with Client(target, RETRIED) as client:
            for _ in range(20):
                await client.call("EchoRetried")
            assert first.sample.runs > 0
            assert second.sample.runs > 0
            first.sample.runs = second.sample.runs = 0

            async def interrupted(method: str) -> bool:
                """Whether a call succeeds although the server it is on goes away."""
                first.sample.started.clear()
                second.sample.started.clear()
                call = asyncio.ensure_future(client.call(method, timeout=10))
                while not (first.sample.started.is_set() or second.sample.started.is_set()):
                    await asyncio.sleep(0.01)
                dying = first if first.sample.started.is_set() else second
                other = second if dying is first else first
                other.sample.release.set()
                await dying.server.stop(pause=0, grace=0)
                try:
                    return bool((await call).text)
                except grpc.aio.AioRpcError:
                    return False

            assert await interrupted("SlowRetried")
            assert first.sample.runs == second.sample.runs == 1


async def test_a_write_is_not_repeated_when_its_server_dies() -> None:
    async with serving() as only, serving() as spare:
        target = f"ipv4:127.0.0.1:{only.server.port},127.0.0.1:{spare.server.port}"
        async with Client(target, RETRIED) as client:
            call = asyncio.ensure_future(client.call("Slow", timeout=10))
            while not (only.sample.started.is_set() or spare.sample.started.is_set()):
                await asyncio.sleep(0.01)
            dying = only if only.sample.started.is_set() else spare
            await dying.server.stop(pause=0, grace=0)
            with pytest.raises(grpc.aio.AioRpcError):
                await call
            assert only.sample.runs + spare.sample.runs == 1


async def test_a_deliberate_answer_is_not_repeated() -> None:
    """BACKEND_UNREACHABLE has the code UNAVAILABLE, but asking again at once helps nobody."""
    from kernel.errors import Refusal

    async with serving() as server:
        config = {
            **RETRIED,
            "methodConfig": [
                {**RETRIED["methodConfig"][0], "name": [{"service": SERVICE, "method": "Fail"}]}
            ],
        }
        async with Client(server.target, config) as client:
            server.sample.fail_with = Refusal("BACKEND_UNREACHABLE")
            assert await client.refusal("Fail") == "BACKEND_UNREACHABLE"
            assert server.sample.runs == 1
            server.sample.fail_with = Refusal("UNAVAILABLE")
            assert await client.refusal("Fail") == "UNAVAILABLE"
            assert server.sample.runs == 4


async def test_a_server_that_is_not_there_is_unavailable_within_the_deadline() -> None:
    async with serving() as server:
        target = server.target
    async with Client(target) as client:
        started = time.monotonic()
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await client.call("Echo", timeout=2)
        refused = refusal_of(caught.value)
        assert refused is not None
        assert refused.reason in ("UNAVAILABLE", "DEADLINE_EXCEEDED")
        assert time.monotonic() - started < 3


def test_the_service_config_repeats_exactly_the_idempotent_methods() -> None:
    names = service_config("auth")["methodConfig"][0]["name"]
    assert {"service": "parlance.auth.v1.Tokens", "method": "Exchange"} in names
    retry = service_config("auth")["methodConfig"][0]["retryPolicy"]
    assert retry["maxAttempts"] == 3
    assert retry["retryableStatusCodes"] == ["UNAVAILABLE"]
