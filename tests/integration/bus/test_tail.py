"""A tail: recent events to every process, and a state that is never too hopeful."""

import asyncio
import time

from kernel.bus.model import Envelope
from kernel.bus.nats import Bus
from kernel.bus.relay import RelaySettings
from kernel.bus.streams import Streams
from kernel.bus.tail import Tail
from kernel.bus.tasks import end
from kernel.testing.parts import NatsServer
from tests.integration.bus.world import SERVICE, STREAMS, Place, running, until

BEATING = RelaySettings(poll=0.3, heartbeat=0.3)


class Listener:
    """A tail that notes what it hears."""

    def __init__(self, bus: Bus, kinds: tuple[tuple[str, str], ...] = (), since: float = 360) -> None:
        self.heard: list[Envelope] = []
        self.states: list[bool] = []
        self.refuse = False
        self.tail = Tail(
            *(bus, Streams(bus, STREAMS), SERVICE, self._note),
            kinds=kinds,
            since=since,
            on_health=self.states.append,
        )

    async def _note(self, envelope: Envelope) -> None:
        if self.refuse:
            raise ValueError("not now")
        self.heard.append(envelope)

    async def __aenter__(self) -> "Listener":
        self._task = asyncio.create_task(self.tail.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        await end(self._task)


async def test_recent_events_come_first_then_live_ones_of_the_kinds_asked_for(place: Place, bus: Bus) -> None:
    flow = place.flow(bus, relay=BEATING)
    async with running(flow):
        await place.open("account-1")
        await place.move("account-1", 1, 5)
        await until(lambda: flow.relay.tail == 2)
        async with Listener(bus, (("account", "MoneyMoved"),)) as listener:
            await until(lambda: listener.tail.healthy)
            assert [e.version for e in listener.heard] == [2]
            began = time.monotonic()
            await place.move("account-1", 2, 6)
            await until(lambda: len(listener.heard) == 2)
            assert time.monotonic() - began < 1


async def test_what_is_older_than_asked_for_is_left_out(place: Place, bus: Bus) -> None:
    flow = place.flow(bus, relay=BEATING)
    async with running(flow):
        await place.open("account-1")
        await until(lambda: flow.relay.tail == 1)
        await asyncio.sleep(1.2)
        await place.open("account-2")
        await until(lambda: flow.relay.tail == 2)
        async with Listener(bus, since=1) as listener:
            await until(lambda: listener.tail.healthy)
    assert [e.stream for e in listener.heard] == ["account-2"]


async def test_without_a_relay_it_is_not_healthy_within_a_second(place: Place, bus: Bus) -> None:
    async with Listener(bus) as listener:
        async with running(place.flow(bus, relay=BEATING)):
            await until(lambda: listener.tail.healthy)
        ended = time.monotonic()
        await until(lambda: listener.states[-1] is False)
        assert time.monotonic() - ended < 1.3
        await place.open("account-1")
        async with running(place.flow(bus, relay=BEATING)):
            await until(lambda: listener.tail.healthy)
            await asyncio.sleep(0.1)
            assert len(listener.heard) == 1, "healthy again only with what happened meanwhile"


async def test_a_broken_connection_leaves_no_gap(fragile: Place, own_nats: NatsServer) -> None:
    async with fragile.bus() as bus, Listener(bus) as listener, running(fragile.flow(bus, relay=BEATING)):
        await fragile.open("account-1")
        await until(lambda: listener.tail.healthy and len(listener.heard) == 1)
        await asyncio.to_thread(own_nats.kill)
        await until(lambda: not listener.tail.healthy, 2)
        await fragile.move("account-1", 1, 1, 2)
        await asyncio.to_thread(own_nats.start)
        await until(lambda: listener.tail.healthy)
        await asyncio.sleep(0.1)
        assert [e.version for e in listener.heard] == [1, 2, 3]


async def test_an_event_that_is_refused_is_offered_again_and_it_is_not_healthy_before(
    place: Place, bus: Bus
) -> None:
    async with Listener(bus) as listener, running(place.flow(bus, relay=BEATING)):
        await until(lambda: listener.tail.healthy)
        listener.refuse = True
        await place.open("account-1")
        await until(lambda: not listener.tail.healthy, 3)
        listener.refuse = False
        await until(lambda: listener.tail.healthy)
        assert len(listener.heard) == 1
