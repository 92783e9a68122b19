"""Pytest plugin: real parts for a whole test session, names of its own for each test.

Load with `pytest_plugins = ["kernel.testing.fixtures"]`. A part is started when the first test asks
for it, on a free port with temporary data, so it stands beside a running system. Set
PARLANCE_TEST_MONGO_URL or PARLANCE_TEST_NATS_URL to use servers that already run.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator, Iterator

import nats
import pytest
import pytest_asyncio
from pymongo import MongoClient

from kernel.testing.chromium import Chromium
from kernel.testing.parts import Mongod, NatsServer, PartFailed
from kernel.testing.slapd import Slapd


@pytest.fixture(scope="session")
def mongo_url() -> Iterator[str]:
    """Connection string of a one-node replica set."""
    given = os.environ.get("PARLANCE_TEST_MONGO_URL")
    if given:
        yield given
        return
    with Mongod() as part:
        yield part.url


@pytest.fixture(scope="session")
def nats_url() -> Iterator[str]:
    """Connection string of a nats-server with JetStream and synchronous writes."""
    given = os.environ.get("PARLANCE_TEST_NATS_URL")
    if given:
        yield given
        return
    with NatsServer() as part:
        yield part.url


@pytest.fixture(scope="session")
def slapd() -> Iterator[Slapd]:
    """A real directory. Where slapd cannot be had its tests are skipped, but fail in CI."""
    try:
        part = Slapd()
    except PartFailed as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    with part:
        yield part


@pytest.fixture(scope="session")
def chromium() -> Chromium:
    """A real browser. Where it cannot be had its tests are skipped, but fail in CI."""
    try:
        return Chromium()
    except PartFailed as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))


@pytest.fixture
def db_prefix(mongo_url: str) -> Iterator[str]:
    """A prefix for database names that no other test has; its databases are dropped afterwards."""
    prefix = f"t{uuid.uuid4().hex[:10]}_"
    yield prefix
    with MongoClient[dict[str, object]](mongo_url, serverSelectionTimeoutMS=3000) as client:
        for name in client.list_database_names():
            if name.startswith(prefix):
                client.drop_database(name)


@pytest_asyncio.fixture
async def bus_prefix(nats_url: str, db_prefix: str) -> AsyncIterator[str]:
    """A prefix for streams and subjects that no other test has; its streams are deleted afterwards."""
    prefix = db_prefix.strip("_")
    yield prefix
    connection = await nats.connect(nats_url)
    manager = connection.jsm()
    for stream in await manager.streams_info():
        name = str(stream.config.name)
        if name.lower().startswith(prefix):
            await manager.delete_stream(name)
    await connection.close()
