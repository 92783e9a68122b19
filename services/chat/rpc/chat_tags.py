"""parlance.chat.v1.ChatTags"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parlance.chat.v1 import chat_shelves_pb2 as pb
from parlance.chat.v1 import chats_pb2
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.shelves import tag
from services.chat.domain.shelves.shelf import tag_id_of
from services.chat.queries.shelves.load import own_shelf
from services.chat.queries.shelves.tagged import tagged
from services.chat.queries.shelves.tags import Tag, tags_of_chat, tags_of_person
from services.chat.rpc.replies import row

_LIMIT = 50


class ChatTags:
    """Tags of chats, and chats by tag."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def ListAll(self, request: Any, ctx: CallContext) -> Any:
        """All of one's tags."""
        return _reply(await tags_of_person(self._store, ctx.who.id), ctx)

    async def ListTagged(self, request: Any, ctx: CallContext) -> Any:
        """Chats with a tag, or with any."""
        return await self._tagged(request, ctx, tag_id_of(request.name) or None)

    async def ListByTag(self, request: Any, ctx: CallContext) -> Any:
        """Chats with a tag."""
        return await self._tagged(request, ctx, tag_id_of(request.name))

    async def List(self, request: Any, ctx: CallContext) -> Any:
        """Tags of one chat."""
        shelf = await own_shelf(self._store, request.id, ctx.who.id)
        return _reply(await tags_of_chat(self._store, shelf.chat_id, shelf.tags), ctx)

    async def Add(self, request: Any, ctx: CallContext) -> Any:
        """Add a tag."""
        await tag.add(self._store, ctx, request.id, request.name)
        return await self.List(request, ctx)

    async def Remove(self, request: Any, ctx: CallContext) -> Any:
        """Take a tag away."""
        await tag.remove(self._store, ctx, request.id, request.name)
        return await self.List(request, ctx)

    async def RemoveAll(self, request: Any, ctx: CallContext) -> Any:
        """Take all tags away."""
        await tag.remove(self._store, ctx, request.id)
        return common_pb2.BoolValue(value=True)

    async def _tagged(self, request: Any, ctx: CallContext, tag_id: str | None) -> Any:
        limit = request.limit if request.HasField("limit") else _LIMIT
        found = await tagged(self._store, ctx.who.id, tag_id, request.skip, limit)
        return chats_pb2.ListChatsReply(items=[row(head) for head in found])


def _reply(tags: Iterable[Tag], ctx: CallContext) -> Any:
    return pb.TagList(items=[pb.Tag(id=id_, name=name, user_id=ctx.who.id) for id_, name in tags])
