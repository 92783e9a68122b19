"""Transactions that go out in one exchange, while their server steps down or is killed.

Each writer knows its stream's version and reads nothing, which is what takes the short way
(kernel.mongo.lane). An answer that got lost must be found out: never twice, never half, never lost.
"""

import asyncio
from collections.abc import Callable

import pytest
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from kernel.context import CallContext
from kernel.errors import Refusal, VersionConflict
from kernel.eventstore.model import Transaction
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.verify import verify
from kernel.mongo import connect
from kernel.privacy import KeyRing, MongoKeys
from kernel.testing.account_book import Balances, Movements, event_registry
from kernel.testing.account_events import MoneyMoved
from kernel.testing.parts import Mongod
from kernel.testing.store_works import OPENED

WRITERS, FAULTS = 8, 4


def step_down(part: Mongod) -> None:
    """The primary steps down; alone in its set, it is elected again after a second."""
    with MongoClient[dict[str, object]](part.url, directConnection=True) as client:
        try:
            client.admin.command({"replSetStepDown": 1, "force": True})
        except PyMongoError as error:
            print("stepping down:", error)


def kill(part: Mongod) -> None:
    """SIGKILL, and a start on the same data."""
    part.kill()
    part.start()


class Writer:
    """Appends to a stream of its own without reading it, and remembers what was acknowledged."""

    def __init__(self, store: MongoEventStore, number: int) -> None:
        self.stream = f"account-{number}"
        self.acknowledged: list[int] = []
        self.unknown: list[int] = []
        self._store = store
        self._version = 0

    async def write(self, cents: int) -> None:
        """One append; what happened to it may stay unknown."""
        events = [MoneyMoved(cents)] if self._version else [OPENED, MoneyMoved(cents)]

        async def work(tx: Transaction) -> int:
            return await tx.append(self.stream, self._version, events)

        try:
            self._version = await self._store.execute(CallContext(request_id=f"r{cents}"), work)
        except (Refusal, VersionConflict, PyMongoError):
            self.unknown.append(cents)
            self._version = await self._stands()
        else:
            self.acknowledged.append(cents)

    async def _stands(self) -> int:
        while True:
            try:
                return len(await self._store.load(self.stream))
            except (Refusal, PyMongoError):
                await asyncio.sleep(0.1)


@pytest.mark.parametrize("fault", [step_down, kill])
async def test_no_append_is_lost_or_doubled(fault: Callable[[Mongod], None]) -> None:
    with Mongod() as part:
        mongo = await connect(part.url)
        keys = KeyRing(MongoKeys(mongo.database("keys")), bytes(32))
        store = MongoEventStore(mongo, "accounts", event_registry(), keys)
        store.register([Balances(), Movements()])
        await store.ensure_indexes()
        writers = [Writer(store, number) for number in range(WRITERS)]
        stop = asyncio.Event()

        async def writing(writer: Writer) -> None:
            cents = 0
            while not stop.is_set():
                cents += 1
                await writer.write(cents)

        tasks = [asyncio.create_task(writing(writer)) for writer in writers]
        for _ in range(FAULTS):
            await asyncio.sleep(1.6)
            await asyncio.to_thread(fault, part)
        await asyncio.sleep(1.5)
        stop.set()
        await asyncio.wait_for(asyncio.gather(*tasks), 60)

        unknown = 0
        for writer in writers:
            recorded = await store.load(writer.stream)
            assert [one.version for one in recorded] == list(range(1, len(recorded) + 1))
            moved = [one.event.cents for one in recorded if isinstance(one.event, MoneyMoved)]
            assert len(moved) == len(set(moved)), "an append stands twice"
            assert set(writer.acknowledged) <= set(moved), "an acknowledged append is lost"
            assert set(moved) <= set(writer.acknowledged) | set(writer.unknown)
            unknown += len(writer.unknown)
        print(sum(len(w.acknowledged) for w in writers), "acknowledged,", unknown, "unknown")
        assert sum(len(w.acknowledged) for w in writers) > 100
        for projection in store.projections:
            assert (await verify(store, projection)).differences == ()
        await mongo.close()
