"""parlance.knowledge.v1.KnowledgeBases: collections of files that people make, share and search."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any

import msgspec
from parlance.common.v1 import common_pb2
from parlance.knowledge.v1 import bases_pb2
from pymongo import ASCENDING, DESCENDING

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore
from kernel.identity.sharing import Sharing
from services.knowledge.adapters.texts import Texts
from services.knowledge.commands import (
    add_file,
    create_knowledge,
    delete_knowledge,
    remove_files,
    request_processing,
    reset_knowledge,
    update_knowledge,
)
from services.knowledge.commands.loading import grants_of, may_use
from services.knowledge.domain.knowledge import KNOWLEDGE
from services.knowledge.domain.refusals import FileNotFound, Refused
from services.knowledge.membership import Membership
from services.knowledge.processing import Processor
from services.knowledge.queries.catalogue import Catalogue
from services.knowledge.queries.people import People
from services.knowledge.removal import Removal
from services.knowledge.rpc import base_forms as forms
from services.knowledge.rpc import shapes

_AT_ONCE = 500
"""Files taken out of the vector store before a reset answers; the reaction does the rest."""
_ORDERS = {"name": "name", "created_at": "at", "updated_at": "updated_at"}


class KnowledgeBases:
    """See the proto for what each method promises."""

    def __init__(
        self,
        store: EventStore,
        catalogue: Catalogue,
        people: People,
        processor: Processor,
        membership: Membership,
        removal: Removal,
        texts: Texts,
        sharing: Sharing,
        wait: float,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._people = people
        self._processor = processor
        self._membership = membership
        self._removal = removal
        self._texts = texts
        self._sharing = sharing
        self._wait = wait

    async def List(
        self, request: bases_pb2.ListKnowledgeRequest, ctx: CallContext
    ) -> bases_pb2.ListKnowledgeReply:
        """One page of what the caller may read."""
        person = ctx.who
        return await self._listed(person, *await self._catalogue.knowledge_list(person, request.page or 1))

    async def Search(
        self, request: bases_pb2.SearchKnowledgeRequest, ctx: CallContext
    ) -> bases_pb2.ListKnowledgeReply:
        """As List, by text and owner."""
        person = ctx.who
        field = _ORDERS.get(request.order_by, "updated_at")
        direction = ASCENDING if request.direction == "asc" else DESCENDING
        found, total = await self._catalogue.knowledge_list(
            person, request.page or 1, request.query, request.view_option, (field, direction)
        )
        return await self._listed(person, found, total)

    async def Create(self, request: bases_pb2.KnowledgeForm, ctx: CallContext) -> bases_pb2.KnowledgeBase:
        """Make a knowledge base."""
        person = ctx.who
        granting = forms.granting(request)
        grants = granting(()) if granting else []
        await self._sharing.check(ctx, KNOWLEDGE, (), grants)
        command = create_knowledge.CreateKnowledge(
            knowledge_id=str(uuid.uuid4()),
            kind=KNOWLEDGE,
            name=request.name,
            description=request.description,
            grants=grants,
            person=person,
        )
        await create_knowledge.handle(self._store, ctx, command)
        return shapes.knowledge_base(await self._catalogue.knowledge(person, command.knowledge_id))

    async def Get(self, request: bases_pb2.KnowledgeRequest, ctx: CallContext) -> bases_pb2.KnowledgeBase:
        """One knowledge base, without its files."""
        person = ctx.who
        document = await self._catalogue.knowledge(person, request.id)
        return shapes.knowledge_base(document, write_access=may_use(person, "write", document))

    async def Files(
        self, request: bases_pb2.ListKnowledgeFilesRequest, ctx: CallContext
    ) -> bases_pb2.ListKnowledgeFilesReply:
        """One page of its files."""
        person = ctx.who
        await self._catalogue.knowledge(person, request.id)
        found = await self._catalogue.files_in(request.id)
        if request.query:
            found = [f for f in found if request.query.casefold() in f["filename"].casefold()]
        if request.view_option in ("created", "shared"):
            found = [f for f in found if (f["user_id"] == person.id) == (request.view_option == "created")]
        if request.order_by in _ORDERS:
            field = {"name": "filename"}.get(request.order_by, _ORDERS[request.order_by])
            found.sort(key=lambda f: f[field], reverse=request.direction != "asc")
        size = request.limit or 30
        page = found[((request.page or 1) - 1) * size :][:size]
        cards = await self._people.cards(f["user_id"] for f in page)
        wanted = [(f["_id"], f["text_version"]) for f in page if request.include_content]
        texts = await self._texts.many(wanted)
        return bases_pb2.ListKnowledgeFilesReply(
            items=[
                shapes.knowledge_file(f, request.id, cards.get(f["user_id"]), texts.get(f["_id"]))
                for f in page
            ],
            total=len(found),
        )

    async def Update(
        self, request: bases_pb2.UpdateKnowledgeRequest, ctx: CallContext
    ) -> bases_pb2.KnowledgeBase:
        """Another name, description, or grants."""
        form = request.form
        return await self._updated(ctx, request.id, form.name, form.description, forms.granting(form))

    async def UpdateAccess(
        self, request: bases_pb2.UpdateAccessRequest, ctx: CallContext
    ) -> bases_pb2.KnowledgeBase:
        """Other grants."""
        granting = forms.grants(request.form.access_grants)
        return await self._updated(ctx, request.id, None, None, granting)

    async def Delete(self, request: bases_pb2.KnowledgeRequest, ctx: CallContext) -> common_pb2.BoolValue:
        """Delete it; its files stay."""
        person = ctx.who
        await self._catalogue.knowledge(person, request.id, "write")
        command = delete_knowledge.DeleteKnowledge(request.id, person)
        await delete_knowledge.handle(self._store, ctx, command)
        self._catalogue.forget()
        return common_pb2.BoolValue(value=True)

    async def AddFile(
        self, request: bases_pb2.KnowledgeFileRequest, ctx: CallContext
    ) -> bases_pb2.KnowledgeBase:
        """Add one file, processed."""
        person = ctx.who
        await self._catalogue.knowledge(person, request.id, "write")
        await self._add(ctx, person, request.id, request.form.file_id)
        return await self._with_files(person, request.id)

    async def UpdateFile(
        self, request: bases_pb2.KnowledgeFileRequest, ctx: CallContext
    ) -> bases_pb2.KnowledgeBase:
        """Embed one of its files anew."""
        person = ctx.who
        await self._catalogue.knowledge(person, request.id, "write")
        file_id = request.form.file_id
        if request.id not in await self._catalogue.collections_of(file_id):
            raise FileNotFound("There is no such file in this knowledge base.")
        again = request_processing.RequestProcessing(file_id, again=True)
        await request_processing.handle(self._store, ctx, again)
        await self._processor.wait(ctx, file_id, ctx.remaining(self._wait) or self._wait)
        return await self._with_files(person, request.id)

    async def RemoveFile(
        self, request: bases_pb2.RemoveFileRequest, ctx: CallContext
    ) -> bases_pb2.KnowledgeBase:
        """Take one file out, and delete it when it is the caller's."""
        person = ctx.who
        await self._catalogue.knowledge(person, request.id, "write")
        file_id = request.form.file_id
        removed = await remove_files.handle(
            self._store, ctx, remove_files.RemoveFiles(request.id, (file_id,), person)
        )
        if not removed:
            raise FileNotFound("There is no such file in this knowledge base.")
        await self._membership.sync(file_id)
        if not request.HasField("delete_file") or request.delete_file:
            with contextlib.suppress(FileNotFound):  # somebody else's file is only taken out
                await self._removal.delete(ctx, person, file_id)
        return await self._with_files(person, request.id)

    async def AddFiles(self, request: bases_pb2.AddFilesRequest, ctx: CallContext) -> bases_pb2.KnowledgeBase:
        """Add many files; what cannot be added is told."""
        person = ctx.who
        await self._catalogue.knowledge(person, request.id, "write")
        errors: list[str] = []
        for file_id in forms.file_ids(request.files):
            try:
                await self._add(ctx, person, request.id, file_id)
            except Refused as error:
                errors.append(f"{file_id}: {error}")
        reply = await self._with_files(person, request.id)
        if errors:
            message = f"{len(errors)} of the files could not be added."
            reply.warnings = msgspec.json.encode({"message": message, "errors": errors})
        return reply

    async def Reset(
        self, request: bases_pb2.ResetKnowledgeRequest, ctx: CallContext
    ) -> bases_pb2.KnowledgeBase:
        """Take all files out."""
        person = ctx.who
        await self._catalogue.knowledge(person, request.id, "write")
        command = reset_knowledge.ResetKnowledge(request.id, person)
        inside = await reset_knowledge.handle(self._store, ctx, command)
        for file_id in sorted(inside)[:_AT_ONCE]:
            await self._membership.sync(file_id)
        return shapes.knowledge_base(await self._catalogue.knowledge(person, request.id))

    async def _add(self, ctx: CallContext, person: Caller, knowledge_id: str, file_id: str) -> None:
        await self._catalogue.file(person, file_id)
        await self._processor.wait(ctx, file_id, ctx.remaining(self._wait) or self._wait)
        await add_file.handle(self._store, ctx, add_file.AddFile(knowledge_id, file_id, person))
        await self._membership.sync(file_id)

    async def _updated(
        self,
        ctx: CallContext,
        knowledge_id: str,
        name: str | None,
        description: str | None,
        grants: forms.Granting | None,
    ) -> bases_pb2.KnowledgeBase:
        person = ctx.who
        document = await self._catalogue.knowledge(person, knowledge_id, "write")
        if grants is not None:
            kept = grants_of(document)
            await self._sharing.check(ctx, KNOWLEDGE, kept, grants(kept))
        command = update_knowledge.UpdateKnowledge(knowledge_id, name, description, grants, person)
        await update_knowledge.handle(self._store, ctx, command)
        self._catalogue.forget()
        return await self._with_files(person, knowledge_id)

    async def _with_files(self, person: Caller, knowledge_id: str) -> bases_pb2.KnowledgeBase:
        document = await self._catalogue.knowledge(person, knowledge_id)
        files = await self._catalogue.files_in(knowledge_id)
        return shapes.knowledge_base(document, files, may_use(person, "write", document))

    async def _listed(
        self, person: Caller, found: list[dict[str, Any]], total: int
    ) -> bases_pb2.ListKnowledgeReply:
        cards = await self._people.cards(d["user_id"] for d in found)
        counts = await self._catalogue.file_counts([d["_id"] for d in found]) if found else {}
        items = [
            shapes.knowledge_item(
                d, cards.get(d["user_id"]), counts.get(d["_id"], 0), may_use(person, "write", d)
            )
            for d in found
        ]
        return bases_pb2.ListKnowledgeReply(items=items, total=total)
