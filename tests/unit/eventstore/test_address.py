"""The client's address in a commit: sealed with the actor's key, unreadable once that is dropped."""

from dataclasses import replace

import pytest

from kernel.context import CallContext, Caller, system
from kernel.eventstore.memory_store import MemoryEventStore
from kernel.eventstore.model import Recorded, Transaction
from kernel.privacy import KeyRing, MemoryKeys
from kernel.privacy.address import open_address
from kernel.privacy.fields import SealedFieldBroken
from kernel.testing.account_book import event_registry
from kernel.testing.account_events import AccountOpened

MASTER = bytes(range(32))
ANNA = CallContext("r", Caller("anna", "user", "session", "s-1"), address="203.0.113.9")


async def committed(store: MemoryEventStore, ctx: CallContext, stream: str = "account-1") -> Recorded:
    async def work(tx: Transaction) -> None:
        await tx.append(stream, 0, [AccountOpened("anna", "Anna", b"", ())])

    await store.execute(ctx, work)
    return (await store.load(stream))[0]


@pytest.fixture
def keys() -> KeyRing:
    return KeyRing(MemoryKeys(), MASTER)


@pytest.fixture
def store(keys: KeyRing) -> MemoryEventStore:
    return MemoryEventStore(event_registry(), keys)


async def test_a_commit_tells_where_the_actor_was_and_what_they_showed(
    store: MemoryEventStore, keys: KeyRing
) -> None:
    event = await committed(store, ANNA)
    assert event.credential == "session:s-1"
    assert "203.0.113.9" not in str(store.streams["account-1"])
    assert await open_address(keys, "anna", event.time, event.address) == "203.0.113.9"


async def test_a_forgotten_actor_was_nowhere(store: MemoryEventStore, keys: KeyRing) -> None:
    before = await committed(store, ANNA)
    await keys.forget("anna")
    assert await open_address(keys, "anna", before.time, before.address) == ""
    assert (await committed(store, ANNA, "account-2")).address == ""


async def test_an_address_cannot_be_moved_to_another_commit(store: MemoryEventStore, keys: KeyRing) -> None:
    event = await committed(store, ANNA)
    await keys.get_or_create("berta")
    for actor, time in (("anna", event.time + 1), ("berta", event.time)):
        with pytest.raises(SealedFieldBroken):
            await open_address(keys, actor, time, event.address)


async def test_work_without_a_person_has_no_address(store: MemoryEventStore) -> None:
    service = replace(ANNA, caller=Caller("service:chat", "admin", "service", "chat"))
    for number, ctx in enumerate((system(), replace(ANNA, caller=None), replace(ANNA, address=""), service)):
        assert (await committed(store, ctx, f"account-{number}")).address == ""
