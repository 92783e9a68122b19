"""Replaying one stream's part of a view, in a transaction that no append slips past."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from bson import ObjectId

from kernel.eventstore.model import Projection
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.mongo import rows

_PAGE = 500


async def streams(store: MongoEventStore) -> AsyncIterator[str]:
    """Every stream of the log, in order of name; streams that begin meanwhile may be left out."""
    last = ""
    while True:
        # Every stream has one commit at version 1; the unique index answers this alone.
        query = {"stream": {"$gt": last}, "version": 1}
        page = await rows(
            store.commits.find(query, {"_id": 0, "stream": 1}).sort([("stream", 1)]).limit(_PAGE)
        )
        for document in page:
            yield document["stream"]
        if len(page) < _PAGE:
            return
        last = page[-1]["stream"]


async def replay_stream(
    store: MongoEventStore,
    projection: Projection,
    stream: str,
    into: Mapping[str, str],
    *,
    exclusive: bool = True,
) -> int:
    """Replace one stream's documents by what its events give, atomically; the stream's version.

    `into` maps each collection of the projection to the one to be written (itself: in place). It must
    be `exclusive` where appends write the same collections.
    """

    async def body(session: Any) -> int:
        events = await store.read(stream, 0, session)
        head = events[-1].version if events else 0
        if exclusive:
            await _exclude_appends(store, stream, head, session)
        ops: dict[str, list[Any]] = {}
        for recorded in events:
            for write in projection.project(recorded):
                ops.setdefault(write.collection, []).append(write.op)
        for name, target in into.items():
            await store.database[target].delete_many({"_stream": stream}, session=session)
            if name in ops:
                await store.database[target].bulk_write(ops[name], session=session)
        return head

    return await store.mongo.transact(body, limit=60.0)


async def _exclude_appends(store: MongoEventStore, stream: str, head: int, session: Any) -> None:
    # Holding the next version keeps appends to this stream from committing beside us: an append may
    # delete what we are about to write, and neither of the two would notice the other.
    slot = {"_id": ObjectId(), "stream": stream, "version": head + 1, "events": []}
    await store.commits.insert_one(slot, session=session)
    await store.commits.delete_one({"_id": slot["_id"], "stream": stream}, session=session)
