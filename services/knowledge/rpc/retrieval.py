"""parlance.knowledge.v1.Retrieval: processing on demand and queries over REST."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec
from parlance.knowledge.v1 import retrieval_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.knowledge.adapters.texts import Texts
from services.knowledge.adapters.vectors import Hit
from services.knowledge.commands import (
    add_file,
    create_knowledge,
    remove_files,
    remove_vectors,
    replace_content,
    request_processing,
)
from services.knowledge.domain.knowledge import TEXT
from services.knowledge.domain.locations import is_collection_name
from services.knowledge.domain.refusals import CollectionNotFound, KnowledgeNotFound, Malformed
from services.knowledge.membership import Membership
from services.knowledge.processing import Processor
from services.knowledge.queries.catalogue import Catalogue
from services.knowledge.queries.search import Searcher, metadata_filter
from services.knowledge.uploads import Uploads, described

_encode = msgspec.json.encode
_Query: TypeAlias = retrieval_pb2.QueryDocRequest | retrieval_pb2.QueryCollectionRequest


class Retrieval:
    """See the proto for what each method promises."""

    def __init__(
        self,
        store: EventStore,
        catalogue: Catalogue,
        intake: Uploads,
        processor: Processor,
        membership: Membership,
        texts: Texts,
        searcher: Searcher,
        wait: float,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._intake = intake
        self._processor = processor
        self._membership = membership
        self._texts = texts
        self._searcher = searcher
        self._wait = wait

    async def ProcessFile(
        self, request: retrieval_pb2.ProcessFileRequest, ctx: CallContext
    ) -> retrieval_pb2.ProcessFileReply:
        """Process a file and wait."""
        person = ctx.who
        file_id, collection = request.file_id, request.collection_name or f"file-{request.file_id}"
        await self._catalogue.own_file(person, file_id)
        if request.HasField("content"):
            blob = await self._intake.text_blob(request.content)
            await replace_content.handle(
                self._store, ctx, replace_content.ReplaceContent(file_id, blob, person)
            )
        else:
            await request_processing.handle(self._store, ctx, request_processing.RequestProcessing(file_id))
        document = await self._processor.wait(ctx, file_id, ctx.remaining(self._wait) or self._wait)
        if collection != f"file-{file_id}":
            await self._add(ctx, collection, file_id)
        text = await self._texts.get(file_id, document["text_version"])
        return retrieval_pb2.ProcessFileReply(
            status=True,
            collection_name=collection,
            filename=document["filename"],
            content=text.text if text else "",
        )

    async def ProcessText(
        self, request: retrieval_pb2.ProcessTextRequest, ctx: CallContext
    ) -> retrieval_pb2.ProcessTextReply:
        """Embed posted text as a collection."""
        # The same text of two people gives two collections: neither learns of the other.
        own = hashlib.sha256(f"{ctx.who.id}\0{request.content}".encode("utf-8", "replace")).hexdigest()
        collection = request.collection_name or own
        file_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{ctx.who.id}/{collection}/{request.name}/{own}"))
        await self._open(ctx, collection, request.name)
        about = described(request.name, {})
        name = request.name if request.name.endswith(".txt") else f"{request.name}.txt"
        await self._intake.keep_text(ctx, name, request.content, about=about, surface="text", file_id=file_id)
        await self._processor.wait(ctx, file_id, ctx.remaining(self._wait) or self._wait)
        await self._add(ctx, collection, file_id)
        return retrieval_pb2.ProcessTextReply(
            status=True, collection_name=collection, content=request.content
        )

    async def QueryDoc(
        self, request: retrieval_pb2.QueryDocRequest, ctx: CallContext
    ) -> retrieval_pb2.QueryReply:
        """Passages of one collection, with ids."""
        hits = await self._hits(ctx, [request.collection_name], request)
        reply = {"ids": [[h.id for h in hits]], **_columns(hits)}
        return retrieval_pb2.QueryReply(json=_encode(reply))

    async def QueryCollection(
        self, request: retrieval_pb2.QueryCollectionRequest, ctx: CallContext
    ) -> retrieval_pb2.QueryReply:
        """Passages of several collections."""
        hits = await self._hits(ctx, list(request.collection_names), request)
        return retrieval_pb2.QueryReply(json=_encode(_columns(hits)))

    async def DeleteEntries(
        self, request: retrieval_pb2.DeleteEntriesRequest, ctx: CallContext
    ) -> retrieval_pb2.DeleteEntriesReply:
        """Take a file out of a collection."""
        person = ctx.who
        await self._catalogue.file(person, request.file_id)
        if request.collection_name == f"file-{request.file_id}":
            await remove_vectors.handle(
                self._store, ctx, remove_vectors.RemoveVectors(request.file_id, person)
            )
            return retrieval_pb2.DeleteEntriesReply(status=True)
        command = remove_files.RemoveFiles(request.collection_name, (request.file_id,), person)
        try:
            removed = await remove_files.handle(self._store, ctx, command)
        except KnowledgeNotFound as error:
            raise CollectionNotFound("There is no such collection.") from error
        await self._membership.sync(request.file_id)
        return retrieval_pb2.DeleteEntriesReply(status=bool(removed))

    async def _hits(self, ctx: CallContext, collections: Sequence[str], request: _Query) -> list[Hit]:
        share: float | None = None
        if request.HasField("hybrid") and not request.hybrid:
            share = 0.0
        elif request.HasField("hybrid_bm25_weight"):
            share = request.hybrid_bm25_weight
        elif request.HasField("hybrid") and self._searcher.defaults.keyword_share == 0:
            share = 0.5
        hits = await self._searcher.search(
            ctx,
            collections,
            request.query,
            limit=request.k,
            keyword_share=share,
            fields=metadata_filter(request.filter),
        )
        if request.HasField("r") and request.r > 0:
            hits = [h for h in hits if _nearness(h) >= request.r]
        return hits[: request.k_reranker] if request.k_reranker else hits

    async def _open(self, ctx: CallContext, collection: str, name: str) -> None:
        if not is_collection_name(collection):
            raise Malformed(
                "A collection name has letters, digits and ._:- and does not begin with file- or memory-."
            )
        person = ctx.who
        await create_knowledge.handle(
            self._store, ctx, create_knowledge.CreateKnowledge(collection, TEXT, name, "", (), person)
        )

    async def _add(self, ctx: CallContext, collection: str, file_id: str) -> None:
        person = ctx.who
        try:
            await add_file.handle(self._store, ctx, add_file.AddFile(collection, file_id, person))
        except KnowledgeNotFound as error:
            raise CollectionNotFound("There is no such collection.") from error
        await self._membership.sync(file_id)


def _nearness(hit: Hit) -> float:
    return max(0.0, min(1.0, (1.0 + hit.score) / 2.0))


def _columns(hits: Sequence[Hit]) -> dict[str, Any]:
    return {
        "documents": [[h.text for h in hits]],
        "metadatas": [[msgspec.Raw(h.meta) for h in hits]],
        "distances": [[_nearness(h) for h in hits]],
    }
