"""parlance.chat.v1.Folders"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from parlance.auth.v1.account_settings_pb2 import AccountSettings
from parlance.chat.v1 import folders_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.commands.folders import change, create, delete, move_chats
from services.chat.domain.folders.folder import Change
from services.chat.domain.folders.refusals import FolderNotFound
from services.chat.queries.folders.shared import usable
from services.chat.queries.folders.tree import find_row, list_folders
from services.chat.queries.reading.unread import folder_counts
from services.chat.rpc.folder_shapes import details, fields, list_row

MOST_CHATS = 200
"""Moved by one call."""


class Folders:
    """Folders of the caller's, and which chats are in them."""

    def __init__(self, store: EventStore, settings: Callable[[], AccountSettings]) -> None:
        self._store = store
        self._settings = settings

    async def List(self, request: Any, ctx: CallContext) -> Any:
        """All of them."""
        self._open()
        found = await list_folders(self._store, ctx.who.id)
        unread = await folder_counts(self._store, ctx.who.id, found)
        return pb.ListFoldersReply(items=[list_row(folder, unread[folder["_id"]]) for folder in found])

    async def Create(self, request: Any, ctx: CallContext) -> Any:
        """A new one."""
        most = self._open()
        data, meta = _object(request.data, "data"), _object(request.meta, "meta")
        made = await create.handle(self._store, ctx, request.name, request.parent_id, data, meta, most)
        return await self._one(ctx, made)

    async def Get(self, request: Any, ctx: CallContext) -> Any:
        """One."""
        self._open()
        row = await usable(self._store, ctx.who, request.id)
        write = row["u"] == ctx.who.id or await self._may_write(ctx, request.id)
        return details(row, write=write, owner=row["u"] == ctx.who.id)

    async def Update(self, request: Any, ctx: CallContext) -> Any:
        """Name, data and meta."""
        most = self._open()
        wanted = Change(
            name=request.name if request.HasField("name") else None,
            data=_object(request.data, "data"),
            meta=_object(request.meta, "meta"),
        )
        row = await usable(self._store, ctx.who, request.id, "write")
        await change.change(self._store, ctx, row["u"], request.id, wanted, most)
        return pb.Folder(**fields(await find_row(self._store, row["u"], request.id)))

    async def Move(self, request: Any, ctx: CallContext) -> Any:
        """Into another, or to the top."""
        self._open()
        await change.move(self._store, ctx, request.id, request.parent_id)
        return await self._one(ctx, request.id)

    async def Expand(self, request: Any, ctx: CallContext) -> Any:
        """Open or closed."""
        self._open()
        await change.expand(self._store, ctx, request.id, request.is_expanded)
        return await self._one(ctx, request.id)

    async def Delete(self, request: Any, ctx: CallContext) -> Any:
        """With or without the chats."""
        self._open()
        with_chats = request.delete_contents if request.HasField("delete_contents") else True
        await delete.handle(self._store, ctx, request.id, with_chats)
        return common_pb2.BoolValue(value=True)

    async def AddChats(self, request: Any, ctx: CallContext) -> Any:
        """Chats into a folder."""
        self._open()
        chats = [*request.chat_ids, *([request.chat_id] if request.chat_id else [])]
        if not 0 < len(chats) <= MOST_CHATS:
            raise Refusal("INVALID_ARGUMENT", f"chat_ids names between 1 and {MOST_CHATS} chats")
        await move_chats.handle(self._store, ctx, chats, request.id)
        return common_pb2.BoolValue(value=True)

    async def RemoveChat(self, request: Any, ctx: CallContext) -> Any:
        """A chat out of a folder."""
        self._open()
        await find_row(self._store, ctx.who.id, request.id)
        await move_chats.handle(self._store, ctx, [request.chat_id], out_of=request.id)
        return common_pb2.BoolValue(value=True)

    async def _one(self, ctx: CallContext, folder_id: str) -> Any:
        return pb.Folder(**fields(await find_row(self._store, ctx.who.id, folder_id)))

    async def _may_write(self, ctx: CallContext, folder_id: str) -> bool:
        try:
            await usable(self._store, ctx.who, folder_id, "write")
        except FolderNotFound:
            return False
        return True

    def _open(self) -> int | None:
        """Raises ACCESS_PROHIBITED while folders are switched off; how many files one may have."""
        settings = self._settings()
        if not settings.enable_folders:
            raise Refusal("ACCESS_PROHIBITED")
        most = settings.folder_max_file_count
        return int(most) if most else None


def _object(raw: bytes, what: str) -> dict[str, Any] | None:
    """A JSON object; None when it was left out or null."""
    value = json.loads(raw) if raw else None
    if value is not None and not isinstance(value, dict):
        raise Refusal("VALIDATION_FAILED", f"{what} is an object")
    return value
