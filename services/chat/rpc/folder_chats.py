"""parlance.chat.v1.FolderChats"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parlance.auth.v1.account_settings_pb2 import AccountSettings
from parlance.chat.v1 import chats_pb2
from parlance.chat.v1 import folders_pb2 as pb

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.commands.folders import move_chats
from services.chat.domain.folders.refusals import FolderNotFound
from services.chat.queries.chats.load import whole_chat
from services.chat.queries.folders.chats import ListFolder, documents, list_folder
from services.chat.queries.folders.shared import usable
from services.chat.rpc.replies import chat_reply, others_reply, row

MOST_BYTES = 32 << 20
"""Of the documents of one answer."""
_DIRECTIONS = {"": True, "desc": True, "asc": False}


class FolderChats:
    """The caller's chats by their folder."""

    def __init__(self, store: EventStore, settings: Callable[[], AccountSettings]) -> None:
        self._store = store
        self._settings = settings

    async def Documents(self, request: Any, ctx: CallContext) -> Any:
        """Chats with their documents."""
        items: list[Any] = []
        size = 0
        owner_id = await self._owner(ctx, request.folder_id)
        own = owner_id == ctx.who.id
        async for chat in documents(self._store, owner_id, request.folder_id):
            item = chat_reply(chat) if own else others_reply(chat)
            size += len(item.chat)
            if items and size > MOST_BYTES:
                break
            items.append(item)
        return pb.FolderDocumentsReply(items=items)

    async def List(self, request: Any, ctx: CallContext) -> Any:
        """A page of rows."""
        direction = request.sort_dir.lower()
        if direction not in _DIRECTIONS:
            raise Refusal("INVALID_ARGUMENT", "sort_dir is asc or desc")
        owner_id = await self._owner(ctx, request.folder_id)
        query = ListFolder(
            owner_id=owner_id,
            folder_id=request.folder_id,
            page=request.page or 1,
            sort_by=request.sort_by or "unread_updated_at",
            descending=_DIRECTIONS[direction],
        )
        items = [row(head) for head in await list_folder(self._store, query)]
        if owner_id != ctx.who.id:
            for item in items:  # what the owner has seen is none of the readers' business
                item.last_read_at = item.updated_at
        return chats_pb2.ListChatsReply(items=items)

    async def Move(self, request: Any, ctx: CallContext) -> Any:
        """Into a folder or out of it."""
        if request.folder_id and not self._settings().enable_folders:
            raise Refusal("ACCESS_PROHIBITED")
        await move_chats.handle(self._store, ctx, [request.id], request.folder_id)
        return chat_reply(await whole_chat(self._store, request.id))

    async def _owner(self, ctx: CallContext, folder_id: str) -> str:
        """Whose chats are listed: the folder's owner's when it is shared, else the caller's, who has none
        in a folder of somebody else's."""
        try:
            return str((await usable(self._store, ctx.who, folder_id))["u"])
        except FolderNotFound:
            return ctx.who.id
