"""parlance.knowledge.v1.Notes: a person's short texts, each a hidden file of the person's own collection."""

from __future__ import annotations

import uuid
from contextlib import suppress

from parlance.knowledge.v1 import notes_pb2 as pb

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.knowledge.commands import add_file, create_knowledge, replace_content, request_processing
from services.knowledge.domain.knowledge import TEXT
from services.knowledge.domain.locations import notes_of
from services.knowledge.domain.refusals import CollectionNotFound, FileNotFound
from services.knowledge.membership import Membership
from services.knowledge.processing import Processor
from services.knowledge.queries.catalogue import Catalogue
from services.knowledge.queries.search import Searcher
from services.knowledge.removal import Removal
from services.knowledge.uploads import Uploads, described

_SUFFIX = ".txt"
_PIECES = 3
"""A long text is found in pieces: so many are looked at for each text wanted."""


class Notes:
    """See the proto."""

    def __init__(
        self,
        store: EventStore,
        catalogue: Catalogue,
        intake: Uploads,
        processor: Processor,
        membership: Membership,
        removal: Removal,
        searcher: Searcher,
        wait: float,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._intake = intake
        self._processor = processor
        self._membership = membership
        self._removal = removal
        self._searcher = searcher
        self._wait = wait

    async def Put(self, request: pb.PutNoteRequest, ctx: CallContext) -> pb.PutNoteReply:
        """Keep a text."""
        person, collection = ctx.who, notes_of(ctx.who.id)
        made = create_knowledge.CreateKnowledge(collection, TEXT, "", "", (), person)
        await create_knowledge.handle(self._store, ctx, made)
        file_id, name = _file_of(person.id, request.id), request.id + _SUFFIX
        try:
            await self._catalogue.own_file(person, file_id)
        except FileNotFound:
            about = described(name, {})
            await self._intake.keep_text(
                ctx, name, request.text, about=about, surface="text", file_id=file_id
            )
        else:
            blob = await self._intake.text_blob(request.text)
            command = replace_content.ReplaceContent(file_id, blob, person)
            await replace_content.handle(self._store, ctx, command)
        await self._processor.wait(ctx, file_id, ctx.remaining(self._wait) or self._wait)
        await add_file.handle(self._store, ctx, add_file.AddFile(collection, file_id, person))
        await self._membership.sync(file_id)
        return pb.PutNoteReply()

    async def Remove(self, request: pb.RemoveNotesRequest, ctx: CallContext) -> pb.RemoveNotesReply:
        """Take texts away."""
        for one in dict.fromkeys(request.ids):
            with suppress(FileNotFound):
                await self._removal.delete(ctx, ctx.who, _file_of(ctx.who.id, one))
        return pb.RemoveNotesReply()

    async def Find(self, request: pb.FindNotesRequest, ctx: CallContext) -> pb.FindNotesReply:
        """The texts nearest in meaning."""
        wanted = request.limit or 1
        try:
            hits = await self._searcher.search(
                ctx, [notes_of(ctx.who.id)], request.query, limit=wanted * _PIECES, keyword_share=0.0
            )
        except CollectionNotFound:  # nothing was ever kept
            return pb.FindNotesReply()
        nearest: dict[str, float] = {}
        for hit in sorted(hits, key=lambda one: -one.score):
            nearest.setdefault(hit.name.removesuffix(_SUFFIX), max(0.0, min(1.0, (1.0 + hit.score) / 2.0)))
        notes = [pb.FoundNote(id=one, nearness=near) for one, near in list(nearest.items())[:wanted]]
        return pb.FindNotesReply(notes=notes)

    async def Reindex(self, request: pb.ReindexNotesRequest, ctx: CallContext) -> pb.ReindexNotesReply:
        """Ask for everybody's texts to be embedded anew; those that wait for it anyway are left to it."""
        total = 0
        async for file_id in self._catalogue.files_of_notes():
            with suppress(FileNotFound):  # deleted meanwhile
                again = request_processing.RequestProcessing(file_id, again=True)
                await request_processing.handle(self._store, ctx, again)
                total += 1
        return pb.ReindexNotesReply(status=True, total=total)


def _file_of(user_id: str, note_id: str) -> str:
    """The file of a note: nobody can name another's."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{notes_of(user_id)}/{note_id}"))
