"""The in-memory event store passes the conformance suite."""

from typing import Any

import pytest

from kernel.eventstore.memory_store import MemoryEventStore
from kernel.privacy import KeyRing, MemoryKeys
from kernel.testing.account_book import event_registry
from kernel.testing.answer_contract import AnswerContract
from kernel.testing.store_contract import StoreContract


class TestMemoryStore(StoreContract, AnswerContract):
    @pytest.fixture
    def keys(self) -> KeyRing:
        return KeyRing(MemoryKeys(), bytes(range(32)))

    @pytest.fixture
    def store(self, keys: KeyRing) -> MemoryEventStore:
        return MemoryEventStore(event_registry(), keys)

    async def keep_raw(self, store: Any, document: dict[str, Any]) -> None:
        store.streams[document["stream"]].append(document)

    async def raw(self, store: Any, stream: str) -> list[dict[str, Any]]:
        return list(store.streams[stream])
