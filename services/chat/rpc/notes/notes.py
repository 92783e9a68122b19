"""parlance.chat.v1.Notes"""

from __future__ import annotations

from collections.abc import Callable

from parlance.chat.v1 import notes_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore
from kernel.identity.sharing import Sharing
from services.chat.adapters.people import People
from services.chat.commands.notes import change as changing
from services.chat.commands.notes import create, delete, pin
from services.chat.domain.notes.note import Change
from services.chat.domain.notes.refusals import NotesDisabled
from services.chat.queries.notes import find
from services.chat.queries.shared_things import Wanted, grants_of, may_use
from services.chat.rpc.grant_forms import Granting, granting
from services.chat.rpc.notes import shapes
from services.chat.rpc.people_shapes import card


class Notes:
    """See the proto for what each method promises; `enabled` tells whether notes are switched on."""

    def __init__(
        self, store: EventStore, people: People, sharing: Sharing, enabled: Callable[[], bool]
    ) -> None:
        self._store = store
        self._people = people
        self._sharing = sharing
        self._enabled = enabled

    async def List(self, request: pb.ListNotesRequest, ctx: CallContext) -> pb.NoteRows:
        """The caller's and those shared with them."""
        person = self._person(ctx)
        page = request.page if request.HasField("page") else None
        return await self._rows(ctx, person, await find.listed(self._store, person, page))

    async def Search(self, request: pb.SearchNotesRequest, ctx: CallContext) -> pb.NotePage:
        """One page, by words, owner and permission."""
        person = self._person(ctx)
        wanted = Wanted(
            query=request.query,
            view_option=request.view_option,
            permission=request.permission,
            order_by=request.order_by,
            direction=request.direction,
        )
        found, total = await find.searched(self._store, person, wanted, request.page or 1)
        pinned = await find.pins(self._store, person, [one["_id"] for one in found])
        authors = await self._people.named(ctx, [one["user_id"] for one in found])
        items = [shapes.item(one, one["_id"] in pinned, card(authors.get(one["user_id"]))) for one in found]
        return pb.NotePage(items=items, total=total)

    async def Pinned(self, request: pb.PinnedNotesRequest, ctx: CallContext) -> pb.NoteRows:
        """What the caller has pinned."""
        person = self._person(ctx)
        return await self._rows(ctx, person, await find.pinned(self._store, person))

    async def Create(self, request: pb.CreateNoteRequest, ctx: CallContext) -> pb.Note:
        """Write a note."""
        person = self._person(ctx)
        given = granting(request.access_grants)
        grants = given(()) if given else []
        await self._sharing.check(ctx, changing.KIND, (), grants)
        said = Change(request.title, request.data, request.meta)
        note_id = await create.handle(self._store, ctx, create.CreateNote(said, grants))
        return await self._shown(person, note_id)

    async def Get(self, request: pb.NoteRequest, ctx: CallContext) -> pb.Note:
        """One note."""
        person = self._person(ctx)
        return await self._shown(person, request.id, told=True)

    async def Update(self, request: pb.UpdateNoteRequest, ctx: CallContext) -> pb.Note:
        """A new version."""
        form = request.form
        said = Change(form.title if form.HasField("title") else None, form.data, form.meta)
        return await self._changed(ctx, request.id, said, granting(form.access_grants))

    async def UpdateAccess(self, request: pb.NoteAccessRequest, ctx: CallContext) -> pb.Note:
        """Other grants."""
        return await self._changed(ctx, request.id, Change(), granting(request.form.access_grants))

    async def Pin(self, request: pb.NoteRequest, ctx: CallContext) -> pb.Note:
        """Pin it for the caller, or no longer."""
        person = self._person(ctx)
        await pin.toggle(self._store, ctx, request.id)
        return await self._shown(person, request.id)

    async def Delete(self, request: pb.NoteRequest, ctx: CallContext) -> common_pb2.BoolValue:
        """Delete it."""
        person = self._person(ctx)
        await delete.handle(self._store, ctx, request.id, person)
        return common_pb2.BoolValue(value=True)

    async def History(self, request: pb.NoteHistoryRequest, ctx: CallContext) -> pb.NoteVersions:
        """Its versions."""
        await find.one(self._store, self._person(ctx), request.id)
        found = await find.versions(self._store, request.id, request.page or 1)
        return pb.NoteVersions(items=[shapes.version(one) for one in found])

    async def GetVersion(self, request: pb.NoteVersionRequest, ctx: CallContext) -> pb.NoteVersion:
        """One version with its content."""
        await find.one(self._store, self._person(ctx), request.id)
        return shapes.version(await find.version(self._store, request.id, request.version))

    def _person(self, ctx: CallContext) -> Caller:
        if not self._enabled():
            raise NotesDisabled("Notes are switched off here.")
        return ctx.who

    async def _changed(
        self, ctx: CallContext, note_id: str, said: Change, grants: Granting | None
    ) -> pb.Note:
        person = self._person(ctx)
        if grants is not None:
            kept = grants_of(await find.one(self._store, person, note_id, "write"))
            await self._sharing.check(ctx, changing.KIND, kept, grants(kept))
        await changing.handle(self._store, ctx, changing.ChangeNote(note_id, person, said, grants))
        return await self._shown(person, note_id)

    async def _shown(self, person: Caller, note_id: str, told: bool = False) -> pb.Note:
        """The note; `told`: with whether the caller may change it."""
        found = await find.one(self._store, person, note_id)
        pinned = note_id in await find.pins(self._store, person, [note_id])
        return shapes.note(found, pinned, may_use(person, found, "write") if told else None)

    async def _rows(self, ctx: CallContext, person: Caller, found: list[find.Document]) -> pb.NoteRows:
        pinned = await find.pins(self._store, person, [one["_id"] for one in found])
        authors = await self._people.named(ctx, [one["user_id"] for one in found])
        items = [shapes.row(one, one["_id"] in pinned, card(authors.get(one["user_id"]))) for one in found]
        return pb.NoteRows(items=items)
