"""Leases: one holder, a number that grows, and a take-over that no clock decides."""

import asyncio
import time
from dataclasses import replace

import pytest

from kernel.bus.lease import Holder, Lease, LeaseLost, Leases
from kernel.bus.tasks import end
from tests.integration.bus.world import Place, until


async def test_a_lease_has_one_holder_and_its_number_grows(place: Place) -> None:
    one, two = _leases(place), _leases(place)
    first = await one.acquire("work")
    waiting = asyncio.create_task(two.acquire("work"))
    await asyncio.sleep(3)
    assert first.held, "renewed for longer than it lasts"
    assert not waiting.done()
    await one.release(first)
    second = await waiting
    assert second.fence > first.fence
    assert second.clean
    assert not first.held
    await two.release(second)


async def test_a_lease_of_a_holder_that_stopped_renewing_is_taken_over(place: Place) -> None:
    one, two = _leases(place, renew=60), _leases(place)
    first = await one.acquire("work")
    began = time.monotonic()
    second = await two.acquire("work")
    assert 2.2 < time.monotonic() - began < 5
    assert not first.held, "it knows before the other has it"
    assert not second.clean
    await two.release(second)


async def test_a_server_clock_that_jumps_changes_nothing(place: Place) -> None:
    one, two = _leases(place), _leases(place)
    first = await one.acquire("work")
    renewed = {"$set": {"renewed": {"$subtract": ["$$NOW", 3_600_000]}}}
    await place.store.database["leases"].update_one({"_id": "work"}, [renewed])
    waiting = asyncio.create_task(two.acquire("work"))
    await asyncio.sleep(0.7)
    assert first.held
    assert not waiting.done()
    waiting.cancel()
    await one.release(first)


async def test_work_is_cancelled_when_the_lease_goes_and_begins_again_with_the_next(place: Place) -> None:
    leases = _leases(place)
    fences: list[int] = []
    ended: list[int] = []

    async def work(lease: Lease) -> None:
        fences.append(lease.fence)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(lease.fence)

    task = asyncio.create_task(leases.lead("work", work))
    await until(lambda: len(fences) == 1)
    await place.store.database["leases"].update_one({"_id": "work"}, {"$inc": {"fence": 5}})
    await until(lambda: len(fences) == 2)
    assert ended == fences[:1]
    await end(task)
    assert ended == fences
    found = await place.store.database["leases"].find_one({"_id": "work"})
    assert found["holder"] is None, "given back on the way out"


async def test_an_error_of_the_work_comes_out(place: Place) -> None:
    async def work(lease: Lease) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await _leases(place).lead("work", work)


async def test_a_lost_lease_says_so(place: Place) -> None:
    leases = _leases(place)
    lease = await leases.acquire("work")
    lease.check()
    await leases.release(lease)
    with pytest.raises(LeaseLost):
        lease.check()
    assert not leases.holds("work")


async def test_several_leases_are_renewed_together_and_lost_one_by_one(place: Place) -> None:
    leases = _leases(place)
    held = [await leases.acquire(f"work-{n}") for n in range(3)]
    await place.store.database["leases"].update_one({"_id": "work-1"}, {"$inc": {"fence": 1}})
    await until(lambda: not held[1].held)
    await asyncio.sleep(2)
    assert [lease.held for lease in held] == [True, False, True]
    for lease in held:
        await leases.release(lease)


def test_a_process_of_this_machine_that_ended_is_told_from_one_that_runs() -> None:
    this = Holder.this_process()
    running = this.document()
    assert not this.saw_end(running)
    assert this.saw_end(replace(this, started="1").document()), "the number was given to a later process"
    assert this.saw_end(replace(this, pid=2**22 + 1).document())
    assert not this.saw_end(replace(this, machine="elsewhere", pid=2**22 + 1).document())


def _leases(place: Place, renew: float = 0.3) -> Leases:
    return Leases(place.store.database, duration=2.4, renew=renew)
