"""parlance.chat.v1.Embeds"""

from __future__ import annotations

from typing import Any

from parlance.chat.v1 import embeds_pb2 as pb
from parlance.chat.v1 import workspaces_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.embeds import change, create, delete
from services.chat.commands.workspaces.numbers import Numbers
from services.chat.domain.embeds.embed import MOVES_TO
from services.chat.domain.embeds.refusals import EmbedNotFound, EmbedRefused
from services.chat.domain.embeds.settings import says_anything
from services.chat.domain.workspaces.refusals import WorkspaceNotFound
from services.chat.queries.embeds import find, said
from services.chat.queries.workspaces.find import by_id
from services.chat.rpc import embed_shapes as shapes
from services.chat.rpc.workspace_shapes import encode, read_form


class Embeds:
    """What operators do with embeds."""

    def __init__(self, store: EventStore, numbers: Numbers) -> None:
        self._store = store
        self._numbers = numbers

    async def List(self, request: pb.ListEmbedsRequest, ctx: CallContext) -> pb.EmbedList:
        """All of them."""
        return pb.EmbedList(embeds=[shapes.row(one) for one in await find.everything(self._store)])

    async def Create(self, request: pb.EmbedForm, ctx: CallContext) -> pb.EmbedCreatedReply:
        """An embed of a workspace."""
        form = read_form(request.form)
        slug = form.get("workspace_slug")
        if not isinstance(slug, str) or not slug:
            raise EmbedRefused("workspace_slug is missing: which workspace is to be opened?")
        embed_id = await create.handle(self._store, ctx, self._numbers, slug, form)
        found = await find.embed(self._store, embed_id)
        workspace = await by_id(self._store, found["w"])
        if workspace is None:
            raise WorkspaceNotFound  # deleted at once by somebody else
        return pb.EmbedCreatedReply(embed=shapes.embed(found, int(workspace["n"])))

    async def Update(self, request: pb.EmbedForm, ctx: CallContext) -> workspaces_pb2.JsonDocument:
        """Change settings."""
        form = read_form(request.form)
        await change.handle(self._store, ctx, request.embed_uuid, form)
        answered: Any = {"success": True, "error": None} if says_anything(form) or MOVES_TO in form else {}
        return workspaces_pb2.JsonDocument(json=encode(answered))

    async def Delete(self, request: pb.EmbedRequest, ctx: CallContext) -> pb.EmbedDeletedReply:
        """Delete an embed."""
        await delete.handle(self._store, ctx, request.embed_uuid)
        return pb.EmbedDeletedReply(success=True)

    async def Chats(self, request: pb.EmbedChatsRequest, ctx: CallContext) -> pb.EmbedChats:
        """What was said in all sessions."""
        return await self._chats(request, None)

    async def SessionChats(self, request: pb.EmbedChatsRequest, ctx: CallContext) -> pb.EmbedChats:
        """What was said in one session."""
        return await self._chats(request, request.session_uuid.lower())

    async def _chats(self, request: pb.EmbedChatsRequest, session_id: str | None) -> pb.EmbedChats:
        try:
            number = int((await find.embed(self._store, request.embed_uuid))["n"])
        except EmbedNotFound:
            return pb.EmbedChats(chats=b"[]")
        before = request.before if request.HasField("before") else None
        page = await said.page(self._store, request.embed_uuid, session_id, before)
        return pb.EmbedChats(chats=encode([shapes.exchange(one, number) for one in page]))
