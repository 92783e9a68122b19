"""A connected client per driver and an empty store for each test."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from kernel.eventstore.mongo_store import MongoEventStore
from kernel.mongo import DRIVERS, Mongo, connect
from kernel.privacy import KeyRing, MemoryKeys, MongoKeys
from kernel.testing.account_book import Balances, Movements, event_registry

MASTER = bytes(range(32))


@pytest_asyncio.fixture(scope="session", params=DRIVERS)
async def mongo(request: pytest.FixtureRequest, mongo_url: str) -> AsyncIterator[Mongo]:
    connected = await connect(mongo_url, request.param)
    yield connected
    await connected.close()


@pytest_asyncio.fixture(scope="session")
async def default_mongo(mongo_url: str) -> AsyncIterator[Mongo]:
    """For tests in which the driver plays no part."""
    connected = await connect(mongo_url)
    yield connected
    await connected.close()


@pytest_asyncio.fixture(scope="session")
async def made(mongo: Mongo) -> MongoEventStore:
    """Collections and indexes take time to create, so the tests of a driver share them."""
    store = _store(mongo, f"shared_{mongo.driver}_", KeyRing(MemoryKeys(), MASTER))
    await store.ensure_indexes()
    return store


@pytest_asyncio.fixture
async def keys(mongo: Mongo, made: MongoEventStore) -> KeyRing:
    database = mongo.database(f"shared_{mongo.driver}_keys")
    await database["subjects"].delete_many({})
    return KeyRing(MongoKeys(database), MASTER)


@pytest_asyncio.fixture
async def store(mongo: Mongo, made: MongoEventStore, keys: KeyRing) -> MongoEventStore:
    """An empty store with its own key ring."""
    for name in await made.database.list_collection_names():
        await made.database[name].delete_many({})
    return _store(mongo, f"shared_{mongo.driver}_", keys)


@pytest_asyncio.fixture
async def fresh(default_mongo: Mongo, db_prefix: str) -> MongoEventStore:
    """A store with a database of its own and the default driver."""
    keys = KeyRing(MongoKeys(default_mongo.database(f"{db_prefix}keys")), MASTER)
    store = _store(default_mongo, db_prefix, keys)
    await store.ensure_indexes()
    return store


def _store(mongo: Mongo, prefix: str, keys: KeyRing) -> MongoEventStore:
    store = MongoEventStore(mongo, f"{prefix}accounts", event_registry(), keys)
    store.register([Balances(), Movements()])
    return store
