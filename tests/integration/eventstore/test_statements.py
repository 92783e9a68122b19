"""Writes sent as plain commands have the effect of bulk_write, in the same order."""

from typing import Any

import pytest
from pymongo import ASCENDING, DeleteMany, DeleteOne, InsertOne, ReplaceOne, UpdateMany, UpdateOne
from pymongo.errors import DocumentTooLarge, DuplicateKeyError, WriteError

from kernel.mongo import Mongo, rows
from kernel.mongo.statements import commands, write

START = [{"_id": n, "n": n, "list": [n, 10], "name": "AbC"} for n in range(6)]
OPS = [
    InsertOne({"_id": 10, "n": 10}),
    InsertOne({"_id": 11, "n": 11}),
    UpdateOne({"_id": 10}, {"$inc": {"n": 5}}),
    UpdateOne({"_id": 12}, {"$set": {"n": 1}}, upsert=True),
    UpdateMany({"n": {"$lt": 2}}, {"$set": {"low": True}}),
    UpdateOne({"_id": 3}, [{"$set": {"n": {"$add": ["$n", 100]}}}]),
    UpdateOne({"_id": 4}, {"$set": {"list.$[x]": 0}}, array_filters=[{"x": 10}]),
    UpdateMany({"name": "abc"}, {"$set": {"found": True}}, collation={"locale": "en", "strength": 2}),
    ReplaceOne({"_id": 5}, {"whole": True}),
    ReplaceOne({"_id": 13}, {"whole": True}, upsert=True),
    InsertOne({"_id": 14}),
    DeleteOne({"n": 0}, hint=[("_id", ASCENDING)]),
    DeleteMany({"n": {"$in": [1, 11]}}),
    InsertOne({"_id": 0, "again": True}),
]


async def test_every_operation_does_what_bulk_write_does(mongo: Mongo, db_prefix: str) -> None:
    database = mongo.database(f"{db_prefix}x")
    for name in ("bulk", "plain"):
        await database[name].insert_many([dict(d) for d in START])
    await database["bulk"].bulk_write(OPS)
    await mongo.transact(lambda session: write(database, "plain", OPS, session))
    expected = await rows(database["bulk"].find().sort("_id", 1))
    assert await rows(database["plain"].find().sort("_id", 1)) == expected
    assert len(expected) == 8


async def test_a_refused_operation_is_the_drivers_error_and_leaves_nothing(
    mongo: Mongo, db_prefix: str
) -> None:
    collection = mongo.database(f"{db_prefix}x")["c"]
    await collection.insert_one({"_id": 1, "text": "t"})

    async def attempt(*ops: Any) -> None:
        await mongo.transact(lambda session: write(collection.database, "c", ops, session))

    with pytest.raises(DuplicateKeyError) as refused:
        await attempt(InsertOne({"_id": 2}), InsertOne({"_id": 1}))
    assert (refused.value.details or {})["index"] == 1
    with pytest.raises(WriteError):
        await attempt(InsertOne({"_id": 2}), UpdateOne({"_id": 1}, {"$inc": {"text": 1}}))
    assert await collection.count_documents({}) == 1


async def test_more_than_one_command_can_carry_is_still_written(mongo: Mongo, db_prefix: str) -> None:
    database = mongo.database(f"{db_prefix}x")
    big = [InsertOne({"_id": n, "text": "x" * 6_000_000}) for n in range(4)]
    many = [InsertOne({"_id": 100 + n}) for n in range(200)]

    async def body(session: Any) -> None:
        await write(database, "c", [InsertOne({"_id": "first"})], session)
        await write(database, "c", big, session)
        await write(database, "c", many, session)

    await mongo.transact(body)
    assert await database["c"].count_documents({}) == 205
    with pytest.raises(DocumentTooLarge):
        huge = [InsertOne({"_id": "huge", "text": "x" * 17_000_000})]
        await mongo.transact(lambda session: write(database, "c", huge, session))


def test_runs_of_one_kind_travel_together_in_order() -> None:
    kinds = [next(iter(command)) for _, _, command in commands("c", OPS)]
    assert kinds == ["insert", "update", "insert", "delete", "insert"]


def test_a_change_and_a_whole_document_are_not_confused() -> None:
    with pytest.raises(ValueError, match="ReplaceOne"):
        commands("c", [UpdateOne({}, {"n": 1})])
    with pytest.raises(ValueError, match="UpdateOne"):
        commands("c", [ReplaceOne({}, {"$set": {"n": 1}})])
