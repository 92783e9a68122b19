"""How far a reaction is: everything up to a floor, and what is done above it, kept in MongoDB.

One document per reaction in `consumers`:

    _id, fence            who may write: the holder of the lease with this number
    origins.<service>     {floor, done}: positions up to `floor`, and those in `done`, are dealt with
    trying.<service>:<n>  how often work on position n was begun and perhaps cut off by a crash

It is written at most every `INTERVAL` seconds; what was done since is done again after a crash.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError, PyMongoError

from kernel.bus.lease import Lease, LeaseLost

COLLECTION = "consumers"
INTERVAL = 0.25

_log = logging.getLogger(__name__)


class OriginProgress:
    """Positions of one service."""

    def __init__(self, floor: int, done: set[int]) -> None:
        self.floor = floor
        self._done = done
        self._open: dict[int, None] = {}
        self._seen = floor

    def take(self, position: int) -> bool:
        """Begin with a position, in ascending order; False when it is done already."""
        if position <= self.floor:
            return False
        self._seen = max(self._seen, position)
        if position in self._done:
            self._settle()
            return False
        self._open[position] = None
        return True

    def finish(self, position: int) -> None:
        """A position is dealt with."""
        self._open.pop(position, None)
        self._done.add(position)
        self._settle()

    def skip_to(self, position: int) -> None:
        """There is nothing more up to a position."""
        self._seen = max(self._seen, position)
        self._settle()

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {"floor": self.floor, "done": sorted(self._done)}

    def _settle(self) -> None:
        self.floor = max(self.floor, next(iter(self._open)) - 1 if self._open else self._seen)
        if self._done:
            self._done = {position for position in self._done if position > self.floor}


class Progress:
    """The progress of one reaction while its lease is held."""

    def __init__(self, collection: Any, name: str, lease: Lease, document: Mapping[str, Any]) -> None:
        self._collection = collection
        self._name = name
        self._lease = lease
        self._changed = asyncio.Event()
        self._saving = asyncio.Lock()
        self.origins = {
            service: OriginProgress(found["floor"], set(found["done"]))
            for service, found in document.get("origins", {}).items()
        }
        self.trying: dict[str, int] = dict(document.get("trying", {}))

    @classmethod
    async def load(cls, database: Any, name: str, lease: Lease) -> Progress:
        """Read the progress and shut out earlier holders. Raises LeaseLost."""
        collection = database[COLLECTION]
        document = await shut_out_others(collection, name, lease)
        return cls(collection, name, lease, document)

    def changed(self) -> None:
        """Have it saved soon."""
        self._changed.set()

    async def save(self) -> None:
        """Write it now. Raises LeaseLost."""
        async with self._saving:
            self._changed.clear()
            origins = {service: progress.document() for service, progress in self.origins.items()}
            result = await self._collection.update_one(
                {"_id": self._name, "fence": self._lease.fence},
                {"$set": {"origins": origins, "trying": self.trying}},
            )
            if not result.matched_count:
                raise LeaseLost(self._lease.name)

    async def save_when_changed(self) -> None:
        """Keep what is stored at most INTERVAL behind, until cancelled."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(INTERVAL)
            try:
                await self.save()
            except PyMongoError as error:
                _log.warning("progress of %s cannot be saved now: %s", self._name, error)
                self._changed.set()


async def shut_out_others(collection: Any, name: str, lease: Lease) -> dict[str, Any]:
    """Put the lease's number into a consumer's document, so that earlier holders cannot write it.

    Returns the document. Raises LeaseLost when a later holder has done so already.
    """
    try:
        document: dict[str, Any] = await collection.find_one_and_update(
            {"_id": name, "fence": {"$lte": lease.fence}},
            {"$set": {"fence": lease.fence}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
    except DuplicateKeyError:
        raise LeaseLost(lease.name) from None
    return document
