"""The usage view over the log of a service."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from kernel.privacy import KeyRing
from tests.integration.chat.conftest import ChatService
from tests.integration.chat.usage.ledger import Applied


@pytest_asyncio.fixture
async def view(service: ChatService, keys: KeyRing) -> AsyncIterator[Applied]:
    applied = Applied(service.store, keys)
    await applied.prepare()
    yield applied
    for name in await service.store.database.list_collection_names():
        if "__again" in name:
            await service.store.database.drop_collection(name)
