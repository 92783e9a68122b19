"""Whether a view equals its replay from the log, document by document.

Documents are compared by a hash that does not depend on the order of their fields, the view by a
digest that does not depend on the order of documents. Writes may go on: a stream that differs is
looked at again, so only a lasting difference is reported.
"""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import bson
from bson.int64 import Int64
from pymongo import IndexModel

from kernel.eventstore.model import Projection
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.replay import replay_stream, streams
from kernel.mongo import each

_LOOKS = 5

Hashes = dict[tuple[str, str], tuple[str, bytes]]
"""(collection, id) -> (stream, hash)."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: `differences` names documents that are missing, superfluous or different."""

    view: str
    documents: int
    digest: str
    differences: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the view equals its replay."""
        return not self.differences


async def verify(store: MongoEventStore, projection: Projection) -> Verification:
    """Replay a view beside itself and compare; leaves nothing behind."""
    tag = uuid.uuid4().hex[:8]
    beside = {name: f"{name}__verify_{tag}" for name in projection.collections}
    try:
        for target in beside.values():
            await store.database.create_collection(target)
            await store.database[target].create_indexes([IndexModel("_stream")])
        async for stream in streams(store):
            await replay_stream(store, projection, stream, beside, exclusive=False)
        here = await _hashes(store, {name: name for name in beside}, {})
        there = await _hashes(store, beside, {})
        differing = _differences(here, there)
        for _ in range(_LOOKS):
            if not differing:
                break
            await asyncio.sleep(0.2)
            suspects = {(here.get(key) or there[key])[0] for key in differing} - {""}
            for stream in suspects:
                await replay_stream(store, projection, stream, beside, exclusive=False)
            among = {"_stream": {"$in": sorted(suspects)}}
            here = _updated(here, suspects, await _hashes(store, {n: n for n in beside}, among))
            there = _updated(there, suspects, await _hashes(store, beside, among))
            differing = _differences(here, there)
    finally:
        for target in beside.values():
            await store.database.drop_collection(target)
    names = tuple(f"{collection}/{key}" for collection, key in sorted(differing))
    return Verification(projection.name, len(here), digest(h for _, h in here.values()), names)


def digest(hashes: Iterable[bytes]) -> str:
    """One hash for a set of documents, in whatever order they come."""
    total = 0
    for one in hashes:
        total = (total + int.from_bytes(one, "big")) % 2**256
    return f"{total:064x}"


def document_hash(document: Mapping[str, Any]) -> bytes:
    """SHA-256 of a document with its fields in order of name."""
    return hashlib.sha256(bson.encode(_canonical(document))).digest()


async def _hashes(store: MongoEventStore, collections: Mapping[str, str], query: Mapping[str, Any]) -> Hashes:
    found: Hashes = {}
    for name, target in collections.items():
        async for document in each(store.database[target].find(query)):
            found[(name, str(document["_id"]))] = (document.get("_stream", ""), document_hash(document))
    return found


def _differences(here: Hashes, there: Hashes) -> set[tuple[str, str]]:
    return {key for key in here.keys() | there.keys() if here.get(key) != there.get(key)}


def _updated(old: Hashes, looked_at: set[str], new: Hashes) -> Hashes:
    return {key: value for key, value in old.items() if value[0] not in looked_at} | new


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _canonical(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    return int(value) if isinstance(value, Int64) else value
