"""The short way to MongoDB keeps the promises of the driver's."""

import asyncio
import time
from typing import Any

import pytest
from bson import ObjectId
from pymongo.errors import AutoReconnect, DuplicateKeyError, NotPrimaryError

from kernel.mongo.client import DURABLE, Mongo
from kernel.mongo.lane import Lane, StatementRefused
from kernel.mongo.reads import LaneCollection


@pytest.fixture
def lane(default_mongo: Mongo) -> Lane:
    assert default_mongo.lane is not None
    return default_mongo.lane


@pytest.fixture
async def database(default_mongo: Mongo, db_prefix: str) -> Any:
    database = default_mongo.database(f"{db_prefix}lane")
    for name in ("log", "view"):
        await database.create_collection(name)
    return database


def writes(key: Any, count: int = 1) -> list[dict[str, Any]]:
    return [
        {"insert": "log", "documents": [{"_id": key}]},
        {"update": "view", "updates": [{"q": {"_id": 1}, "u": {"$inc": {"n": count}}, "upsert": True}]},
    ]


async def commit(lane: Lane, database: Any, key: Any) -> None:
    concern = DURABLE.document
    await lane.transact(database.name, writes(key), ("log", key), concern, time.monotonic() + 10)


async def test_all_statements_take_effect_together(lane: Lane, database: Any) -> None:
    await commit(lane, database, ObjectId())
    assert await database["log"].count_documents({}) == 1
    assert (await database["view"].find_one({}))["n"] == 1


async def test_a_refused_statement_leaves_nothing_and_the_connection_usable(
    lane: Lane, database: Any
) -> None:
    key = ObjectId()
    await commit(lane, database, key)
    with pytest.raises(StatementRefused) as refused:
        await commit(lane, database, key)
    assert refused.value.place == 0
    assert isinstance(refused.value.error, DuplicateKeyError)
    assert (await database["view"].find_one({}))["n"] == 1
    await commit(lane, database, ObjectId())
    assert (await database["view"].find_one({}))["n"] == 2


class Cutting:
    """A connection that is lost after so many replies of the next transaction."""

    def __init__(self, inner: Any, replies: int, *, sent: bool) -> None:
        self._inner = inner
        self._replies = replies
        self._sent = sent

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def send_message(self, message: bytes, size: int) -> None:
        await self._inner.send_message(message if self._sent else message[: len(message) // 2], size)

    async def receive_message(self, number: int) -> Any:
        if self._replies == 0:
            await asyncio.sleep(0.2)  # what was sent takes effect, or not
            raise AutoReconnect("cut")
        self._replies -= 1
        return await self._inner.receive_message(number)


@pytest.mark.parametrize("replies", [0, 1, 2])
async def test_a_commit_whose_reply_is_lost_is_found_to_stand(
    lane: Lane, database: Any, replies: int
) -> None:
    await lane.find(database.name, {"find": "log"})
    line = lane._idle[-1]
    line.conn = Cutting(line.conn, replies, sent=True)
    await commit(lane, database, ObjectId())
    assert await database["log"].count_documents({}) == 1
    assert (await database["view"].find_one({}))["n"] == 1


async def test_a_transaction_that_arrives_in_part_is_shut_out(lane: Lane, database: Any) -> None:
    await lane.find(database.name, {"find": "log"})
    line = lane._idle[-1]
    line.conn = Cutting(line.conn, 0, sent=False)
    with pytest.raises(AutoReconnect):
        await commit(lane, database, ObjectId())
    assert await database["log"].count_documents({}) == 0
    assert await database["view"].count_documents({}) == 0


async def test_long_answers_come_whole(lane: Lane, database: Any) -> None:
    await database["log"].insert_many([{"_id": n, "text": "x" * 100_000} for n in range(400)])
    found = await lane.find(database.name, {"find": "log", "sort": {"_id": 1}})
    assert [document["_id"] for document in found] == list(range(400))


async def test_a_read_goes_on_by_the_driver_when_the_lane_has_no_primary(database: Any) -> None:
    class Broken:
        async def find(self, *_: Any) -> list[Any]:
            raise NotPrimaryError("stepped down")

    await database["log"].insert_many([{"_id": n, "m": n % 2} for n in range(6)])
    collection = LaneCollection(database["log"], Broken())  # type: ignore[arg-type]
    cursor = collection.find({"m": 0}, {"m": 0}).sort([("_id", -1)]).skip(1).limit(1)
    assert await cursor.to_list(None) == [{"_id": 2}]
    assert await collection.find_one({"_id": 3}, {"_id": 1}) == {"_id": 3}


async def test_reads_agree_with_the_drivers(lane: Lane, database: Any) -> None:
    await database["log"].insert_many([{"_id": n, "m": n % 3, "t": "é"} for n in range(20)])
    short, plain = LaneCollection(database["log"], lane), database["log"]
    for collection in (short, plain):
        cursor = collection.find({"m": {"$in": [0, 1]}}, {"t": 0}).sort("_id", -1)
        found = await cursor.skip(2).limit(3).hint("_id_").batch_size(2).to_list(None)
        assert [document["_id"] for document in found] == [16, 15, 13]
        assert await collection.find_one({"m": 2}, sort=[("_id", -1)]) == {"_id": 17, "m": 2, "t": "é"}
        assert await collection.find_one({"m": 9}) is None
        assert await collection.count_documents({"m": 0}) == 7
