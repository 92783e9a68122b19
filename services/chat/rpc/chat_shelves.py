"""parlance.chat.v1.ChatShelves"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from parlance.chat.v1 import chat_shelves_pb2 as pb
from parlance.chat.v1 import chats_pb2
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.shelves import arrange
from services.chat.documents.parts import CHATS
from services.chat.queries.chats.listing import (
    IN_ARCHIVE,
    PINNED_ONES,
    ListChats,
    descends,
    list_chats,
)
from services.chat.queries.chats.load import whole_chat
from services.chat.queries.chats.search import with_title
from services.chat.queries.chats.word_index import WordIndex
from services.chat.queries.shelves.load import own_shelf
from services.chat.rpc.chat_stream import as_array
from services.chat.rpc.replies import chat_reply, row


class ChatShelves:
    """Pinned chats and the archive."""

    def __init__(self, store: EventStore, index: WordIndex) -> None:
        self._store = store
        self._index = index

    async def ListPinned(self, request: Any, ctx: CallContext) -> Any:
        """Pinned chats."""
        found = await list_chats(self._store, ListChats(ctx.who.id, shelves=PINNED_ONES))
        return chats_pb2.ListChatsReply(items=[row(head) for head in found])

    async def ListArchived(self, request: Any, ctx: CallContext) -> Any:
        """One page of the archive."""
        found = await shelf_page(self._store, self._index, request, ctx.who.id, IN_ARCHIVE)
        return chats_pb2.ListChatsReply(items=[_archived_row(head) for head in found])

    async def CountArchived(self, request: Any, ctx: CallContext) -> Any:
        """How many are archived."""
        query = {"u": ctx.who.id, "l": {"$in": list(IN_ARCHIVE)}}
        return pb.ChatCount(count=await self._store.view(CHATS).count_documents(query, hint="by_update"))

    async def ListAllArchived(self, request: Any, ctx: CallContext) -> AsyncIterator[common_pb2.Download]:
        """Archived chats with their documents."""
        heads = await list_chats(self._store, ListChats(ctx.who.id, shelves=IN_ARCHIVE))
        async for part in as_array(self._store, (head["_id"] for head in heads)):
            yield part

    async def ArchiveAll(self, request: Any, ctx: CallContext) -> Any:
        """Put everything away."""
        await arrange.archive_all(self._store, ctx, archived=True)
        return common_pb2.BoolValue(value=True)

    async def UnarchiveAll(self, request: Any, ctx: CallContext) -> Any:
        """Take everything back."""
        await arrange.archive_all(self._store, ctx, archived=False)
        return common_pb2.BoolValue(value=True)

    async def IsPinned(self, request: Any, ctx: CallContext) -> Any:
        """Whether a chat is pinned."""
        shelf = await own_shelf(self._store, request.id, ctx.who.id)
        return common_pb2.BoolValue(value=shelf.pinned)

    async def Pin(self, request: Any, ctx: CallContext) -> Any:
        """Pin or unpin."""
        await arrange.pin(self._store, ctx, request.id)
        return chat_reply(await whole_chat(self._store, request.id))

    async def Archive(self, request: Any, ctx: CallContext) -> Any:
        """Archive or take back."""
        await arrange.archive(self._store, ctx, request.id)
        return chat_reply(await whole_chat(self._store, request.id))


async def shelf_page(
    store: EventStore, index: WordIndex, request: Any, owner_id: str, shelves: tuple[int, ...]
) -> list[Any]:
    """The heads a ListShelfRequest asks for. Raises INVALID_ARGUMENT."""
    wanted = ListChats(
        owner_id,
        page=request.page or 1,
        sort_by=request.order_by or "updated_at",
        descending=descends(request.direction),
        shelves=shelves,
        among=await with_title(store, index, owner_id, request.query) if request.query.strip() else None,
    )
    return await list_chats(store, wanted)


def _archived_row(head: Any) -> Any:
    # Clients take null here: whether something archived was read does not show.
    shown = row(head)
    shown.ClearField("last_read_at")
    return shown
