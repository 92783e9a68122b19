"""A service with real parts for the bus tests: event store, bus, relay and consumers, as many as wanted."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from typing import Any

from parlance.testing.v1 import events_pb2
from pymongo import ReplaceOne, UpdateOne

from kernel.bus.lease import Leases
from kernel.bus.model import Delivered, Follower, Reaction, RecallingFollower
from kernel.bus.nats import Bus
from kernel.bus.relay import RelaySettings
from kernel.bus.streams import StreamSettings
from kernel.bus.tasks import end
from kernel.context import CallContext, system
from kernel.eventstore.model import Write
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.mongo import Mongo
from kernel.privacy import KeyRing, MongoKeys
from kernel.testing.account_book import event_registry
from kernel.testing.account_events import AccountOpened, MoneyMoved
from tests.integration.bus.flow import EventFlow

SERVICE = "testing"
MASTER = bytes(range(32))
STREAMS = StreamSettings(max_bytes=64 << 20, dead_max_bytes=8 << 20)
QUICK = RelaySettings(poll=0.3)


class Place:
    """Database and bus names that no other test has."""

    def __init__(self, mongo: Mongo, nats_url: str, prefix: str) -> None:
        self.mongo = mongo
        self.nats_url = nats_url
        self.prefix = prefix
        self.keys = KeyRing(MongoKeys(mongo.database(f"{prefix}keys")), MASTER)
        self.store = self.another_store()

    def another_store(self) -> MongoEventStore:
        """What another replica would have."""
        return MongoEventStore(self.mongo, f"{self.prefix}{SERVICE}", event_registry(), self.keys)

    @contextlib.asynccontextmanager
    async def bus(self) -> AsyncIterator[Bus]:
        bus = Bus(self.nats_url, prefix=self.prefix.strip("_"), name="test", request_timeout=2)
        await bus.start()
        try:
            yield bus
        finally:
            await bus.close()

    def flow(
        self,
        bus: Bus,
        *,
        store: MongoEventStore | None = None,
        reactions: Sequence[Reaction] = (),
        followers: Sequence[Follower] = (),
        relay: RelaySettings = QUICK,
        leases: Leases | None = None,
    ) -> EventFlow:
        store = store or self.store
        return EventFlow(
            *(SERVICE, store, bus, self.keys),
            channel=_no_channel,
            service_context=lambda ctx: ctx,
            reactions=reactions,
            followers=followers,
            streams=STREAMS,
            relay=relay,
            leases=leases or Leases(store.database, duration=2.4, renew=0.3),
        )

    async def open(self, stream: str, name: str = "Ada", store: MongoEventStore | None = None) -> None:
        """An account begins."""
        opened = AccountOpened(owner_id=f"owner-{stream}", name=name)
        await self._append(store or self.store, stream, 0, [opened])

    async def move(self, stream: str, version: int, *cents: int) -> None:
        """Money moves, one commit."""
        await self._append(self.store, stream, version, [MoneyMoved(c) for c in cents])

    async def _append(self, store: MongoEventStore, stream: str, version: int, events: Sequence[Any]) -> None:
        async def work(tx: Any) -> None:
            await tx.append(stream, version, events)

        await store.execute(system("test"), work)

    async def fill(self, streams: int, each: int, begin: int = 0) -> int:
        """Commits straight into the log, for quantity; returns the number of events."""
        documents = []
        for number in range(streams * each):
            version, account = divmod(number, streams)
            document, _ = await self.store.codec.encode(
                system("test"), f"account-{account}", begin + version, [MoneyMoved(number)]
            )
            documents.append(document)
        await self.store.commits.insert_many(documents)
        self.store.committed()
        return streams * each

    async def on_bus(self, bus: Bus) -> list[dict[str, str]]:
        """The headers of everything on the service's stream, in order."""
        stream = bus.names.stream(SERVICE)
        state = (await bus.jetstream.stream_info(stream)).state
        if not state.messages:
            return []
        found = []
        sub = await bus.jetstream.subscribe(bus.names.subjects(SERVICE), stream=stream, ordered_consumer=True)
        while len(found) < state.messages:
            message = await sub.next_msg(timeout=5)
            found.append({**message.headers, "seq": str(message.metadata.sequence.stream)})
        await sub.unsubscribe()
        return found


@contextlib.asynccontextmanager
async def running(*flows: EventFlow) -> AsyncIterator[list[asyncio.Task[None]]]:
    """Run all the work of some flows; an error of any of it is raised at the end."""
    tasks = [asyncio.create_task(work(), name=name) for flow in flows for name, work in flow.work()]
    try:
        yield tasks
    finally:
        failed = [task for task in tasks if task.done() and not task.cancelled()]
        await end(*tasks)
        for task in failed:
            raise AssertionError(f"{task.get_name()} ended") from task.exception()


async def until(condition: Callable[[], bool | Awaitable[bool]], within: float = 10.0) -> None:
    """Wait for a condition. Raises AssertionError."""
    deadline = time.monotonic() + within
    while True:
        holds = condition()
        if not isinstance(holds, bool):
            holds = await holds
        if holds:
            return
        if time.monotonic() > deadline:
            raise AssertionError("did not happen in time")
        await asyncio.sleep(0.02)


class Collect(Reaction):
    """Notes what it is given."""

    name = "collect"
    follows = (events_pb2.AccountOpened, events_pb2.MoneyMoved)
    concurrency = 4

    def __init__(self) -> None:
        self.seen: list[Delivered] = []

    async def handle(self, delivered: Delivered) -> None:
        self.seen.append(delivered)


class Sums(Follower):
    """Adds up in a way that shows every event applied twice or left out."""

    name = "sums"
    follows = (events_pb2.AccountOpened, events_pb2.MoneyMoved)
    collections = ("sums",)

    def project(self, delivered: Delivered) -> Iterable[Write]:
        change: dict[str, Any] = {"$inc": {"events": 1}, "$push": {"versions": delivered.version}}
        if isinstance(delivered.event, events_pb2.MoneyMoved):
            change["$inc"]["cents"] = delivered.event.cents
        else:
            change["$set"] = {"name": delivered.event.name}
        yield Write("sums", UpdateOne({"_id": delivered.stream}, change, upsert=True))


class Recalled(RecallingFollower):
    """The same view, where each document is made of the one before: what is not seen is lost."""

    name = "sums"
    follows = Sums.follows
    collections = Sums.collections

    async def recall(self, batch: Sequence[Delivered], view: Callable[[str], Any]) -> Any:
        ids = sorted({delivered.stream for delivered in batch})
        return {one["_id"]: one for one in await view("sums").find({"_id": {"$in": ids}}).to_list()}

    def project_from(self, delivered: Delivered, memory: Any) -> Iterable[Write]:
        id_ = delivered.stream
        one = dict(memory.get(id_, {"_id": id_, "events": 0, "versions": []}))
        one |= {"events": one["events"] + 1, "versions": [*one["versions"], delivered.version]}
        if isinstance(delivered.event, events_pb2.MoneyMoved):
            one["cents"] = one.get("cents", 0) + delivered.event.cents
        else:
            one["name"] = delivered.event.name
        memory[id_] = one
        yield Write("sums", ReplaceOne({"_id": id_}, one, upsert=True))


def _no_channel(service: str) -> Any:
    raise AssertionError(f"asked for a channel to {service}")


def ctx() -> CallContext:
    return system("test")
