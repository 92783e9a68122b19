"""Deltas over a real bus: every reader gets each event once, in order, whenever and wherever it begins."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from kernel.bus.nats import Bus
from kernel.deltas.model import MAX_EVENT, Batch
from kernel.deltas.stream import Deltas, DeltaSettings
from kernel.deltas.tail import DeltasExpired, tail
from kernel.deltas.writer import EventTooLarge, Writer
from kernel.testing.parts import NatsServer

SMALL = DeltaSettings(max_bytes=4 << 20)


@asynccontextmanager
async def connected(url: str, prefix: str = "", settings: DeltaSettings = SMALL) -> AsyncIterator[Deltas]:
    bus = Bus(url, prefix=prefix, name="test")
    await bus.start()
    try:
        assert await bus.ready(20)
        yield Deltas(bus, settings)
    finally:
        await bus.close()


@pytest_asyncio.fixture
async def deltas(nats_url: str) -> AsyncIterator[Deltas]:
    async with connected(nats_url, f"d{uuid.uuid4().hex[:8]}") as made:
        yield made
        # Memory the server has promised to this test's stream.
        await made.create()
        await made.bus.jetstream.delete_stream(made.bus.names.deltas_stream)


async def read(deltas: Deltas, run: str, after: int = 0, upto: int | None = None) -> tuple[list[bytes], str]:
    found: list[bytes] = []
    async with asyncio.timeout(60), aclosing(tail(deltas, run, after, quiet=0.2)) as batches:
        async for batch in batches:
            assert not batch.events or batch.first == after + len(found) + 1
            found += batch.events
            if batch.end or (upto is not None and len(found) >= upto):
                return found, batch.end
    raise AssertionError("a tail ended without an end")


def words(count: int) -> list[bytes]:
    return [f'{{"n":{n}}}'.encode() for n in range(1, count + 1)]


async def test_readers_that_come_early_late_and_again_get_every_event_once(deltas: Deltas) -> None:
    run, events, chance = str(uuid.uuid4()), words(400), random.Random(7)
    early = asyncio.create_task(read(deltas, run))
    writer = Writer(deltas, run, window=0.001)

    async def coming_back() -> list[bytes]:
        found: list[bytes] = []
        while True:
            part, end = await read(deltas, run, len(found), upto=chance.randint(1, 60))
            found += part
            if end:
                return found

    returning = [asyncio.create_task(coming_back()) for _ in range(3)]
    left = list(events)
    while left:
        some = chance.randint(1, 9)
        writer.put(left[:some])
        left = left[some:]
        await asyncio.sleep(0.002)
    assert await writer.end("completed")
    late = await read(deltas, run)
    assert (await early) == late == (events, "completed")
    for task in returning:
        assert await task == events
    assert await read(deltas, run, len(events)) == ([], "completed")


async def test_runs_do_not_see_each_other(deltas: Deltas) -> None:
    runs = [str(uuid.uuid4()) for _ in range(4)]
    writers = [Writer(deltas, run, window=0.001) for run in runs]
    for number in range(50):
        for place, writer in enumerate(writers):
            writer.put([b"%d-%d" % (place, number)])
        await asyncio.sleep(0.001)
    for writer in writers:
        await writer.end("stopped")
    for place, run in enumerate(runs):
        assert await read(deltas, run) == ([b"%d-%d" % (place, n) for n in range(50)], "stopped")


async def test_a_batch_that_was_sent_twice_is_read_once(deltas: Deltas) -> None:
    run = str(uuid.uuid4())
    for batch in (
        Batch(1, (b"a", b"b")),
        Batch(1, (b"a", b"b")),
        Batch(2, (b"b", b"c")),
        Batch(4, (), "failed"),
    ):
        await deltas.append(run, batch)
    assert await read(deltas, run) == ([b"a", b"b", b"c"], "failed")


async def test_what_is_no_longer_there_is_said_and_not_passed_over(deltas: Deltas) -> None:
    run = str(uuid.uuid4())
    await deltas.append(run, Batch(5, (b"e",)))
    with pytest.raises(DeltasExpired):
        await read(deltas, run, 1)
    assert (await read(deltas, run, 4, upto=1))[0] == [b"e"]


async def test_an_event_that_does_not_fit_is_refused(deltas: Deltas) -> None:
    writer = Writer(deltas, str(uuid.uuid4()))
    with pytest.raises(EventTooLarge):
        writer.put([b"x" * (MAX_EVENT + 1)])
    assert writer.log == []
    writer.abandon()


async def test_large_events_arrive_whole(deltas: Deltas) -> None:
    run = str(uuid.uuid4())
    writer = Writer(deltas, run)
    events = [bytes([65 + n]) * 300_000 for n in range(5)]
    writer.put(events)
    assert await writer.end("completed")
    assert await read(deltas, run) == (events, "completed")


async def test_a_bus_that_lost_its_memory_gets_the_run_again(tmp_path: Path) -> None:
    with NatsServer(tmp_path) as server:
        async with connected(server.url) as writing, connected(server.url) as reading:
            run = str(uuid.uuid4())
            writer = Writer(writing, run)
            writer.put(words(3))
            assert (await read(reading, run, upto=3))[0] == words(3)
            server.stop()
            server.start()
            for side in (writing, reading):
                assert await side.bus.ready(30)
            writer.put([b'{"n":4}'])
            assert await writer.end("completed", within=30)
            assert await read(reading, run) == (words(4), "completed")
