"""What a command costs on the wire, and with which guarantees it is sent."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from pymongo import AsyncMongoClient
from pymongo.monitoring import CommandListener

from kernel.eventstore.model import Transaction
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.mongo.client import MAJORITY, Mongo
from kernel.privacy import KeyRing, MemoryKeys
from kernel.testing.account_book import Account, Balances, Movements, event_registry, evolve
from kernel.testing.account_events import MoneyMoved
from kernel.testing.store_works import CTX, OPENED, adding, at


class Wire(CommandListener):
    def __init__(self) -> None:
        self.sent: list[Any] = []

    def started(self, event: Any) -> None:
        self.sent.append(event.command)

    def succeeded(self, event: Any) -> None: ...

    def failed(self, event: Any) -> None: ...

    def names(self) -> list[str]:
        names = [next(iter(command)) for command in self.sent]
        self.sent.clear()
        return names


@pytest_asyncio.fixture
async def wired(mongo_url: str, db_prefix: str) -> AsyncIterator[tuple[MongoEventStore, Wire]]:
    wire = Wire()
    client: Any = AsyncMongoClient(mongo_url, event_listeners=[wire])
    keys = KeyRing(MemoryKeys(), bytes(range(32)))
    store = MongoEventStore(Mongo(client, "pymongo"), f"{db_prefix}accounts", event_registry(), keys)
    store.register([Balances(), Movements()])
    await store.ensure_indexes()
    await store.execute(CTX, at("account-1", 0, OPENED))
    wire.sent.clear()
    yield store, wire
    await client.close()


async def test_an_append_with_two_views_is_three_writes_and_the_commit(
    wired: tuple[MongoEventStore, Wire],
) -> None:
    store, wire = wired
    await store.execute(CTX, at("account-1", 1, MoneyMoved(1)))
    commit = wire.sent[-1]
    assert commit["writeConcern"] == {"w": "majority", "j": True, "wtimeout": 5000}
    assert wire.sent[0]["readConcern"]["level"] == "snapshot"
    assert wire.names() == ["insert", "update", "insert", "commitTransaction"]


async def test_a_commit_without_views_or_claims_is_one_insert(wired: tuple[MongoEventStore, Wire]) -> None:
    store, wire = wired
    store.projections.clear()
    await store.execute(CTX, at("account-1", 1, MoneyMoved(1)))
    assert wire.sent[0]["writeConcern"] == {"w": "majority", "j": True, "wtimeout": 5000}
    assert "startTransaction" not in wire.sent[0]
    assert wire.names() == ["insert"]


async def test_a_command_that_folds_first_adds_one_read(wired: tuple[MongoEventStore, Wire]) -> None:
    store, wire = wired
    await store.execute(CTX, adding("account-1", MoneyMoved(1)))
    assert wire.names() == ["find", "insert", "update", "insert", "commitTransaction"]


async def test_work_that_changes_nothing_sends_nothing(wired: tuple[MongoEventStore, Wire]) -> None:
    store, wire = wired

    async def work(tx: Transaction) -> None: ...

    await store.execute(CTX, work)
    assert wire.names() == []


async def test_the_log_is_read_as_the_majority_has_it(wired: tuple[MongoEventStore, Wire]) -> None:
    store, wire = wired
    await store.fold("account-1", Account(), evolve)
    assert wire.sent[0]["readConcern"] == MAJORITY.document
