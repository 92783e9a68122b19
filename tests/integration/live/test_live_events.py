"""Live events over a real bus: who listens gets them in order, on every replica, and nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest_asyncio

from kernel.bus.nats import Bus
from kernel.live.events import MAX_DATA, ROOM, USER, LiveEvent
from kernel.live.listener import Listener
from kernel.live.sender import LiveEvents
from kernel.testing.parts import NatsServer


class Heard:
    """What one listener got."""

    def __init__(self) -> None:
        self.events: asyncio.Queue[LiveEvent] = asyncio.Queue()

    async def __call__(self, event: LiveEvent) -> None:
        await self.events.put(event)

    async def next(self) -> LiveEvent:
        return await asyncio.wait_for(self.events.get(), 5)


@asynccontextmanager
async def connected(url: str, prefix: str) -> AsyncIterator[Bus]:
    bus = Bus(url, prefix=prefix, name="test")
    await bus.start()
    try:
        yield bus
    finally:
        await bus.close()


@pytest_asyncio.fixture
async def buses(nats_url: str) -> AsyncIterator[tuple[Bus, Bus]]:
    async with connected(nats_url, "live-a") as one, connected(nats_url, "live-a") as two:
        assert await one.ready(5)
        assert await two.ready(5)
        yield one, two


async def test_an_event_reaches_the_listeners_of_each_replica_in_order(buses: tuple[Bus, Bus]) -> None:
    listeners = [Listener(bus) for bus in buses]
    heard = [Heard(), Heard()]
    for listener, who in zip(listeners, heard, strict=True):
        listener.listen(ROOM, "channel:c1", who, who)
        assert await listener.heard(ROOM, "channel:c1")
    sender = LiveEvents(buses[0].publish)
    for number in range(20):
        await sender.to_room("channel:c1", "events:channel", b"%d" % number, exclude="sid-9")
    for who in heard:
        got = [await who.next() for _ in range(20)]
        assert [event.data for event in got] == [b"%d" % number for number in range(20)]
        assert {event.exclude for event in got} == {"sid-9"}
    for listener in listeners:
        await listener.close()


async def test_another_user_and_another_installation_hear_nothing(
    buses: tuple[Bus, Bus], nats_url: str
) -> None:
    async with connected(nats_url, "live-b") as stranger:
        assert await stranger.ready(5)
        mine, other, outside = Heard(), Heard(), Heard()
        listener, foreign = Listener(buses[1]), Listener(stranger)
        listener.listen(USER, "u1", mine, mine)
        listener.listen(USER, "u2", other, other)
        foreign.listen(USER, "u1", outside, outside)
        for at, target in ((listener, "u1"), (listener, "u2"), (foreign, "u1")):
            assert await at.heard(USER, target)
        await LiveEvents(buses[0].publish).to_user("u1", "events", b"x" * MAX_DATA)
        assert len((await mine.next()).data) == MAX_DATA
        await asyncio.sleep(0.1)
        assert other.events.empty()
        assert outside.events.empty()
        await listener.close()
        await foreign.close()


async def test_two_clients_share_one_subscription_and_the_last_one_ends_it(buses: tuple[Bus, Bus]) -> None:
    listener = Listener(buses[0])
    one, two = Heard(), Heard()
    listener.listen(USER, "u1", one, one)
    listener.listen(USER, "u1", two, two)
    assert await listener.heard(USER, "u1")
    assert listener.topics == 1
    sender = LiveEvents(buses[1].publish)
    listener.stop(USER, "u1", one)
    await sender.to_user("u1", "events", b"{}")
    assert (await two.next()).name == "events"
    assert one.events.empty()
    listener.stop(USER, "u1", two)
    assert listener.topics == 0
    await listener.close()


async def test_a_handler_that_fails_does_not_keep_it_from_the_others(buses: tuple[Bus, Bus]) -> None:
    async def broken(event: LiveEvent) -> None:
        raise RuntimeError("gone")

    listener, fine = Listener(buses[0]), Heard()
    handlers: list[Callable[[LiveEvent], Awaitable[None]]] = [broken, fine]
    for handler in handlers:
        listener.listen(USER, "u1", handler, handler)
    assert await listener.heard(USER, "u1")
    await LiveEvents(buses[1].publish).to_user("u1", "events", b"1")
    assert (await fine.next()).data == b"1"
    await listener.close()


async def test_listening_goes_on_after_the_bus_was_away() -> None:
    with NatsServer() as server:
        async with connected(server.url, "") as bus:
            assert await bus.ready(5)
            listener, heard = Listener(bus), Heard()
            listener.listen(USER, "u1", heard, heard)
            assert await listener.heard(USER, "u1")
            sender = LiveEvents(bus.publish)
            server.kill()
            await asyncio.sleep(0.3)
            await sender.to_user("u1", "events", b"lost")
            assert sender.unsent == 1
            server.start()
            assert await bus.ready(10)
            assert await listener.heard(USER, "u1")
            await sender.to_user("u1", "events", b"again")
            assert (await heard.next()).data == b"again"
            await listener.close()
