"""The relay: order, no doubles, and a bus that may lose anything."""

import asyncio
import os
import shutil
import signal
import sys
import time
from typing import Any

import pytest

from kernel.bus.commits import CommitLog
from kernel.bus.lease import Leases
from kernel.bus.nats import Bus
from kernel.bus.relay import Relay, RelaySettings
from kernel.bus.streams import Streams
from kernel.bus.tasks import end
from kernel.mongo import Mongo
from kernel.testing.parts import NatsServer
from tests.integration.bus.crashes import Countdown, Crashing, CrashingBus, gone
from tests.integration.bus.world import SERVICE, STREAMS, Collect, Place, Sums, running, until


async def test_events_are_on_the_bus_in_log_order_with_their_envelope(place: Place, bus: Bus) -> None:
    flow = place.flow(bus)
    async with running(flow):
        await place.open("account-1")
        await asyncio.gather(*(place.open(f"account-{n}") for n in range(2, 10)))
        await place.move("account-1", 1, 5, 6, 7)
        await until(lambda: flow.relay.leading and flow.relay.tail == 12)
    found = await place.on_bus(bus)
    assert [m["Parlance-Position"] for m in found] == [str(n) for n in range(1, 13)]
    assert all(m["seq"] == m["Parlance-Position"] for m in found)
    first = [m for m in found if m["Parlance-Stream"] == "account-1"]
    assert [m["Parlance-Version"] for m in first] == ["1", "2", "3", "4"]
    assert first[0]["Parlance-Type"] == "AccountOpened"
    assert first[1]["Parlance-Schema"] == "2"
    assert len({m["Nats-Msg-Id"] for m in found}) == 12


async def test_a_commit_of_another_replica_wakes_the_leader_at_once(place: Place, bus: Bus) -> None:
    slow = RelaySettings(poll=60)
    leader, other = place.flow(bus, relay=slow), place.flow(bus, store=place.another_store(), relay=slow)
    async with running(leader):
        await until(lambda: leader.relay.leading and leader.relay.tail is not None)
        async with running(other):
            store = place.another_store()
            store.committed = other.relay.wake
            await asyncio.sleep(0.2)
            began = time.monotonic()
            await place.open("account-1", store=store)
            await until(lambda: leader.relay.tail == 1)
            assert time.monotonic() - began < 2


async def test_a_payload_too_large_for_the_bus_is_announced_without_it(place: Place, bus: Bus) -> None:
    reaction = Collect()
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await place.open("account-1", name="x" * 1_500_000)
        await place.move("account-1", 1, 5)
        await until(lambda: len(reaction.seen) == 2)
    assert (await place.on_bus(bus))[0]["Parlance-Payload"] == "log"
    assert reaction.seen[0].event.name == "x" * 1_500_000


async def test_two_relays_of_which_one_is_stopped_for_a_while(place: Place, bus: Bus, mongo_url: str) -> None:
    process = await _relay_process(place, mongo_url)
    try:
        assert process.stdout is not None
        assert (await asyncio.wait_for(process.stdout.readline(), 30)) == b"leading\n"
        await place.open("account-1")
        await _stream_ends_at(place, bus, 1)
        process.send_signal(signal.SIGSTOP)
        flow = place.flow(bus)
        async with running(flow):
            began = time.monotonic()
            await place.move("account-1", 1, 1, 2, 3)
            await until(lambda: flow.relay.tail == 4)
            assert time.monotonic() - began < 8, "the lease of a stopped holder is taken over"
            process.send_signal(signal.SIGCONT)
            for version in range(4, 24):
                await place.move("account-1", version, version)
                await asyncio.sleep(0.01)
            await until(lambda: flow.relay.tail == 24)
    finally:
        process.kill()
        await process.wait()
    found = await place.on_bus(bus)
    assert [m["Parlance-Version"] for m in found] == [str(n) for n in range(1, 25)]
    assert len({m["Nats-Msg-Id"] for m in found}) == 24


async def test_a_killed_relay_of_this_machine_is_replaced_without_waiting(
    place: Place, bus: Bus, mongo_url: str
) -> None:
    process = await _relay_process(place, mongo_url)
    assert process.stdout is not None
    assert (await asyncio.wait_for(process.stdout.readline(), 30)) == b"leading\n"
    process.kill()
    await process.wait()
    flow = place.flow(bus, leases=Leases(place.store.database, duration=60, renew=0.2))
    async with running(flow):
        await place.open("account-1")
        await until(lambda: flow.relay.tail == 1, 3)


@pytest.mark.parametrize("events", [2, 10], ids=["pipelined", "batched"])
async def test_a_crash_at_any_step_neither_loses_nor_doubles_an_event(
    place: Place, bus: Bus, events: int
) -> None:
    """The relay dies at its nth call of the database or the bus; the next one goes on."""
    await place.open("account-0")
    step, version, died = 0, 1, True
    while died:
        step += 1
        await place.move("account-0", version, *range(events))
        await place.move("account-0", version + events, step)
        version += events + 1
        counter = Countdown(step)
        log = CommitLog(Crashing(place.store.commits, counter), SERVICE)
        leases = Leases(place.store.database, renew=0.05, holder=gone())
        crashing: Any = CrashingBus(bus, counter)
        died = await _dies(Relay(log, crashing, Streams(bus, STREAMS), leases), version)
        next_one = Leases(place.store.database, renew=0.05, holder=gone())
        relay = Relay(CommitLog(place.store.commits, SERVICE), bus, Streams(bus, STREAMS), next_one)
        task = asyncio.create_task(relay.run())
        await until(lambda relay=relay, version=version: relay.tail == version)  # type: ignore[misc]
        await end(task)
    assert step >= 10 + events, "every call before and after each effect was a place to die"
    found = await place.on_bus(bus)
    assert [m["Parlance-Version"] for m in found] == [str(n) for n in range(1, version + 1)]
    assert len({m["Nats-Msg-Id"] for m in found}) == version


async def test_nats_is_killed_while_events_are_published(fragile: Place, own_nats: NatsServer) -> None:
    async with fragile.bus() as bus:
        flow = fragile.flow(bus)
        async with running(flow):
            await fragile.open("account-1")
            await until(lambda: flow.relay.tail == 1)
            for first in (1, 61):
                filling = asyncio.create_task(_keep_moving(fragile, "account-1", first, 60))
                await asyncio.sleep(0.2)
                await asyncio.to_thread(own_nats.kill)
                await filling
                await until(lambda first=first: flow.relay.head == first + 60)  # type: ignore[misc]
                assert flow.relay.unpublished > 0, "the log goes on without the bus"
                assert flow.relay.oldest_unpublished > 0
                await asyncio.to_thread(own_nats.start)
            await until(lambda: flow.relay.tail == 121, 15)
        found = await fragile.on_bus(bus)
    assert [m["Parlance-Version"] for m in found] == [str(n) for n in range(1, 122)]


async def test_a_wiped_bus_is_refilled_and_nothing_is_applied_twice(
    fragile: Place, own_nats: NatsServer
) -> None:
    reaction, follower = Collect(), Sums()
    async with fragile.bus() as bus:
        flow = fragile.flow(bus, reactions=[reaction], followers=[follower])
        async with running(flow):
            await fragile.fill(20, 50)
            await until(lambda: flow.relay.tail == 1000 and len(reaction.seen) == 1000, 20)
            await asyncio.to_thread(own_nats.kill)
            shutil.rmtree(own_nats.folder / "store")
            await fragile.fill(20, 50, begin=50)
            await asyncio.to_thread(own_nats.start)
            await until(lambda: flow.relay.tail == 2000, 20)
            await until(lambda: all(runner.idle for runner in flow.runners), 20)
            await asyncio.sleep(0.3)
            found = await fragile.on_bus(bus)
            assert [int(m["Parlance-Position"]) for m in found] == list(range(1, 2001))
            assert sorted(d.position for d in reaction.seen) == list(range(1, 2001))
            sums = await fragile.store.database["sums"].find().to_list()
            assert [d["events"] for d in sums] == [100] * 20


async def test_a_lost_end_of_the_stream_is_published_again(fragile: Place, own_nats: NatsServer) -> None:
    reaction = Collect()
    store, copy = own_nats.folder / "store", own_nats.folder / "copy"
    async with fragile.bus() as bus:
        flow = fragile.flow(bus, reactions=[reaction])
        async with running(flow):
            await fragile.open("account-1")
            await until(lambda: len(reaction.seen) == 1)
            await asyncio.to_thread(own_nats.kill)
            shutil.copytree(store, copy)
            await asyncio.to_thread(own_nats.start)
            for version in range(1, 11):
                await fragile.move("account-1", version, version)
            await until(lambda: len(reaction.seen) == 11)
            await asyncio.to_thread(own_nats.kill)
            shutil.rmtree(store)
            copy.rename(store)
            await asyncio.to_thread(own_nats.start)
            await until(lambda: flow.relay.tail == 11)
            await fragile.move("account-1", 11, 12)
            await until(lambda: len(reaction.seen) == 12)
        found = await fragile.on_bus(bus)
    assert [m["Parlance-Version"] for m in found] == [str(n) for n in range(1, 13)]
    assert [d.version for d in reaction.seen] == list(range(1, 13))


async def test_a_stream_of_another_database_is_replaced_or_refused(
    place: Place, bus: Bus, mongo: Mongo
) -> None:
    async with running(place.flow(bus)):
        await place.open("account-1")
        await place.open("account-2")
        await _stream_ends_at(place, bus, 2)
    await mongo.client.drop_database(f"{place.prefix}{SERVICE}")
    await place.store.ensure_indexes()
    await place.open("account-3")
    wary = place.flow(bus, relay=RelaySettings(poll=0.2, may_recreate=False))
    async with running(wary):
        await until(lambda: wary.relay.head == 1)
        await asyncio.sleep(0.3)
        assert wary.relay.published_total == 0
    flow = place.flow(bus)
    async with running(flow):
        await until(lambda: flow.relay.tail == 1)
    assert [m["Parlance-Stream"] for m in await place.on_bus(bus)] == ["account-3"]


async def test_flush_waits_until_all_that_was_committed_is_on_the_bus(place: Place, bus: Bus) -> None:
    flow = place.flow(bus, relay=RelaySettings(poll=60, linger=0.2))
    async with running(flow):
        await until(lambda: flow.relay.tail == 0)
        await place.open("account-1")
        await place.move("account-1", 1, 1)
        assert await flow.flush(5)
        assert flow.relay.tail == 2
        assert flow.pending()["relay"] == 0


async def _relay_process(place: Place, mongo_url: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.integration.bus.relay_process"),
        *(mongo_url, place.nats_url, place.prefix),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


async def _dies(relay: Relay, version: int) -> bool:
    """Run a relay until it crashes, or has published everything without crashing."""
    task = asyncio.create_task(relay.run())
    await until(lambda: task.done() or relay.tail == version)
    await asyncio.sleep(0.02)  # what follows the last acknowledgement can crash too
    crashed = task.done()
    await end(task)
    return crashed


async def _keep_moving(place: Place, stream: str, first: int, times: int) -> None:
    for version in range(first, first + times):
        await place.move(stream, version, version)
        await asyncio.sleep(0.008)


async def _stream_ends_at(place: Place, bus: Bus, position: int) -> None:
    streams = Streams(bus, STREAMS)

    async def ends() -> bool:
        await bus.ready(5)
        state = await streams.state(SERVICE)
        return state is not None and state.last == position

    await until(ends)
