"""One auth service with an administrator for most tests; a fresh one for tests that count."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.integration.auth.harness import Auth, Person, running

Fresh = Callable[..., AbstractAsyncContextManager[Auth]]


@pytest.fixture
def fresh(mongo_url: str, nats_url: str, db_prefix: str, bus_prefix: str, tmp_path: Path) -> Fresh:
    """Makes an auth service with a database of its own; two of them share it."""

    def make(**changes: Any) -> AbstractAsyncContextManager[Auth]:
        return running(mongo_url, nats_url, db_prefix, tmp_path, **changes)

    return make


@pytest_asyncio.fixture(scope="session")
async def auth(
    mongo_url: str, nats_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Auth]:
    """The shared service."""
    folder = tmp_path_factory.mktemp("auth")
    prefix = f"t{uuid.uuid4().hex[:10]}_"
    async with running(mongo_url, nats_url, prefix, folder, default_role="user") as service:
        yield service


@pytest_asyncio.fixture(scope="session")
async def admin(auth: Auth) -> Person:
    """The first administrator of the shared service."""
    return await auth.sign_up("admin@example.test", "Ada Admin")


@pytest_asyncio.fixture
async def person(auth: Auth, admin: Person) -> Person:
    """Somebody new with the role user."""
    return await auth.sign_up()
