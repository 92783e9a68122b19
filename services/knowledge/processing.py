"""From a stored file to one that can be searched: extract, cut, embed, index.

Each step is recorded and may be repeated, so work that was cut off anywhere is taken up again: by
the reaction that gets its event again, or by the sweeper. A lease keeps two workers from doing the
same file at once; it ends by itself when its holder dies. A newer content makes the work on an older
one stop without effect.
"""

from __future__ import annotations

import asyncio
import contextvars
import hashlib
import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError, PyMongoError

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.knowledge.adapters.blobs import Blobs
from services.knowledge.adapters.embedder import Embedder, EmbeddingUnavailable
from services.knowledge.adapters.texts import StoredText, Texts
from services.knowledge.adapters.vectors import Vectors, collection_of
from services.knowledge.commands import note_progress
from services.knowledge.cutting import Cut
from services.knowledge.domain import events as e
from services.knowledge.domain import file as life
from services.knowledge.domain.chunking import chunks
from services.knowledge.domain.refusals import (
    FileNotFound,
    FileNotProcessed,
    FileUnreadable,
    Refused,
    Superseded,
)
from services.knowledge.extraction.extractor import Extracted, Extractor
from services.knowledge.membership import Membership
from services.knowledge.passages import passage_of
from services.knowledge.projections.files import FILES

LEASES = "processing"
_LEASE = 20.0
_BEAT = 5.0
_LOOK = 0.05
_log = logging.getLogger(__name__)


class Processor:
    """Processes files; one task a file in this process, joined by whoever waits for it."""

    def __init__(
        self,
        store: EventStore,
        database: Any,
        blobs: Blobs,
        texts: Texts,
        extractor: Extractor,
        embedder: Embedder,
        vectors: Vectors,
        membership: Membership,
        cut: Callable[[], Cut],
        service_context: Callable[[CallContext], CallContext],
    ) -> None:
        self._store = store
        self._leases = database[LEASES]
        self._blobs = blobs
        self._texts = texts
        self._extractor = extractor
        self._embedder = embedder
        self._vectors = vectors
        self._membership = membership
        self._cut = cut
        self._service_context = service_context
        self._me = uuid.uuid4().hex
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, ctx: CallContext, file_id: str) -> asyncio.Task[None]:
        """Work on a file in the background; the task that does it already, if there is one."""
        task = self._tasks.get(file_id)
        if task is None:
            work = self._run(self._service_context(ctx), file_id)
            # Its own context: a caller's open transaction must not follow it.
            task = asyncio.create_task(work, context=contextvars.Context())
            self._tasks[file_id] = task
            task.add_done_callback(lambda done: self._ended(file_id, done))
        return task

    async def ensure(self, ctx: CallContext, file_id: str) -> None:
        """Work on a file until it is final, here or at another worker. A fault is raised.

        A file that another worker holds is waited for: until it is final, or its lease has ended.
        """
        while True:
            task = self.start(ctx, file_id)
            await asyncio.wait({task})
            if not task.cancelled():  # it is when the file is being deleted
                task.result()
            document = await self._store.view(FILES).find_one({"_id": file_id}, {"status": 1})
            if document is None or document["status"] not in (life.PENDING, life.PROCESSING):
                return
            await asyncio.sleep(1.0)

    async def wait(
        self, ctx: CallContext, file_id: str, seconds: float, *, text_only: bool = False
    ) -> dict[str, Any]:
        """The file's document once it is final (or has its text), within a time.

        Raises FileNotFound, FileNotProcessed when time is up, and for a failed file the refusal that
        its failure stands for.
        """
        deadline = time.monotonic() + seconds
        while True:
            document: dict[str, Any] | None = await self._store.view(FILES).find_one({"_id": file_id})
            if document is None:
                raise FileNotFound("There is no such file.")
            if document["status"] == life.FAILED:
                raise failure_of(document)
            has_text = text_only and document["text_version"] == document["content_version"]
            if document["status"] == life.COMPLETED or has_text:
                return document
            left = deadline - time.monotonic()
            if left <= 0:
                raise FileNotProcessed("The file is not processed yet.")
            task = self.start(ctx, file_id) if document["status"] in (life.PENDING, life.PROCESSING) else None
            if task is None:
                raise FileNotProcessed("The file has not been processed.")
            await asyncio.wait({task}, timeout=min(left, _LOOK if text_only or task.done() else left))
            if task.done():
                await asyncio.sleep(_LOOK)

    async def stop(self) -> None:
        """Cancel what runs; it is taken up again later."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def cancel(self, file_id: str) -> None:
        """Stop work on a file that is being deleted."""
        task = self._tasks.get(file_id)
        if task is not None:
            task.cancel()

    def _ended(self, file_id: str, task: asyncio.Task[None]) -> None:
        self._tasks.pop(file_id, None)
        if not task.cancelled() and task.exception() is not None:
            _log.warning(
                "processing of a file broke off", exc_info=task.exception(), extra={"file_id": file_id}
            )

    async def _run(self, ctx: CallContext, file_id: str) -> None:
        document = await self._store.view(FILES).find_one({"_id": file_id}, {"status": 1})
        if document is None or document["status"] not in (life.PENDING, life.PROCESSING):
            return
        if not await self._take(file_id):
            return
        beat = asyncio.create_task(self._keep(file_id))
        try:
            await self._process(ctx, file_id)
        except (Superseded, FileNotFound):
            await self._clean(file_id)
        finally:
            beat.cancel()
            await self._give_back(file_id)

    async def _process(self, ctx: CallContext, file_id: str) -> None:
        state = await note_progress.started(self._store, ctx, file_id)
        document = await self._store.view(FILES).find_one({"_id": file_id})
        if document is None:
            raise FileNotFound("There is no such file.")
        try:
            text = await self._text(ctx, document, state)
            await self._index(ctx, document, state, text)
        except (Superseded, FileNotFound):
            raise
        except (Refused, EmbeddingUnavailable) as error:
            failed = e.FileProcessingFailed(file_id, state.content_version, error.reason, str(error))
            await note_progress.failed(self._store, ctx, failed)

    async def _text(self, ctx: CallContext, document: dict[str, Any], state: life.File) -> StoredText:
        file_id, version = document["_id"], state.content_version
        if document["text_version"] == version:
            standing = await self._texts.get(file_id, version)
            if standing is not None:
                return standing
        extracted = await self._extract(document, state)
        await self._texts.put(file_id, version, extracted.text, extracted.pages)
        words = len(extracted.text.split())
        await note_progress.extracted(
            self._store,
            ctx,
            e.FileTextExtracted(
                file_id=file_id,
                content_version=version,
                text_hash=hashlib.sha256(extracted.text.encode()).hexdigest(),
                characters=len(extracted.text),
                words=words,
                tokens_estimate=max(words, len(extracted.text) // 4),
                pages=len(extracted.pages),
            ),
        )
        return StoredText(extracted.text, extracted.pages)

    async def _extract(self, document: dict[str, Any], state: life.File) -> Extracted:
        blob = state.content_blob or state.blob
        # Text that was given as text is read as such, whatever the file is called.
        name = "content.txt" if state.content_blob else document["filename"]
        try:
            return await self._extractor.extract(await self._blobs.local(blob), name)
        except FileNotFoundError as error:
            raise FileUnreadable("The stored file is missing.") from error

    async def _index(
        self, ctx: CallContext, document: dict[str, Any], state: life.File, text: StoredText
    ) -> None:
        file_id, version = document["_id"], state.content_version
        text_hash = hashlib.sha256(text.text.encode()).hexdigest()
        cut = self._cut()
        passages = await asyncio.to_thread(chunks, text.text, text.pages, cut.words, cut.overlap)
        embedded = await self._embedder.documents(ctx, [p.text for p in passages])
        collection = collection_of(embedded.model, embedded.dimensions)
        await self._vectors.ensure(collection, embedded.dimensions)
        members, number = await self._membership.current(file_id)
        points = [
            passage_of(document, chunk, vector.tolist(), version, text_hash, embedded.model)
            for chunk, vector in zip(passages, embedded.vectors, strict=True)
        ]
        await self._vectors.put(collection, points, members, number)
        await note_progress.processed(
            self._store, ctx, e.FileProcessed(file_id, version, len(points), collection)
        )
        await self._vectors.drop_old(file_id, version, collection)
        await self._texts.drop(file_id, but=version)
        await self._membership.sync(file_id)

    async def _clean(self, file_id: str) -> None:
        if await self._store.view(FILES).find_one({"_id": file_id}, {"_id": 1}) is None:
            await self._vectors.drop_file(file_id)
            await self._texts.drop(file_id)

    async def _take(self, file_id: str) -> bool:
        now = time.time()
        free = {"_id": file_id, "$or": [{"until": {"$lt": now}}, {"holder": self._me}]}
        mine = {"$set": {"holder": self._me, "until": now + _LEASE}}
        try:
            await self._leases.find_one_and_update(
                free, mine, upsert=True, return_document=ReturnDocument.AFTER
            )
        except DuplicateKeyError:
            return False  # another worker has it
        return True

    async def _keep(self, file_id: str) -> None:
        while True:
            await asyncio.sleep(_BEAT)
            until = {"$set": {"until": time.time() + _LEASE}}
            try:
                await self._leases.update_one({"_id": file_id, "holder": self._me}, until)
            except PyMongoError as error:
                _log.info("the lease on a file is renewed later: %s", type(error).__name__)

    async def _give_back(self, file_id: str) -> None:
        try:
            await self._leases.delete_one({"_id": file_id, "holder": self._me})
        except PyMongoError as error:
            _log.info("the lease on a file ends by itself: %s", type(error).__name__)


def failure_of(document: dict[str, Any]) -> Refused:
    """The refusal that a failed file stands for."""
    for kind in Refused.__subclasses__():
        if kind.reason == document["reason"]:
            return kind(document["error"])
    return FileNotProcessed(document["error"] or "The file could not be processed.")
