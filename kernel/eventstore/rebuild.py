"""Rebuilding a view from the log while reads and writes go on.

A marker makes every process write the view twice, into the present collections and into new ones.
Once all of them must have noticed, the log is replayed into the new collections stream by stream,
each in a transaction that excludes appends to that stream; then the new ones are renamed over the
present ones, so readers find the old view or the new, never a part. Streams that changed while some
process may not have noticed the marker are replayed once more in place.

Only one rebuild of a view runs at a time. One that dies leaves a marker that is ignored after
MARKER_LIFE seconds; starting again begins afresh.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bson import ObjectId, Timestamp
from pymongo import IndexModel
from pymongo.errors import DuplicateKeyError, OperationFailure

from kernel.eventstore.model import Projection
from kernel.eventstore.mongo_store import MARKER_AGE, MARKER_LIFE, REBUILDS, MongoEventStore
from kernel.eventstore.replay import replay_stream, streams
from kernel.mongo import each

Progress = Callable[[int, int], None]
"""Streams done, streams in all."""

_STREAM_INDEX = "rebuild_stream"
_BEAT = 5.0
_LONGEST_TRANSACTION = 60.0
"""Seconds after which MongoDB aborts a transaction."""
_SKEW = 300.0
"""Seconds by which clocks may differ: commit ids carry the writer's."""


class RebuildRefused(RuntimeError):
    """There is no such view, or somebody else is rebuilding it."""


class RebuildLost(RuntimeError):
    """This rebuild was out of reach for too long and counts as dead."""


async def rebuild(
    store: MongoEventStore, projection_name: str, progress: Progress = lambda done, total: None
) -> int:
    """Rebuild one registered view; returns the number of streams replayed.

    Raises RebuildRefused, RebuildLost, or what the database raises; then the present view stands.
    """
    projection = _find(store, projection_name)
    marker = _Marker(store, projection)
    await marker.take()
    try:
        await _prepare(store, projection, marker)
        await marker.activate()
        await asyncio.sleep(MARKER_AGE * 1.5)
        started = await _server_time(store)
        done = await _replay_all(store, projection, marker, progress)
        for name, shadow in marker.shadows.items():
            await store.database[shadow].rename(name, dropTarget=True)
        await marker.deactivate()
        await _repair(store, projection, marker, started)
        return done
    finally:
        await marker.remove()
        # Processes that have not noticed the end yet may write to the new name once more.
        await asyncio.sleep(MARKER_AGE * 1.5)
        for name, shadow in marker.shadows.items():
            await store.database.drop_collection(shadow)
            await _drop_index(store, name)


def _find(store: MongoEventStore, name: str) -> Projection:
    for projection in store.projections:
        if projection.name == name:
            return projection
    known = ", ".join(sorted(p.name for p in store.projections)) or "none"
    raise RebuildRefused(f"no view is called {name}; there are: {known}")


class _Marker:
    """The document that tells every process of the service to write a view twice."""

    def __init__(self, store: MongoEventStore, projection: Projection) -> None:
        self._collection = store.database[REBUILDS]
        self._view = projection.name
        self._owner = uuid.uuid4().hex
        self._beaten = 0.0
        self.shadows = {name: f"{name}__rebuild_{self._owner[:8]}" for name in projection.collections}
        self.left_over: list[str] = []
        """Collections that a rebuild which died has left."""

    async def take(self) -> None:
        """Become the one who rebuilds this view."""
        dead = {"$lt": ["$beat", {"$subtract": ["$$NOW", 2 * MARKER_LIFE * 1000]}]}
        found = await self._collection.find_one_and_delete({"_id": self._view, "$expr": dead})
        self.left_over = list(found["shadows"].values()) if found else []
        change = {"$set": {"active": False, "shadows": self.shadows}, "$currentDate": {"beat": True}}
        try:
            ours = {"_id": self._view, "owner": self._owner}
            await self._collection.update_one(ours, change, upsert=True)
        except DuplicateKeyError:
            raise RebuildRefused(f"{self._view} is being rebuilt by somebody else") from None
        self._beaten = time.monotonic()

    async def activate(self) -> None:
        """From now on all processes write twice, once they notice."""
        await self._set({"active": True})

    async def deactivate(self) -> None:
        """From now on once."""
        await self._set({"active": False})

    async def beat(self) -> None:
        """Show that this rebuild lives. Raises RebuildLost if it was silent for too long."""
        now = time.monotonic()
        if now - self._beaten > MARKER_LIFE / 2:
            raise RebuildLost(f"the rebuild of {self._view} was away for {now - self._beaten:.0f} s")
        if now - self._beaten > _BEAT:
            await self._set({})

    async def remove(self) -> None:
        """Forget the marker if it is still ours."""
        await self._collection.delete_one({"_id": self._view, "owner": self._owner})

    async def _set(self, values: dict[str, Any]) -> None:
        sent = time.monotonic()
        change: dict[str, Any] = {"$currentDate": {"beat": True}}
        if values:
            change["$set"] = values
        ours = {"_id": self._view, "owner": self._owner}
        if (await self._collection.update_one(ours, change)).matched_count == 0:
            raise RebuildLost(f"the rebuild of {self._view} was taken over")
        self._beaten = sent


async def _prepare(store: MongoEventStore, projection: Projection, marker: _Marker) -> None:
    for name in marker.left_over:
        await store.database.drop_collection(name)
    for name, shadow in marker.shadows.items():
        await store.database.create_collection(shadow)
        indexes = [*projection.indexes.get(name, ()), IndexModel("_stream", name=_STREAM_INDEX)]
        await store.database[shadow].create_indexes(indexes)


async def _replay_all(
    store: MongoEventStore, projection: Projection, marker: _Marker, progress: Progress
) -> int:
    total = await store.commits.count_documents({"version": 1}, hint="stream_version")
    done = 0
    progress(done, total)
    async for stream in streams(store):
        await marker.beat()
        await replay_stream(store, projection, stream, marker.shadows)
        done += 1
        progress(done, max(done, total))
    await marker.beat()
    return done


async def _repair(
    store: MongoEventStore, projection: Projection, marker: _Marker, started: Timestamp
) -> None:
    """Replay in place what may have been committed by a process unaware of the marker.

    That is: after the replay of its stream began, before the new collections had their names, and by
    a transaction that looked for markers before this one was set.
    """
    last_unaware = Timestamp(started.time + int(MARKER_AGE + _LONGEST_TRANSACTION), 0)
    window = {"$gte": started, "$lte": min(await _server_time(store), last_unaware)}
    # `at` of older commits has no index; ids are roughly in order of time.
    recent = ObjectId.from_datetime(datetime.fromtimestamp(started.time - _SKEW, UTC))
    in_place = {name: name for name in projection.collections}
    repaired: set[str] = set()
    query = {"_id": {"$gte": recent}, "at": window}
    async for document in each(store.commits.find(query, {"stream": 1})):
        if document["stream"] not in repaired:
            repaired.add(document["stream"])
            await marker.beat()
            await replay_stream(store, projection, document["stream"], in_place)


async def _server_time(store: MongoEventStore) -> Timestamp:
    reply = await store.mongo.client.admin.command("hello")
    now: Timestamp = reply["operationTime"]
    return now


async def _drop_index(store: MongoEventStore, name: str) -> None:
    try:
        await store.database[name].drop_index(_STREAM_INDEX)
    except OperationFailure as error:
        if error.code not in (26, 27):  # no such collection, no such index
            raise
