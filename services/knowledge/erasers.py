"""What knowledge keeps of a person, removed when their account is gone: files with text, passages and
bytes, knowledge bases, and grants that name them.

A file's traces go before the file itself: as long as the file is listed, it is erased again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kernel.context import CallContext, Caller
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from kernel.identity.grants import Grant
from kernel.mongo import rows
from services.knowledge.adapters.blobs import Blobs
from services.knowledge.adapters.texts import Texts
from services.knowledge.adapters.vectors import Vectors
from services.knowledge.commands import delete_file, delete_knowledge, update_knowledge
from services.knowledge.commands.loading import file_stream
from services.knowledge.domain import events as e
from services.knowledge.domain import knowledge as bases
from services.knowledge.domain.refusals import FileNotFound, KnowledgeNotFound
from services.knowledge.processing import Processor
from services.knowledge.projections.files import FILES
from services.knowledge.projections.knowledge import KNOWLEDGE
from services.knowledge.queries.catalogue import Catalogue

_AT_ONCE = 20
_KINDS = [bases.KNOWLEDGE, bases.WORKSPACE, bases.TEXT]
_ANYBODY = Caller("service:knowledge", "admin", "service", "knowledge")


class OwnedBases:
    """Knowledge bases and other collections of the person."""

    name = "knowledge_bases"

    def __init__(self, store: EventStore, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        removed = 0
        found = self._store.view(KNOWLEDGE).find({"user_id": user_id}, {"_id": 1}).limit(_AT_ONCE)
        for base in await rows(found):
            command = delete_knowledge.DeleteKnowledge(base["_id"], _owner(user_id))
            try:
                await delete_knowledge.handle(self._store, ctx, command)
            except KnowledgeNotFound:
                continue  # somebody else deleted it meanwhile
            removed += 1
        self._catalogue.forget()
        return {"knowledge_bases": removed}


class OwnedFiles:
    """Files of the person, wherever they are linked."""

    name = "files"

    def __init__(
        self,
        store: EventStore,
        catalogue: Catalogue,
        processor: Processor,
        vectors: Vectors,
        texts: Texts,
        blobs: Blobs,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._processor = processor
        self._vectors = vectors
        self._texts = texts
        self._blobs = blobs

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        removed = {"files": 0, "blobs": 0, "passages": 0}
        found = self._store.view(FILES).find({"user_id": user_id}, {"chunks": 1}).limit(_AT_ONCE)
        for file in await rows(found):
            file_id = file["_id"]
            self._processor.cancel(file_id)
            await self._vectors.drop_file(file_id)
            await self._texts.drop(file_id)
            blobs = await self._contents(file_id)
            for blob in blobs:
                await self._blobs.delete(blob)
            try:
                await delete_file.handle(self._store, ctx, delete_file.DeleteFile(file_id, _owner(user_id)))
            except FileNotFound:
                continue
            removed["files"] += 1
            removed["blobs"] += len(blobs)
            removed["passages"] += file["chunks"]
        self._catalogue.forget()
        return removed

    async def _contents(self, file_id: str) -> set[str]:
        """Names of all the contents the file ever had."""
        events = [recorded.event for recorded in await self._store.load(file_stream(file_id))]
        return {
            event.blob
            for event in events
            if isinstance(event, e.FileUploaded | e.FileContentReplaced) and event.blob
        }


class GrantsTo:
    """Grants by which others let the person read or write."""

    name = "grants"

    def __init__(self, store: EventStore, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        query = {"kind": {"$in": _KINDS}, "principals": f"user:{user_id}"}
        removed = 0
        for base in await rows(self._store.view(KNOWLEDGE).find(query, {"_id": 1}).limit(_AT_ONCE)):
            command = update_knowledge.UpdateKnowledge(base["_id"], None, None, _without(user_id), _ANYBODY)
            try:
                await update_knowledge.handle(self._store, ctx, command)
            except KnowledgeNotFound:
                continue
            removed += 1
        self._catalogue.forget()
        return {"grants": removed}


def _owner(user_id: str) -> Caller:
    return Caller(user_id, "user", "service")


def _without(user_id: str) -> Callable[[Sequence[Grant]], list[Grant]]:
    named = ("user", user_id)
    return lambda grants: [one for one in grants if (one.principal_type, one.principal_id) != named]
