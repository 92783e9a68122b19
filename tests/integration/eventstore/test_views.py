"""Own views change with the commit; a transaction reads them as it left them."""

import asyncio
import time
from typing import Any

import pytest
from pymongo import InsertOne, UpdateOne
from pymongo.errors import DuplicateKeyError

from kernel.context import CallContext
from kernel.errors import Refusal, VersionConflict
from kernel.eventstore.idempotency import once
from kernel.eventstore.model import Transaction, Write
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.mongo import Mongo, each, rows
from kernel.testing.account_book import Balances
from kernel.testing.account_events import AccountClosed, AccountOpened, MoneyMoved
from kernel.testing.store_works import CTX, OPENED, adding, at


async def test_views_show_a_commit_as_soon_as_it_is_acknowledged(store: MongoEventStore) -> None:
    await store.execute(CTX, at("account-1", 0, OPENED, MoneyMoved(5), MoneyMoved(7)))
    account = await store.view("balances").find_one({"_id": "account-1"})
    assert (account["cents"], account["version"], account["owner"]) == (12, 3, "anna")
    assert await store.view("movements").count_documents({"_stream": "account-1"}) == 2
    await store.execute(CTX, adding("account-1", AccountClosed("done")))
    assert await store.view("movements").count_documents({}) == 0
    assert (await store.view("balances").find_one({"_id": "account-1"}))["open"] is False


async def test_views_of_a_failed_transaction_do_not_change(store: MongoEventStore) -> None:
    await store.execute(CTX, at("account-1", 0, OPENED))

    async def work(tx: Transaction) -> None:
        await tx.append("account-1", 1, [MoneyMoved(5)])
        assert (await tx.view("balances").find_one({"_id": "account-1"}))["cents"] == 5
        assert (await store.view("balances").find_one({"_id": "account-1"}))["cents"] == 0
        raise Refusal("NOT_FOUND")

    with pytest.raises(Refusal):
        await store.execute(CTX, work)
    assert (await store.view("balances").find_one({"_id": "account-1"}))["cents"] == 0
    assert await store.view("movements").count_documents({}) == 0


async def test_a_version_taken_from_the_view_is_as_good_as_one_from_the_stream(
    store: MongoEventStore,
) -> None:
    await store.execute(CTX, at("account-1", 0, OPENED))

    async def deposit(tx: Transaction) -> int:
        account = await tx.view("balances").find_one({"_id": "account-1"}, {"version": 1})
        return await tx.append("account-1", account["version"], [MoneyMoved(1)])

    versions = await asyncio.gather(*(store.execute(CTX, deposit) for _ in range(6)))
    assert sorted(versions) == [2, 3, 4, 5, 6, 7]
    assert (await store.view("balances").find_one({"_id": "account-1"}))["cents"] == 6


async def test_reads_in_a_transaction_work_alike_with_both_drivers(store: MongoEventStore) -> None:
    await store.execute(CTX, at("account-1", 0, OPENED, *(MoneyMoved(n) for n in range(5))))

    async def work(tx: Transaction) -> None:
        movements = tx.view("movements")
        await tx.append("account-1", 6, [MoneyMoved(5)])
        assert [d["cents"] for d in await movements.find().sort("cents", -1).skip(1).limit(2).to_list()] == [
            4,
            3,
        ]
        assert [d["cents"] async for d in movements.find({"cents": {"$gt": 3}}).sort("cents")] == [4, 5]
        group: Any = [{"$group": {"_id": None, "sum": {"$sum": "$cents"}}}]
        assert (await rows(movements.aggregate(group)))[0]["sum"] == 15
        assert (await (await movements.aggregate(group)).to_list())[0]["sum"] == 15
        assert await movements.count_documents({}) == 6
        assert sorted(await movements.distinct("cents")) == [0, 1, 2, 3, 4, 5]
        assert len([d async for d in each(movements.find())]) == 6

    await store.execute(CTX, work)
    outside = store.view("movements")
    assert len(await rows(outside.find().sort("cents"))) == 6
    assert len(await rows(outside.aggregate([{"$match": {}}]))) == 6
    assert len([d async for d in each(outside.aggregate([{"$match": {}}]))]) == 6


async def test_plain_documents_commit_with_the_events(store: MongoEventStore) -> None:
    async def work(tx: Transaction) -> None:
        await tx.append("account-1", 0, [OPENED])
        await tx.write(Write("settings", InsertOne({"_id": "s", "n": 1})))
        await tx.write(Write("settings", UpdateOne({"_id": "s"}, {"$inc": {"n": 1}})))

    await store.execute(CTX, work)
    assert await store.view("settings").find_one({"_id": "s"}) == {"_id": "s", "n": 2}
    with pytest.raises(VersionConflict):
        await store.execute(CTX, work)
    assert (await store.view("settings").find_one({"_id": "s"}))["n"] == 2


async def test_a_plain_document_read_and_written_by_two_is_not_lost(store: MongoEventStore) -> None:
    await store.database.settings.insert_one({"_id": "s", "n": 0})

    async def count(tx: Transaction) -> None:
        found = await tx.view("settings").find_one({"_id": "s"})
        await asyncio.sleep(0.005)
        await tx.write(Write("settings", UpdateOne({"_id": "s"}, {"$set": {"n": found["n"] + 1}})))

    await asyncio.gather(*(store.execute(CTX, count) for _ in range(5)))
    assert (await store.view("settings").find_one({"_id": "s"}))["n"] == 5


async def test_inside_an_idempotent_call_the_handler_reads_what_it_wrote(store: MongoEventStore) -> None:
    async def run() -> bytes:
        await store.execute(CTX, at("account-1", 0, OPENED))
        account = await store.view("balances").find_one({"_id": "account-1"})
        assert await store.fold("account-1", 0, lambda n, _: n + 1) == (1, 1)
        return str(account["name"]).encode()

    assert await once(store, CTX, "k", "f", run) == "Anna Müller".encode()
    stored = await store.database.idempotency.find_one({})
    assert "Müller".encode() not in stored["answer"]


async def test_joined_work_that_fails_after_its_writes_were_read_spoils_the_call(
    store: MongoEventStore,
) -> None:
    async def failing(tx: Transaction) -> None:
        await tx.append("account-1", 0, [OPENED])
        await tx.view("balances").find_one({})
        raise Refusal("CONFLICT")

    async def run() -> bytes:
        with pytest.raises(Refusal):
            await store.execute(CTX, failing)
        return b"as if nothing had happened"

    with pytest.raises(RuntimeError, match="read back"):
        await once(store, CTX, "k", "f", run)
    assert await store.load("account-1") == []


async def test_a_defective_projection_fails_the_command_and_leaves_nothing(store: MongoEventStore) -> None:
    class Doubling(Balances):
        name = "doubling"
        collections = ("doubling",)

        def project(self, recorded: Any) -> Any:
            yield Write("doubling", InsertOne({"_id": 1, "_stream": recorded.stream}))

    store.register([Doubling()])
    await store.execute(CTX, at("account-1", 0, OPENED))
    with pytest.raises(Exception, match="duplicate key"):
        await store.execute(CTX, at("account-2", 0, OPENED))
    assert await store.load("account-2") == []


async def test_two_projections_never_share_a_name_or_a_collection(store: MongoEventStore) -> None:
    with pytest.raises(ValueError, match="balances"):
        store.register([Balances()])

    class Other(Balances):
        name = "other"

    with pytest.raises(ValueError, match="shares a collection"):
        store.register([Other()])


async def test_commits_carry_the_servers_time_in_the_order_of_versions(store: MongoEventStore) -> None:
    for version in range(4):
        await store.execute(
            CTX, adding("account-1", AccountOpened("anna") if version == 0 else MoneyMoved(1))
        )
    documents = await rows(store.commits.find({"stream": "account-1"}).sort("version", 1))
    times = [d["at"] for d in documents]
    assert times == sorted(set(times))
    assert times[0].time > 1_600_000_000
    assert all(d["pending"] is True for d in documents)
    with pytest.raises(DuplicateKeyError):
        await store.commits.insert_one({"stream": "account-1", "version": 2})


async def test_a_call_without_time_left_is_refused_while_the_database_is_away(store: MongoEventStore) -> None:
    away = type(store.mongo.client)("mongodb://127.0.0.1:9", serverSelectionTimeoutMS=50)
    lost = MongoEventStore(Mongo(away, store.mongo.driver), "x", store.registry, store.codec.keys)
    ctx = CallContext(request_id="r", deadline=time.monotonic() + 0.3)
    started = time.monotonic()
    for work in (at("account-1", 0, MoneyMoved(1)), adding("account-1", MoneyMoved(1))):
        with pytest.raises(Refusal) as refused:
            await lost.execute(ctx, work)
        assert refused.value.reason == "UNAVAILABLE"
    assert time.monotonic() - started < 3
