"""parlance.chat.v1.ChatReading"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parlance.auth.v1.account_settings_pb2 import AccountSettings
from parlance.chat.v1 import chat_reading_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.commands.reading import mark
from services.chat.queries.folders.shared import usable
from services.chat.queries.folders.tree import with_all_below
from services.chat.queries.reading.unread import folder_counts


class ChatReading:
    """Which of the caller's chats are shown as unread."""

    def __init__(self, store: EventStore, settings: Callable[[], AccountSettings]) -> None:
        self._store = store
        self._settings = settings

    async def ReadAll(self, request: Any, ctx: CallContext) -> Any:
        """Everything is read."""
        done = await mark.read_all(self._store, ctx)
        return pb.ReadChatsReply(updated_count=done, folder_unread_counts=await self._counts(ctx))

    async def MarkUnread(self, request: Any, ctx: CallContext) -> Any:
        """One is unread."""
        seen = await mark.unread(self._store, ctx, request.id)
        return pb.UnreadChatReply(
            chat_id=seen.chat_id,
            last_read_at=seen.read_at // 1000,
            folder_id=seen.folder_id or None,
            folder_unread_counts=await self._counts(ctx),
        )

    async def ReadFolder(self, request: Any, ctx: CallContext) -> Any:
        """A folder is read."""
        if not self._settings().enable_folders:
            raise Refusal("ACCESS_PROHIBITED")
        row = await usable(self._store, ctx.who, request.id)
        done = 0  # in a folder of somebody else's nothing is unread
        if row["u"] == ctx.who.id:
            folders = await with_all_below(self._store, ctx.who.id, request.id)
            done = await mark.read_all(self._store, ctx, folders)
        counts = await self._counts(ctx)
        return pb.ReadFolderReply(folder_id=request.id, updated_count=done, folder_unread_counts=counts)

    async def Read(self, request: Any, ctx: CallContext) -> Any:
        """One is read."""
        await mark.read(self._store, ctx, request.id)
        return common_pb2.BoolValue(value=True)

    async def _counts(self, ctx: CallContext) -> dict[str, int]:
        return await folder_counts(self._store, ctx.who.id)
