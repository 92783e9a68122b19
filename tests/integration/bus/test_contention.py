"""Conflicts and orderly stops say nothing of an event: they use up none of its attempts."""

from __future__ import annotations

import asyncio

from kernel.bus.model import Delivered
from kernel.bus.nats import Bus
from kernel.errors import ClaimTaken, Refusal
from tests.integration.bus.reactions import letters
from tests.integration.bus.world import Collect, Place, running, until


class Contended(Collect):
    """Fails while `error` is set."""

    attempts = 1

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error: Exception | None = error
        self.tries = 0

    async def handle(self, delivered: Delivered) -> None:
        self.tries += 1
        if self.error is not None:
            raise self.error
        await super().handle(delivered)


class Lasting(Collect):
    """Works for `seconds` on each event."""

    attempts = 1

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    async def handle(self, delivered: Delivered) -> None:
        await asyncio.sleep(self.seconds)
        await super().handle(delivered)


async def test_what_others_keep_changing_is_tried_until_they_are_done(place: Place, bus: Bus) -> None:
    reaction = Contended(Refusal("CONFLICT", "others keep changing the same things"))
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await place.open("account-1")
        await until(lambda: reaction.tries >= 3)
        reaction.error = None
        await until(lambda: len(reaction.seen) == 1)
        assert await flow.dead.list() == []


async def test_a_unique_value_that_belongs_to_another_is_a_failure(place: Place, bus: Bus) -> None:
    reaction = Contended(ClaimTaken("mail", "ada@example.org"))
    flow = place.flow(bus, reactions=[reaction])
    async with running(flow):
        await place.open("account-1")
        await until(lambda: letters(flow.dead, 1))
    assert reaction.tries == 1


async def test_an_orderly_stop_in_the_middle_of_long_work_uses_up_no_attempt(place: Place, bus: Bus) -> None:
    flow = place.flow(bus, reactions=[Lasting(3600)])
    async with running(flow):
        await place.open("account-1")
        await until(lambda: _noted(place))
    second = Lasting(0)
    flow = place.flow(bus, reactions=[second])
    async with running(flow):
        await until(lambda: len(second.seen) == 1)
        assert await flow.dead.list() == []


async def _noted(place: Place) -> bool:
    document = await place.store.database["consumers"].find_one({"_id": Lasting.name})
    return bool(document and document.get("trying"))
