"""parlance.chat.v1.Chats"""

from __future__ import annotations

from typing import Any

from parlance.chat.v1 import chats_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.commands.chats import change_params, create, delete, update
from services.chat.documents.limits import Limits
from services.chat.documents.write import LoadedChat
from services.chat.queries.chats.listing import ListChats, descends, list_chats
from services.chat.queries.chats.load import whole_chat
from services.chat.queries.chats.search import search_chats
from services.chat.queries.chats.versions import as_it_stood, head_of
from services.chat.queries.chats.word_index import WordIndex
from services.chat.queries.folders.shared import may_read_chat
from services.chat.rpc.replies import chat_reply, created_reply, others_reply, row


class Chats:
    """Whole chats, lists and search."""

    def __init__(self, store: EventStore, limits: Limits, index: WordIndex) -> None:
        self._store = store
        self._index = index
        self._limits = limits

    async def List(self, request: Any, ctx: CallContext) -> Any:
        """One's own chats."""
        query = ListChats(
            owner_id=ctx.who.id,
            page=request.page if request.HasField("page") else None,
            pinned=request.include_pinned,
            foldered=request.include_folders,
            sort_by=request.sort_by or "updated_at",
            descending=descends(request.sort_dir),
        )
        return pb.ListChatsReply(items=[row(head) for head in await list_chats(self._store, query)])

    async def Search(self, request: Any, ctx: CallContext) -> Any:
        """One's own chats that match a text."""
        found = await search_chats(self._store, self._index, ctx.who.id, request.text, request.page or 1)
        return pb.SearchChatsReply(items=[row(hit.head, hit.snippet) for hit in found])

    async def Create(self, request: Any, ctx: CallContext) -> Any:
        """A chat from a document."""
        command = create.CreateChat(request.chat, _object(request.variables), request.folder_id)
        creation, posted = await create.handle(self._store, ctx, command, self._limits)
        return created_reply(creation, posted, request.chat)

    async def Update(self, request: Any, ctx: CallContext) -> Any:
        """Change a chat by a document."""
        command = update.UpdateChat(
            request.id, request.chat, _object(request.variables), request.folder_id or None
        )
        await update.handle(self._store, ctx, command, self._limits)
        return chat_reply(await whole_chat(self._store, request.id))

    async def ChangeParams(self, request: Any, ctx: CallContext) -> Any:
        """Some of the chat's own parameters."""
        params = await change_params.handle(self._store, ctx, request.id, request.params, self._limits)
        return pb.ChatParams(params=params)

    async def Get(self, request: Any, ctx: CallContext) -> Any:
        """A chat; administrators may read any, others what is in a folder that is shared with them."""
        then = request.HasField("version") or request.HasField("at")
        chat = None if then else await whole_chat(self._store, request.id)
        head = chat.head if chat is not None else await head_of(self._store, request.id)
        if head["u"] != ctx.who.id and not ctx.who.is_admin:
            if then or not await may_read_chat(self._store, ctx.who, head):
                raise Refusal("CHAT_NOT_FOUND")
            return others_reply(chat or await whole_chat(self._store, request.id))
        return chat_reply(chat or await self._then(request))

    async def _then(self, request: Any) -> LoadedChat:
        if request.HasField("version"):
            return await as_it_stood(self._store, request.id, version=request.version)
        return await as_it_stood(self._store, request.id, moment=request.at * 1000 + 999)

    async def Delete(self, request: Any, ctx: CallContext) -> Any:
        """Delete a chat."""
        await delete.delete_one(self._store, ctx, request.id)
        return common_pb2.BoolValue(value=True)

    async def DeleteAll(self, request: Any, ctx: CallContext) -> Any:
        """Delete all of one's own chats."""
        await delete.delete_all(self._store, ctx)
        return common_pb2.BoolValue(value=True)


def _object(raw: bytes) -> bytes:
    """A JSON object that may be left out or null."""
    return b"" if raw.strip() == b"null" else raw
