"""The log over gRPC: all of it, from any place, and live."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc.aio
import pytest_asyncio
from parlance.common.v1 import log_pb2, log_pb2_grpc

from kernel.bus.log_service import EventLogService, LogClient
from kernel.bus.nats import Bus
from kernel.bus.tasks import end
from kernel.context import system
from tests.integration.bus.world import SERVICE, Place, running, until


@pytest_asyncio.fixture
async def log(place: Place, bus: Bus) -> AsyncIterator[EventLogService]:
    """The log of a service with a stream of four events and one of two."""
    flow = place.flow(bus)
    async with running(flow):
        await place.open("account-1")
        await place.move("account-1", 1, 1, 2, 3)
        await place.open("account-2")
        await place.move("account-2", 1, 4)
        await until(lambda: flow.relay.head == 6)
        yield flow.servicer.implementation


async def test_the_log_is_read_from_any_position(log: EventLogService) -> None:
    for after in range(7):
        found = await _read(log, after_position=after)
        assert [e.position for e in found] == list(range(after + 1, 7))
    assert [e.position for e in await _read(log, after_position=1, until_position=3)] == [2, 3]
    assert [e.position for e in await _read(log, after_position=2, limit=2)] == [3, 4]
    assert [e.position for e in await _read(log, types=["AccountOpened"])] == [1, 5]


async def test_an_event_has_its_whole_envelope_and_stays_encrypted(log: EventLogService) -> None:
    first = (await _read(log))[0]
    assert (first.service, first.type, first.schema) == (SERVICE, "AccountOpened", 1)
    assert (first.stream, first.version, first.actor, first.correlation_id) == (
        *("account-1", 1, "system", "test"),
    )
    assert b"Ada" not in first.data
    assert b"owner-account-1" in first.data


async def test_following_goes_on_with_what_is_recorded_later(log: EventLogService, place: Place) -> None:
    found: list[int] = []

    async def follow() -> None:
        request = log_pb2.FollowLogRequest(after_position=4)
        async for event in log.Follow(request, system()):
            found.append(event.position)

    task = asyncio.create_task(follow())
    await until(lambda: found == [5, 6])
    await place.move("account-2", 2, 7)
    await until(lambda: found == [5, 6, 7], 3)
    await end(task)


async def test_another_service_reads_it_with_its_credential(log: EventLogService) -> None:
    seen: list[str] = []

    class Served(log_pb2_grpc.EventLogServicer):  # type: ignore[misc]
        async def Read(self, request: Any, context: Any) -> AsyncIterator[Any]:
            seen.append(dict(context.invocation_metadata())["authorization"])
            async for event in log.Read(request, system()):
                yield event

    server = grpc.aio.server()
    log_pb2_grpc.add_EventLogServicer_to_server(Served(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        client = LogClient(None, lambda service: channel, lambda ctx: system(token="Service chat:secret"))
        found = [e async for e in client.read(SERVICE, 1, 5, frozenset({"MoneyMoved"}))]
    await server.stop(None)
    assert [e.position for e in found] == [2, 3, 4]
    assert found[0].service == SERVICE
    assert seen == ["Service chat:secret"]


async def _read(log: EventLogService, **request: Any) -> list[log_pb2.LoggedEvent]:
    return [event async for event in log.Read(log_pb2.ReadLogRequest(**request), system())]
