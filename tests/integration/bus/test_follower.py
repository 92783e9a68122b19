"""Followers: a view fed by the bus, exactly once in effect, replayable while it is read."""

import asyncio
import time
from collections.abc import Iterable
from typing import Any

import pytest
from parlance.testing.v1 import events_pb2
from pymongo import IndexModel, InsertOne, UpdateOne

from kernel.bus.consumer import Parts
from kernel.bus.dead import DeadLetters
from kernel.bus.follower import FollowerRunner, request_replay
from kernel.bus.headers import MSG_ID
from kernel.bus.lease import Leases
from kernel.bus.log_service import LogClient
from kernel.bus.model import Delivered, Follower
from kernel.bus.nats import Bus
from kernel.bus.replay import replayed
from kernel.bus.streams import Streams
from kernel.bus.tasks import end
from kernel.eventstore.model import Write
from tests.integration.bus.crashes import Countdown, Crashing, CrashingBus, CrashingMongo, gone
from tests.integration.bus.world import SERVICE, STREAMS, Place, Recalled, Sums, running, until

KINDS: Any = pytest.mark.parametrize("kind", [Sums, Recalled])


@KINDS
async def test_a_view_holds_each_event_once_in_order(place: Place, bus: Bus, kind: type[Follower]) -> None:
    flow = place.flow(bus, followers=[kind()])
    async with running(flow):
        await place.open("account-9", name="Grace")
        await place.move("account-9", 1, 10, 20)
        await place.fill(5, 40)
        await until(lambda: _events(place, 203))
        await until(lambda: flow.runners[0].idle)
        assert flow.lag() == {"sums": 0, "relay": 0}
        assert flow.pending() == {"sums": 0, "relay": 0}
    found = await place.store.database["sums"].find_one({"_id": "account-9"})
    assert found == {"_id": "account-9", "events": 3, "cents": 30, "versions": [1, 2, 3], "name": "Grace"}


async def test_what_the_bus_no_longer_has_comes_from_the_log(place: Place, bus: Bus) -> None:
    await place.fill(5, 10)
    old = int((time.time() - 40 * 86_400) * 1000)
    await place.store.commits.update_many({"version": {"$lte": 5}}, {"$set": {"time": old}})
    flow = place.flow(bus, followers=[Sums()])
    async with running(flow):
        await until(lambda: _events(place, 50))
        state = (await bus.jetstream.stream_info(bus.names.stream(SERVICE))).state
        assert state.first_seq == 26
    assert await _versions(place) == [list(range(1, 11))] * 5


async def test_a_hole_in_the_stream_is_filled_from_the_log(place: Place, bus: Bus) -> None:
    flow = place.flow(bus)
    async with running(flow):
        await place.fill(5, 10)
        await until(lambda: flow.relay.tail == 50)
        await _lose_messages(bus, 11, 12, 13, 30)
        other = place.flow(bus, followers=[Sums()], store=place.another_store())
        async with running(other):
            await until(lambda: _events(place, 50))
    assert await _versions(place) == [list(range(1, 11))] * 5


@KINDS
async def test_a_crash_at_any_step_applies_no_event_twice_and_leaves_none_out(
    place: Place, bus: Bus, kind: type[Follower]
) -> None:
    step, version, died = 0, 0, True
    async with running(place.flow(bus)):
        while died:
            step += 1
            await place.move("account-0", version, 1, 2)
            version += 2
            died = await _dies(_runner(place, bus, kind(), Countdown(step)), place, version)
            task = asyncio.create_task(_runner(place, bus, kind(), Countdown(1_000_000)).run())
            await until(lambda version=version: _events(place, version))  # type: ignore[misc]
            await end(task)
    assert step >= 12, "every call before and after each effect was a place to die"
    assert await _versions(place) == [list(range(1, version + 1))]


async def test_an_event_that_cannot_be_projected_or_written_is_set_aside(place: Place, bus: Bus) -> None:
    class Picky(Follower):
        name = "picky"
        follows = (events_pb2.MoneyMoved,)
        collections = ("picked",)
        broken = True

        def project(self, delivered: Delivered) -> Iterable[Write]:
            cents = delivered.event.cents
            if cents == 13 and self.broken:
                raise ValueError("thirteen")
            if cents == 14 and self.broken:
                yield Write("picked", UpdateOne({"_id": delivered.id}, {"$push": {"cents": 1}}))
                yield Write("picked", InsertOne({"_id": "taken"}))
                return
            yield Write("picked", InsertOne({"_id": delivered.id, "cents": cents}))

    follower = Picky()
    flow = place.flow(bus, followers=[follower])
    await place.store.database["picked"].insert_one({"_id": "taken", "cents": 0})
    async with running(flow):
        await place.move("account-1", 0, 11, 12, 13, 14, 15)
        await until(lambda: _letters(flow.dead, 2))
        await until(lambda: flow.runners[0].idle)
        assert await _picked(place) == [0, 11, 12, 15]
        reasons = sorted([letter.reason for letter in await flow.dead.list()])
        assert reasons[0].startswith("BulkWriteError")
        assert reasons[1].startswith("ValueError at test_follower.py:")
        follower.broken = False
        await flow.dead.redeliver("picky")
        await until(lambda: _letters(flow.dead, 0))
    assert await _picked(place) == [0, 11, 12, 13, 14, 15]


async def test_an_overtaken_runner_cannot_write(place: Place, bus: Bus) -> None:
    flow = place.flow(bus, followers=[Sums()])
    async with running(flow):
        await place.move("account-1", 0, 1)
        await until(lambda: _events(place, 1))
        await place.store.database["consumers"].update_one({"_id": "sums"}, {"$inc": {"fence": 100}})
        await place.move("account-1", 1, 2)
        await asyncio.sleep(0.5)
        assert await _events(place, 1)


@KINDS
async def test_a_view_is_replayed_while_it_is_read_and_events_come_in(
    place: Place, bus: Bus, kind: type[Follower]
) -> None:
    follower: Any = kind()
    follower.indexes = {"sums": [IndexModel("cents")]}
    flow = place.flow(bus, followers=[follower])
    sums = place.store.database["sums"]
    async with running(flow):
        await place.fill(5, 40)
        await until(lambda: _events(place, 200))
        await sums.update_many({}, {"$set": {"cents": -1}})
        await sums.insert_one({"_id": "stray", "events": 0, "versions": []})
        asked = await request_replay(place.store.database, bus, SERVICE, "sums")
        fewest, version = 200, 40
        while not await replayed(place.store.database, "sums", asked):
            await place.move("account-0", version, 1)
            version += 1
            fewest = min(fewest, await sums.count_documents({"versions.39": {"$exists": True}}) * 40)
        await until(lambda: _events(place, 160 + version))
    assert fewest == 200, "readers saw the whole view at any moment"
    assert await sums.count_documents({}) == 5
    first = await sums.find_one({"_id": "account-0"})
    assert first["versions"] == list(range(1, version + 1))
    assert first["cents"] == sum(range(0, 200, 5)) + version - 40
    names = await place.store.database.list_collection_names()
    assert [name for name in names if name.startswith("sums")] == ["sums"]
    assert "cents_1" in await sums.index_information()


async def test_a_swap_that_a_crash_cut_short_is_completed(place: Place, bus: Bus) -> None:
    database = place.store.database
    async with running(place.flow(bus, followers=[Sums()])):
        await place.move("account-1", 0, 1)
        await until(lambda: _events(place, 1))
    await database["sums__abc"].insert_one({"_id": "account-1", "events": 1, "versions": [1], "new": True})
    await database["consumers"].update_one({"_id": "sums"}, {"$set": {"replay": "abc", "swap": "abc"}})
    async with running(place.flow(bus, followers=[Sums()])):
        await until(lambda: _is_done(database, "abc"))
        await place.move("account-1", 1, 2)
        await until(lambda: _events(place, 2))
    found = await database["sums"].find_one({"_id": "account-1"})
    assert found["new"]


@pytest.mark.parametrize("count", [1, 3])
async def test_a_projection_that_writes_nothing_still_moves_on(place: Place, bus: Bus, count: int) -> None:
    class Silent(Sums):
        def project(self, delivered: Delivered) -> Iterable[Write]:
            return ()

    flow = place.flow(bus, followers=[Silent()])
    async with running(flow):
        await place.move("account-1", 0, *range(count))

        async def reached() -> bool:
            found = await place.store.database["consumers"].find_one({"_id": "sums"})
            return found is not None and found.get("positions", {}).get(SERVICE) == count

        await until(reached)


def _runner(place: Place, bus: Any, follower: Follower, counter: Countdown) -> FollowerRunner:
    """A runner whose process, as others see it, has ended."""
    database: Any = Crashing(place.store.database, counter)
    crashing: Any = CrashingBus(bus, counter)
    mongo: Any = CrashingMongo(place.mongo, counter)
    streams = Streams(bus, STREAMS)
    parts = Parts(
        service=SERVICE,
        mongo=mongo,
        database=database,
        bus=crashing,
        streams=streams,
        leases=Leases(database, duration=120, renew=60, holder=gone()),
        log=LogClient(None, None, None),  # type: ignore[arg-type]
        keys=place.keys,
        dead=DeadLetters(database, crashing, streams, SERVICE),
    )
    return FollowerRunner(follower, parts)


async def _dies(runner: FollowerRunner, place: Place, version: int) -> bool:
    task = asyncio.create_task(runner.run())

    async def over() -> bool:
        return task.done() or (runner.idle and await _events(place, version))

    await until(over)
    await asyncio.sleep(0.02)
    crashed = task.done()
    await end(task)
    return crashed


async def _events(place: Place, wanted: int) -> bool:
    rows = await place.store.database["sums"].find({}, {"events": 1}).to_list()
    return sum(row["events"] for row in rows) == wanted


async def _versions(place: Place) -> list[list[int]]:
    return [row["versions"] for row in await place.store.database["sums"].find().to_list()]


async def _picked(place: Place) -> list[int]:
    return sorted([row["cents"] for row in await place.store.database["picked"].find().to_list()])


async def _letters(dead: DeadLetters, count: int) -> bool:
    return len(await dead.list()) == count


async def _is_done(database: Any, asked: str) -> bool:
    return await replayed(database, "sums", asked)


async def _lose_messages(bus: Bus, *sequences: int) -> None:
    """What a damaged disk does: messages in the middle of a stream are gone."""
    stream = bus.names.stream(SERVICE)
    found = []
    for sequence in range(1, 51):
        if sequence not in sequences:
            found.append(await bus.jetstream.get_msg(stream, sequence))
    info = await bus.jetstream.stream_info(stream)
    config = info.config
    config.deny_delete = False
    await bus.jetstream.delete_stream(stream)
    await bus.jetstream.add_stream(config)
    kept = {message.seq: message for message in found}
    for sequence in range(1, 51):
        message = kept.get(sequence)
        if message is None:
            await bus.jetstream.publish(found[0].subject, b"")
            await bus.jetstream.delete_msg(stream, sequence)
        else:
            headers = {k: v for k, v in message.headers.items() if k.startswith("Parlance") or k == MSG_ID}
            await bus.jetstream.publish(message.subject, message.data or b"", headers=headers)
