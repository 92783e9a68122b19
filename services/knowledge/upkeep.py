"""Background care: work nobody finishes, chunks and blobs nobody owns, vectors that were lost.

Everything here only repairs; nothing depends on when it runs.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time

from pymongo.errors import PyMongoError

from kernel.context import CallContext, system
from kernel.eventstore.model import EventStore
from kernel.mongo import each, rows
from services.knowledge.adapters.blobs import Blobs
from services.knowledge.adapters.vectors import Vectors
from services.knowledge.commands import request_processing
from services.knowledge.domain import file as life
from services.knowledge.domain.refusals import FileNotFound
from services.knowledge.processing import Processor
from services.knowledge.projections.files import FILES

_FIRST = 5.0
_EVERY = 600.0
_STALE = 60.0
_QUIET = 10.0
_ORPHAN = 3600.0
_log = logging.getLogger(__name__)


class Upkeep:
    """One pass after another until cancelled."""

    def __init__(self, store: EventStore, processor: Processor, vectors: Vectors, blobs: Blobs) -> None:
        self._store = store
        self._processor = processor
        self._vectors = vectors
        self._blobs = blobs

    async def run(self) -> None:
        """The background task."""
        pause = _FIRST
        while True:
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))
            pause = _EVERY
            try:
                await self.once(system("upkeep"))
            except (PyMongoError, OSError, RuntimeError):
                _log.warning("a pass of upkeep broke off", exc_info=True)

    async def tend(self) -> None:
        """The background task that keeps the embedded vector store indexed."""
        while True:
            await asyncio.sleep(_QUIET)
            try:
                await self._vectors.tend()
            except (OSError, RuntimeError):
                _log.warning(
                    "the vectors could not be compacted; they are searched as they are", exc_info=True
                )

    async def once(self, ctx: CallContext) -> None:
        """One pass."""
        await self.resume(ctx)
        await self.reconcile(ctx)
        await self.sweep()

    async def resume(self, ctx: CallContext) -> None:
        """Take up files that wait for longer than a minute."""
        before = int((time.time() - _STALE) * 1000)
        query = {"status": {"$in": [life.PENDING, life.PROCESSING]}, "at": {"$lt": before}}
        for document in await rows(self._store.view(FILES).find(query, {"_id": 1}).limit(200)):
            await asyncio.wait({self._processor.start(ctx, document["_id"])})

    async def reconcile(self, ctx: CallContext) -> None:
        """Index anew what the vector store lost; drop chunks of files that are gone."""
        stored = await self._vectors.counts()
        query = {"status": life.COMPLETED}
        lost: list[str] = []
        known: set[str] = set()
        async for document in each(self._store.view(FILES).find(query, {"chunks": 1})):
            known.add(document["_id"])
            if stored.get(document["_id"], 0) < document["chunks"]:
                lost.append(document["_id"])
        if lost:
            _log.warning("the vector store lacks the passages of %d files; indexing them anew", len(lost))
        for file_id in lost:
            try:
                again = request_processing.RequestProcessing(file_id, again=True)
                await request_processing.handle(self._store, ctx, again)
            except FileNotFound:
                continue
        for file_id in stored.keys() - known:
            if await self._store.view(FILES).find_one({"_id": file_id}, {"_id": 1}) is None:
                await self._vectors.drop_file(file_id)

    async def sweep(self) -> None:
        """Delete blobs that no file names and that are older than any upload under way."""
        names = await self._blobs.older_than(_ORPHAN)
        for first in range(0, len(names), 500):
            some = names[first : first + 500]
            query = {"$or": [{"blob": {"$in": some}}, {"content_blob": {"$in": some}}]}
            owned: set[str] = set()
            for document in await rows(self._store.view(FILES).find(query, {"blob": 1, "content_blob": 1})):
                owned |= {document["blob"], document["content_blob"]}
            for name in set(some) - owned:
                await self._blobs.delete(name)
