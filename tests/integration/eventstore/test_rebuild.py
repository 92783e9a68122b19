"""Views are rebuilt from the log while reads and writes go on, and compared with their replay."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from pymongo import IndexModel

from kernel.eventstore.model import Recorded, Transaction, Write
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.rebuild import RebuildRefused, rebuild
from kernel.eventstore.replay import replay_stream
from kernel.eventstore.verify import digest, document_hash, verify
from kernel.testing.account_book import Account, Balances, Movements, evolve
from kernel.testing.account_events import AccountClosed, AccountOpened, MoneyMoved
from kernel.testing.store_works import CTX, OPENED, adding, at


async def fill(store: MongoEventStore, accounts: int) -> None:
    for n in range(accounts):
        await store.execute(CTX, at(f"account-{n}", 0, OPENED, MoneyMoved(n), MoneyMoved(1)))


async def test_a_view_that_was_damaged_is_found_and_rebuilt(fresh: MongoEventStore) -> None:
    await fill(fresh, 5)
    balances, movements = fresh.projections
    assert (await verify(fresh, balances)).ok
    await fresh.database.balances.update_one({"_id": "account-1"}, {"$inc": {"cents": 1}})
    await fresh.database.balances.delete_one({"_id": "account-2"})
    await fresh.database.balances.insert_one({"_id": "account-9", "_stream": "account-9"})
    found = await verify(fresh, balances)
    wrong = {f"balances/account-{n}" for n in (1, 2, 9)}
    assert set(found.differences) == wrong
    assert (await verify(fresh, movements)).ok

    steps: list[tuple[int, int]] = []
    assert await rebuild(fresh, "balances", lambda done, total: steps.append((done, total))) == 5
    after = await verify(fresh, balances)
    assert (after.ok, after.documents) == (True, 5)
    assert steps[-1] == (5, 5)


async def test_nothing_is_left_of_a_rebuild_but_the_view(fresh: MongoEventStore) -> None:
    await fill(fresh, 2)
    names = set(await fresh.database.list_collection_names())
    indexes = set(await fresh.database.balances.index_information())
    await rebuild(fresh, "balances")
    assert set(await fresh.database.list_collection_names()) == names
    assert set(await fresh.database.balances.index_information()) == indexes
    assert await fresh.database.rebuilds.count_documents({}) == 0


async def test_a_changed_projection_takes_effect_by_a_rebuild(fresh: MongoEventStore) -> None:
    class Renamed(Balances):
        indexes = {"balances": [IndexModel("holder")]}  # noqa: RUF012

        def project(self, recorded: Recorded) -> Iterable[Write]:
            for write in super().project(recorded):
                if isinstance(recorded.event, AccountOpened):
                    write.op._doc["holder"] = write.op._doc.pop("owner")
                yield write

    await fill(fresh, 2)
    fresh.projections[0] = Renamed()
    await rebuild(fresh, "balances")
    assert (await fresh.database.balances.find_one({"_id": "account-0"}))["holder"] == "anna"
    assert "holder_1" in await fresh.database.balances.index_information()


async def test_readers_and_writers_go_on_and_no_write_is_missing(fresh: MongoEventStore) -> None:
    """One writer process has noticed the rebuild, another never does."""
    await fill(fresh, 30)
    unaware = MongoEventStore(fresh.mongo, fresh.database.name, fresh.registry, fresh.codec.keys)
    unaware.register([Balances(), Movements()])
    unaware._looked = 2.0**60
    stop = asyncio.Event()
    written: dict[str, int] = {}

    async def write(store: MongoEventStore, kind: int) -> None:
        n = 0
        while not stop.is_set():
            n += 1
            stream = f"account-{(n * 7 + kind) % 40}"
            opened = f"account-{kind}-{n}"

            async def work(tx: Transaction, stream: str = stream) -> int:
                state, version = await tx.fold(stream, Account(), evolve)
                events: list[Any] = [MoneyMoved(1)] if state.open else [OPENED]
                if state.cents % 5 == 4:
                    events = [AccountClosed("full")]
                return await tx.append(stream, version, events)

            written[stream] = max(written.get(stream, 0), await store.execute(CTX, work))
            written[opened] = await store.execute(CTX, at(opened, 0, OPENED, MoneyMoved(n)))
            await asyncio.sleep(0.02)

    async def read() -> int:
        looks = 0
        while not stop.is_set():
            # What was acknowledged before is never missing, whichever collection answers.
            known = dict(written)
            found = {d["_id"]: d["version"] async for d in fresh.database.balances.find()}
            late = {k for k, v in known.items() if found.get(k, 0) < v}
            behind.append(late)
            looks += 1
            await asyncio.sleep(0.01)
        return looks

    behind: list[set[str]] = []
    tasks = [asyncio.create_task(write(fresh, 1)), asyncio.create_task(write(unaware, 2))]
    reader = asyncio.create_task(read())
    try:
        await rebuild(fresh, "balances")
    finally:
        stop.set()
        await asyncio.gather(*tasks)
    assert await reader > 50
    # A process that ignores markers may be seen late until its streams are replayed, the others never.
    assert not any(name.startswith("account-1-") for late in behind for name in late)
    for projection in fresh.projections:
        outcome = await verify(fresh, projection)
        assert outcome.differences == ()
    assert await fresh.database.balances.count_documents({}) == len(await fresh.commits.distinct("stream"))


async def test_one_view_is_rebuilt_by_one_at_a_time(fresh: MongoEventStore) -> None:
    await fill(fresh, 1)
    first = asyncio.create_task(rebuild(fresh, "balances"))
    await asyncio.sleep(0.3)
    with pytest.raises(RebuildRefused, match="somebody else"):
        await rebuild(fresh, "balances")
    assert await first == 1


async def test_an_unknown_view_is_refused_with_the_names_there_are(fresh: MongoEventStore) -> None:
    with pytest.raises(RebuildRefused, match="balances, movements"):
        await rebuild(fresh, "nothing")


async def test_a_failed_rebuild_leaves_the_present_view(fresh: MongoEventStore) -> None:
    class Broken(Balances):
        def project(self, recorded: Recorded) -> Iterable[Write]:
            raise ZeroDivisionError

    await fill(fresh, 2)
    good = fresh.projections[0]
    fresh.projections[0] = Broken()
    with pytest.raises(ZeroDivisionError):
        await rebuild(fresh, "balances")
    fresh.projections[0] = good
    assert (await verify(fresh, good)).ok
    await fresh.execute(CTX, adding("account-0", MoneyMoved(1)))
    assert (await verify(fresh, good)).ok


def test_hashes_ignore_the_order_of_fields_and_documents() -> None:
    assert document_hash({"a": 1, "b": {"c": 2, "d": [1, 2]}}) == document_hash(
        {"b": {"d": [1, 2], "c": 2}, "a": 1}
    )
    assert document_hash({"a": [1, 2]}) != document_hash({"a": [2, 1]})
    one, two = document_hash({"a": 1}), document_hash({"a": 2})
    assert digest([one, two]) == digest([two, one]) != digest([one, one])


async def test_an_append_during_the_replay_of_its_stream_is_not_undone(fresh: MongoEventStore) -> None:
    """It deletes, also in the new collection, what the replay is about to write there."""
    await fresh.execute(CTX, at("account-1", 0, OPENED, MoneyMoved(1)))
    appender = MongoEventStore(fresh.mongo, fresh.database.name, fresh.registry, fresh.codec.keys)
    appender.register([Movements()])
    appender.shadows, appender._looked = {"movements": "beside"}, 2.0**60

    class Interrupted(MongoEventStore):
        reads = 0

        async def read(self, stream: str, after: int = 0, session: Any = None) -> list[Recorded]:
            events = await super().read(stream, after, session)
            self.reads += 1
            if self.reads == 1:
                await appender.execute(CTX, at("account-1", 2, AccountClosed("meanwhile")))
            return events

    store = Interrupted(fresh.mongo, fresh.database.name, fresh.registry, fresh.codec.keys)
    assert await replay_stream(store, Movements(), "account-1", {"movements": "beside"}) == 3
    assert store.reads == 2
    assert await fresh.database.beside.count_documents({}) == 0
