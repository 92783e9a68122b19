"""One client for all tests, names of its own for each."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from kernel.bus.nats import Bus
from kernel.mongo import Mongo, connect
from kernel.testing.parts import NatsServer
from tests.integration.bus.world import Place


@pytest_asyncio.fixture(scope="session")
async def mongo(mongo_url: str) -> AsyncIterator[Mongo]:
    connected = await connect(mongo_url)
    yield connected
    await connected.close()


@pytest_asyncio.fixture
async def place(mongo: Mongo, nats_url: str, db_prefix: str) -> Place:
    made = Place(mongo, nats_url, db_prefix)
    await made.store.ensure_indexes()
    return made


@pytest_asyncio.fixture
async def bus(place: Place) -> AsyncIterator[Bus]:
    async with place.bus() as connected:
        yield connected


@pytest.fixture
def own_nats() -> AsyncIterator[NatsServer]:
    """A nats-server that the test may kill."""
    with NatsServer() as part:
        yield part


@pytest_asyncio.fixture
async def fragile(mongo: Mongo, own_nats: NatsServer, db_prefix: str) -> Place:
    """A place on a nats-server that the test may kill."""
    made = Place(mongo, own_nats.url, db_prefix)
    await made.store.ensure_indexes()
    return made
