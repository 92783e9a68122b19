"""Reactions: at least once, in order per stream, effect first; what cannot be handled is set aside."""

import asyncio
import time
from collections import defaultdict
from typing import Any

from parlance.testing.v1 import events_pb2
from pymongo.errors import AutoReconnect

from kernel.bus.model import Delivered, Unprocessable
from kernel.bus.nats import Bus
from kernel.bus.tasks import end
from kernel.context import CallContext
from tests.integration.bus.crashes import Countdown, Crashing, CrashingBus
from tests.integration.bus.reactions import Guarded, commit_raw, count, dies, letters, no_letters, runner
from tests.integration.bus.world import SERVICE, Collect, Place, running, until


class Failing(Collect):
    """Fails on chosen versions of chosen streams."""

    attempts = 3

    def __init__(self, error: Exception, fails: dict[str, int]) -> None:
        super().__init__()
        self.error = error
        self.fails = fails
        self.tries: dict[str, int] = defaultdict(int)

    async def handle(self, delivered: Delivered) -> None:
        self.tries[delivered.stream] += 1
        if self.fails.get(delivered.stream) == delivered.version:
            raise self.error
        await super().handle(delivered)


async def test_a_handler_gets_the_event_decrypted_and_a_context_that_goes_on(place: Place, bus: Bus) -> None:
    reaction = Collect()
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await place.open("account-1", name="Grace")
        await until(lambda: len(reaction.seen) == 1)
    seen = reaction.seen[0]
    raw = await place.store.commits.find_one({"stream": "account-1"})
    assert b"Grace" not in raw["events"][0]["data"]
    assert seen.event == events_pb2.AccountOpened(owner_id="owner-account-1", name="Grace")
    assert (seen.service, seen.type, seen.version, seen.position) == (SERVICE, "AccountOpened", 1, 1)
    assert seen.ctx == CallContext(
        request_id=f"collect:{seen.id}",
        correlation_id="test",
        causation_id=seen.id,
        traceparent=raw["traceparent"],
    )


async def test_streams_keep_their_order_and_do_not_wait_for_each_other(place: Place, bus: Bus) -> None:
    class Slow(Collect):
        async def handle(self, delivered: Delivered) -> None:
            await asyncio.sleep(1.0 if delivered.stream == "account-0" else 0.002)
            await super().handle(delivered)

    reaction = Slow()
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await place.fill(10, 20)
        await until(lambda: len(reaction.seen) >= 180)
        assert {d.stream for d in reaction.seen if d.version == 20} >= {f"account-{n}" for n in range(1, 10)}
    for number in range(1, 10):
        versions = [d.version for d in reaction.seen if d.stream == f"account-{number}"]
        assert versions == list(range(1, 21))


async def test_an_event_that_keeps_failing_is_set_aside_and_later_redelivered(place: Place, bus: Bus) -> None:
    reaction = Failing(ValueError("ada@example.org is not welcome"), {"account-1": 1})
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await place.open("account-1")
        await place.move("account-1", 1, 5)
        await place.open("account-2")
        await until(lambda: len(reaction.seen) == 2)
        [letter] = await flow.dead.list("collect")
        assert reaction.tries["account-1"] == 4
        assert letter.attempts == 3
        assert letter.reason.startswith("ValueError at test_reaction.py:")
        assert "ada" not in letter.reason
        copy = await bus.jetstream.get_msg(bus.names.dead_stream, 1)
        assert copy.headers["Parlance-Reason"] == letter.reason
        assert copy.headers["Parlance-Event"] == letter.envelope.id
        assert copy.data == letter.envelope.data
        reaction.fails.clear()
        assert await flow.dead.redeliver("collect") == 1
        await until(lambda: len(reaction.seen) == 3)
        await until(lambda: no_letters(flow.dead))


async def test_what_nobody_can_read_is_set_aside_within_a_second(place: Place, bus: Bus) -> None:
    reaction = Collect()
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await place.open("account-1")
        await until(lambda: len(reaction.seen) == 1)
        await commit_raw(place, "account-2", "MoneyMoved", 2, b"\xff\xff\xff")
        await commit_raw(place, "account-3", "MoneyMoved", 7, b"")
        await bus.client.publish(bus.names.subject(SERVICE, "account", "MoneyMoved"), b"not ours")
        began = time.monotonic()
        await until(lambda: letters(flow.dead, 3))
        assert time.monotonic() - began < 1.5
        reasons = {letter.reason for letter in await flow.dead.list("collect")}
    assert "the payload is not a MoneyMoved" in reasons
    assert "schema 7 is newer than 2, the newest known here" in reasons
    assert "not an event of the log: no headers" in reasons


async def test_what_a_handler_declares_hopeless_is_not_tried_again(place: Place, bus: Bus) -> None:
    reaction = Failing(Unprocessable("the file is gone"), {"account-1": 1})
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await place.open("account-1")
        await until(lambda: letters(flow.dead, 1))
    assert reaction.tries["account-1"] == 1
    assert (await flow.dead.list())[0].reason == "the file is gone"


async def test_an_outage_of_what_a_handler_needs_uses_up_no_attempt(place: Place, bus: Bus) -> None:
    reaction = Failing(AutoReconnect("down"), {"account-1": 1})
    reaction.attempts = 1
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await place.open("account-1")
        await until(lambda: reaction.tries["account-1"] >= 3)
        assert flow.lag()["collect"] > 0.2
        reaction.fails.clear()
        await until(lambda: len(reaction.seen) == 1)
        await until(lambda: flow.runners[0].idle)
        assert flow.lag()["collect"] == 0
        assert await flow.dead.list() == []


async def test_after_an_orderly_stop_nothing_is_done_again(place: Place, bus: Bus) -> None:
    first, second = Collect(), Collect()
    flow = place.flow(bus, reactions=[first])
    async with running(flow):
        await place.fill(3, 10)
        await until(lambda: len(first.seen) == 30)
    began = time.monotonic()
    flow = place.flow(bus, reactions=[second])
    async with running(flow):
        await place.move("account-0", 10, 1)
        await until(lambda: len(second.seen) == 1)
        assert time.monotonic() - began < 3
    assert second.seen[0].version == 11


async def test_of_two_replicas_one_works_and_the_other_takes_over(place: Place, bus: Bus) -> None:
    one, two = Collect(), Collect()
    first = place.flow(bus, reactions=[one])
    second = place.flow(bus, reactions=[two], store=place.another_store())
    async with running(first) as tasks:
        await place.open("account-1")
        await until(lambda: len(one.seen) == 1)
        async with running(second):
            await place.open("account-2")
            await until(lambda: len(one.seen) == 2)
            assert two.seen == []
            tasks[1].cancel()
            await until(lambda: second.runners[0].active)
            await place.open("account-3")
            await until(lambda: len(two.seen) == 1)


async def test_a_crash_at_any_step_repeats_work_but_no_effect(place: Place, bus: Bus) -> None:
    """The process dies at the nth call of database or bus, before or after its effect."""
    flow = place.flow(bus)
    effects = place.store.database["effects"]
    step, version, died, calls = 0, 0, True, 0
    async with running(flow):
        while died:
            step += 1
            await place.move("account-0", version, 1, 2)
            version += 2
            counter = Countdown(step)
            reaction = Guarded(Crashing(effects, counter))
            crashing: Any = CrashingBus(bus, counter)
            died = await dies(runner(place, crashing, reaction, counter), reaction, version, effects)
            calls += reaction.calls
            calm = Guarded(effects)
            task = asyncio.create_task(runner(place, bus, calm, Countdown(1_000_000)).run())
            await until(lambda version=version: count(effects, version))  # type: ignore[misc]
            calls += calm.calls
            await end(task)
    assert step >= 12, "every call before and after each effect was a place to die"
    assert calls > version, "some work was repeated"
    positions = sorted([d["position"] async for d in effects.find()])
    assert positions == list(range(1, version + 1))


async def test_an_event_that_kills_the_process_is_set_aside_in_the_end(place: Place, bus: Bus) -> None:
    class Deadly(Collect):
        attempts = 2
        process: Countdown

        async def handle(self, delivered: Delivered) -> None:
            if delivered.stream == "account-1":
                self.process.now()
            await super().handle(delivered)

    flow = place.flow(bus)
    survivor = Deadly()
    async with running(flow):
        await place.open("account-1")
        await place.open("account-2")
        for _ in range(6):
            survivor.process = Countdown(1_000_000)
            task = asyncio.create_task(runner(place, bus, survivor, survivor.process).run())
            await until(lambda task=task: task.done() or letters(flow.dead, 1))  # type: ignore[misc]
            if not task.done():
                break
        await until(lambda: len(survivor.seen) >= 1)
        await end(task)
        [letter] = await flow.dead.list()
    assert letter.envelope.stream == "account-1"
    assert "the process ended" in letter.reason


async def test_a_new_reaction_may_leave_the_past_alone(place: Place, bus: Bus) -> None:
    class Fresh(Collect):
        from_start = False

    reaction = Fresh()
    async with running(place.flow(bus)):
        await place.open("account-1")
        await asyncio.sleep(0.3)
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await until(lambda: flow.runners[0].idle)
        await place.open("account-2")
        await until(lambda: len(reaction.seen) == 1)
    assert reaction.seen[0].stream == "account-2"
