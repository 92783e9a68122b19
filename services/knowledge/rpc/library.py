"""parlance.knowledge.v1.Library: the document collections of workspaces."""

from __future__ import annotations

from typing import Any

import msgspec
from parlance.knowledge.v1 import retriever_pb2

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore
from services.knowledge.adapters.texts import Texts
from services.knowledge.commands import add_file, create_knowledge, delete_knowledge, remove_files
from services.knowledge.domain.knowledge import WORKSPACE
from services.knowledge.domain.locations import is_collection_name
from services.knowledge.domain.refusals import (
    CollectionNotFound,
    FileNotFound,
    KnowledgeNotFound,
    Malformed,
    Refused,
)
from services.knowledge.membership import Membership
from services.knowledge.processing import Processor
from services.knowledge.queries.catalogue import Catalogue
from services.knowledge.queries.documents import DocumentStore
from services.knowledge.rpc import shapes


class Library:
    """See the proto for what each method promises."""

    def __init__(
        self,
        store: EventStore,
        catalogue: Catalogue,
        documents: DocumentStore,
        processor: Processor,
        membership: Membership,
        texts: Texts,
        wait: float,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._documents = documents
        self._processor = processor
        self._membership = membership
        self._texts = texts
        self._wait = wait

    async def Attach(
        self, request: retriever_pb2.AttachRequest, ctx: CallContext
    ) -> retriever_pb2.AttachReply:
        """Add documents to a collection, searchable."""
        if not is_collection_name(request.collection):
            raise Malformed("This cannot be the name of a collection.")
        person = ctx.who
        await create_knowledge.handle(
            self._store,
            ctx,
            create_knowledge.CreateKnowledge(request.collection, WORKSPACE, "", "", (), person),
        )
        reply = retriever_pb2.AttachReply()
        found = await self._documents.at(request.locations)
        for location in dict.fromkeys(request.locations):
            document = found.get(location)
            if document is None or not await self._may_read(person, document):
                reply.missing.append(location)
                continue
            try:
                await self._attach(ctx, person, request.collection, document)
            except Refused as error:
                reply.failed[location] = str(error)
                continue
            for fresh in await self._catalogue.by_ids([document["_id"]]):
                reply.attached.append(_stored(location, fresh))
        return reply

    async def Detach(
        self, request: retriever_pb2.DetachRequest, ctx: CallContext
    ) -> retriever_pb2.DetachReply:
        """Take documents out of a collection."""
        person = ctx.who
        found = await self._documents.at(request.locations)
        file_ids = tuple(document["_id"] for document in found.values())
        command = remove_files.RemoveFiles(request.collection, file_ids, person)
        try:
            removed = await remove_files.handle(self._store, ctx, command)
        except KnowledgeNotFound as error:
            raise CollectionNotFound("There is no such collection.") from error
        for file_id in removed:
            await self._membership.sync(file_id)
        return retriever_pb2.DetachReply()

    async def Read(self, request: retriever_pb2.ReadRequest, ctx: CallContext) -> retriever_pb2.ReadReply:
        """The texts of documents."""
        person = ctx.who
        reply = retriever_pb2.ReadReply()
        for file_id in dict.fromkeys(request.file_ids):
            try:
                document = await self._catalogue.file(person, file_id)
            except FileNotFound:
                continue
            stored = await self._texts.get(file_id, document["text_version"])
            if stored is not None:
                reply.texts[file_id] = stored.text[: request.most] if request.most > 0 else stored.text
        return reply

    async def Drop(self, request: retriever_pb2.DropRequest, ctx: CallContext) -> retriever_pb2.DropReply:
        """Remove a collection; one that is gone is no error."""
        person = ctx.who
        command = delete_knowledge.DeleteKnowledge(request.collection, person)
        try:
            await delete_knowledge.handle(self._store, ctx, command)
        except KnowledgeNotFound:
            return retriever_pb2.DropReply()
        self._catalogue.forget()
        return retriever_pb2.DropReply()

    async def _attach(
        self, ctx: CallContext, person: Caller, collection: str, document: dict[str, Any]
    ) -> None:
        file_id = document["_id"]
        await self._processor.wait(ctx, file_id, ctx.remaining(self._wait) or self._wait)
        await add_file.handle(self._store, ctx, add_file.AddFile(collection, file_id, person))
        await self._membership.sync(file_id)

    async def _may_read(self, person: Caller, document: dict[str, Any]) -> bool:
        try:
            await self._catalogue.file(person, document["_id"])
        except FileNotFound:
            return False
        return True


def _stored(location: str, document: dict[str, Any]) -> retriever_pb2.StoredDocument:
    about = shapes.told(document)
    numbers = {"wordCount": document["words"], "token_count_estimate": document["tokens"]}
    return retriever_pb2.StoredDocument(
        location=location,
        file_id=document["_id"],
        title=about.get("title", "") or document["filename"],
        words=document["words"],
        tokens_estimate=document["tokens"],
        metadata=msgspec.json.encode({"id": document["_id"], **about, **numbers}),
    )
