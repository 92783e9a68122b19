"""Subject keys in MongoDB: made once however many ask, gone for all when forgotten."""

import asyncio

from kernel.eventstore.mongo_store import MongoEventStore
from kernel.mongo import Mongo
from kernel.privacy import KeyRing, MongoKeys
from kernel.testing.store_works import CTX, OPENED, at

MASTER = bytes(range(32))


def ring(mongo: Mongo, prefix: str) -> KeyRing:
    """As another process would have it."""
    return KeyRing(MongoKeys(mongo.database(f"{prefix}keys")), MASTER)


async def test_of_several_processes_that_make_a_key_one_wins(mongo: Mongo, db_prefix: str) -> None:
    rings = [ring(mongo, db_prefix) for _ in range(8)]
    made = await asyncio.gather(*(one.get_or_create("anna") for one in rings))
    sealed = [key.seal(b"text", b"place") for key in made]
    assert all(other.open(text, b"place") == b"text" for text in sealed if text for other in made)
    assert await mongo.database(f"{db_prefix}keys")["subjects"].count_documents({}) == 1


async def test_of_making_and_forgetting_at_once_forgetting_wins(mongo: Mongo, db_prefix: str) -> None:
    rings = [ring(mongo, db_prefix) for _ in range(4)]
    await asyncio.gather(rings[0].forget("anna"), *(one.get_or_create("anna") for one in rings[1:]))
    assert (await ring(mongo, db_prefix).get_or_create("anna")).seal(b"text", b"place") is None


async def test_a_forgotten_person_is_unreadable_for_every_process(store: MongoEventStore) -> None:
    await store.execute(CTX, at("account-1", 0, OPENED))
    keys = store.codec.keys
    other = MongoEventStore(store.mongo, store.database.name, store.registry, KeyRing(keys._store, MASTER))
    assert (await other.load("account-1"))[0].event.name == "Anna Müller"
    await keys.forget("anna")
    other.codec.keys.drop("anna")
    for one in (store, other):
        assert (await one.load("account-1"))[0].event.name == ""


async def test_the_master_key_of_a_database_is_noted_once(mongo: Mongo, db_prefix: str) -> None:
    await asyncio.gather(*(ring(mongo, db_prefix).start() for _ in range(4)))
