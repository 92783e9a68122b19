"""What a server promises around its methods: streams, deadlines, overload, keys, health, reflection."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import grpc
import grpc.aio
import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.rpc.errors import refusal_of
from kernel.rpc.handlers import Capacity
from kernel.telemetry.tracing import Tracing
from tests.integration.rpc.harness import Client, Running, serving
from tests.integration.rpc.sample import SERVICE

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0"


@pytest.fixture
async def running() -> AsyncIterator[tuple[Running, Client]]:
    async with serving() as server, Client(server.target) as client:
        yield server, client


async def test_all_four_shapes_of_calls_work(running: tuple[Running, Client]) -> None:
    _, client = running
    Note = client.Note
    assert (await client.call("Echo")).text == "hello"
    counted = client.method("Count", "unary_stream")(Note(count=4), timeout=5)
    assert [n.count async for n in counted] == [0, 1, 2, 3]
    notes = [Note(count=n) for n in (1, 2, 3)]
    assert (await client.method("Sum", "stream_unary")(iter(notes), timeout=5)).count == 6
    both = client.method("Both", "stream_stream")(iter(notes), timeout=5)
    assert [n.count async for n in both] == [1, 2, 3]


async def test_the_context_carries_what_came_in_the_metadata(
    running: tuple[Running, Client],
) -> None:
    server, client = running
    await client.call(
        "Context", timeout=7, x_request_id="r1", x_correlation_id="c1", traceparent=PARENT + "0"
    )
    seen = server.sample.seen
    assert seen is not None
    assert (seen.request_id, seen.correlation_id) == ("r1", "c1")
    assert seen.traceparent == PARENT + "0"
    assert 5 < (seen.remaining() or 0) < 7.5
    assert seen.address == "127.0.0.1"
    await client.call("Context")
    assert server.sample.seen is not seen
    again = server.sample.seen
    assert again is not None
    assert len(again.request_id) == 32
    assert again.correlation_id == again.request_id
    assert len(again.traceparent) == 55


async def test_a_call_without_a_deadline_gets_the_servers() -> None:
    async with serving(unary_deadline=0.2) as server, Client(server.target) as client:
        started = time.monotonic()
        assert await client.refusal("Slow", timeout=None) == "DEADLINE_EXCEEDED"
        assert time.monotonic() - started < 2
        assert server.sample.cancelled.is_set()


async def test_a_callers_deadline_ends_the_work(running: tuple[Running, Client]) -> None:
    server, client = running
    assert await client.refusal("Slow", timeout=0.2) == "DEADLINE_EXCEEDED"
    await asyncio.wait_for(server.sample.cancelled.wait(), 2)


async def test_a_caller_that_goes_away_ends_the_stream(running: tuple[Running, Client]) -> None:
    server, client = running
    call = client.method("Count", "unary_stream")(client.Note(count=1, text="wait"), timeout=30)
    assert (await call.read()).count == 0
    call.cancel()
    await asyncio.wait_for(server.sample.cancelled.wait(), 2)


async def test_more_calls_than_allowed_are_refused_at_once() -> None:
    async with serving(calls=Capacity(2)) as server, Client(server.target) as client:
        held = [asyncio.ensure_future(client.call("SlowRetried")) for _ in range(2)]
        while server.around.calls.running < 2:
            await asyncio.sleep(0.01)
        started = time.monotonic()
        assert await client.refusal("EchoRetried") == "OVERLOADED"
        counted = client.method("Count", "unary_stream")(client.Note(count=2), timeout=5)
        assert len([note async for note in counted]) == 2  # streams have a limit of their own
        assert time.monotonic() - started < 0.1
        server.sample.release.set()
        await asyncio.gather(*held)
        assert await client.refusal("EchoRetried") == ""
        while server.around.calls.running:
            await asyncio.sleep(0.01)


async def test_a_repeated_key_answers_from_the_first_call() -> None:
    answers: dict[str, tuple[str, bytes]] = {}

    async def once(ctx: CallContext, key: str, fingerprint: str, run: Any, long: bool) -> bytes:
        if key not in answers:
            answers[key] = fingerprint, await run()
        if answers[key][0] != fingerprint:
            raise Refusal("IDEMPOTENCY_KEY_REUSED")
        return answers[key][1]

    async with serving(once=once) as server, Client(server.target) as client:
        first = await client.call("Echo", idempotency_key="k")
        assert await client.call("Echo", idempotency_key="k") == first
        assert server.sample.runs == 1
        other = client.method("Echo")(client.Note(text="else"), metadata=[("idempotency-key", "k")])
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await other
        refused = refusal_of(caught.value)
        assert refused is not None
        assert refused.reason == "IDEMPOTENCY_KEY_REUSED"
        assert await client.refusal("Fail", idempotency_key="k") == "IDEMPOTENCY_KEY_REUSED"
        await client.call("EchoRetried", idempotency_key="k")  # no effect to repeat: the key is ignored
        assert await client.refusal("Echo", idempotency_key="x" * 256) == "INVALID_ARGUMENT"


async def test_health_follows_the_announcement(running: tuple[Running, Client]) -> None:
    server, client = running
    stub = health_pb2_grpc.HealthStub(client.channel)
    ask = health_pb2.HealthCheckRequest
    for name in ("", SERVICE):
        assert (await stub.Check(ask(service=name))).status == health_pb2.HealthCheckResponse.SERVING
    await server.server.announce(serving=False)
    assert (await stub.Check(ask())).status == health_pb2.HealthCheckResponse.NOT_SERVING


async def test_a_generic_client_finds_and_calls_a_method_by_reflection(
    running: tuple[Running, Client],
) -> None:
    _, client = running
    stub = reflection_pb2_grpc.ServerReflectionStub(client.channel)
    question = reflection_pb2.ServerReflectionRequest

    async def ask(request: Any) -> Any:
        return await anext(aiter(stub.ServerReflectionInfo(iter([request]))))

    listed = await ask(question(list_services=""))
    names = {service.name for service in listed.list_services_response.service}
    assert {SERVICE, "grpc.health.v1.Health"} <= names
    pool = descriptor_pool.DescriptorPool()
    wanted, files = [question(file_containing_symbol=SERVICE)], {}
    while wanted:
        found = await ask(wanted.pop())
        for raw in found.file_descriptor_response.file_descriptor_proto:
            file = descriptor_pb2.FileDescriptorProto.FromString(raw)
            if file.name not in files:
                files[file.name] = file
                wanted += [question(file_by_filename=name) for name in file.dependency]

    def load(name: str) -> None:
        for needed in files[name].dependency:
            load(needed)
        pool.Add(files[name])

    load("parlance/sample/v1/sample.proto")
    method = pool.FindServiceByName(SERVICE).FindMethodByName("Echo")
    note = message_factory.GetMessageClass(method.input_type)
    call = client.channel.unary_unary(f"/{SERVICE}/Echo", note.SerializeToString, note.FromString)
    assert (await call(note(text="generic"), timeout=5)).text == "generic"


async def test_calls_are_counted_by_method_and_code(running: tuple[Running, Client]) -> None:
    server, client = running
    await client.call("Echo")
    await client.call("Echo")
    await client.refusal("Admin")
    await asyncio.sleep(0.05)  # a call is counted after its answer was sent
    text = server.around.metrics.exposition().decode()
    assert f'parlance_rpc_calls_total{{code="OK",method="Echo",service="{SERVICE}"}} 2.0' in text
    assert 'code="UNAUTHENTICATED",method="Admin"' in text
    assert f'parlance_rpc_seconds_count{{method="Echo",service="{SERVICE}"}} 2.0' in text
    assert f'parlance_rpc_running{{method="Echo",service="{SERVICE}"}} 0.0' in text


async def test_a_sampled_call_has_one_span_under_its_parent() -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing = Tracing(provider.get_tracer("test"), ratio=0)
    async with serving(tracing=tracing) as server, Client(server.target) as client:
        await client.call("Echo", traceparent=PARENT + "0")
        await client.call("Echo")
        assert exporter.get_finished_spans() == ()
        await client.call("Context", traceparent=PARENT + "1")
        await client.refusal("Fail", traceparent=PARENT + "1")
        while len(exporter.get_finished_spans()) < 2:  # a span ends after its answer was sent
            await asyncio.sleep(0.01)
        done, failed = exporter.get_finished_spans()
        assert done.name == f"/{SERVICE}/Context"
        assert done.parent is not None
        assert f"{done.parent.span_id:016x}" == PARENT[36:52]
        assert done.context is not None
        assert server.sample.seen is not None
        assert server.sample.seen.traceparent == f"{PARENT[:36]}{done.context.span_id:016x}-01"
        assert failed.status.description == "NOT_FOUND"


async def test_a_servicer_that_lacks_a_method_does_not_start() -> None:
    from kernel.rpc.server import RpcServer
    from kernel.service import Servicer
    from tests.integration.rpc.harness import SETTINGS

    async with serving() as server:
        with pytest.raises(TypeError, match="does not answer"):
            RpcServer([Servicer(SERVICE, object())], server.around, SETTINGS)


async def test_a_taken_port_is_named() -> None:
    async with serving() as server:
        with pytest.raises(OSError, match=str(server.server.port)):
            async with serving(port=server.server.port):
                raise AssertionError("two servers on one port")
