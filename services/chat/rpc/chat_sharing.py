"""parlance.chat.v1.ChatSharing"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from parlance.chat.v1 import chat_sharing_pb2 as pb
from parlance.chat.v1 import chats_pb2
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from kernel.identity.grants import restored, serialised
from kernel.identity.sharing import Sharing
from services.chat.commands.sharing import bring, share
from services.chat.documents.fork import fork
from services.chat.documents.limits import Limits
from services.chat.documents.parts import PINNED
from services.chat.documents.read import read_object
from services.chat.documents.write import LoadedChat, write_document
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.queries.chats.listing import descends
from services.chat.queries.chats.load import whole_chat
from services.chat.queries.chats.search import with_title
from services.chat.queries.chats.versions import head_of
from services.chat.queries.chats.word_index import WordIndex
from services.chat.queries.sharing.shared import SharedChats
from services.chat.rpc.replies import chat_reply, without_params

KIND = "chats"
"""Names the permission keys of sharing."""


class ChatSharing:
    """Shared chats and copies."""

    def __init__(self, store: EventStore, index: WordIndex, limits: Limits, sharing: Sharing) -> None:
        self._store = store
        self._index = index
        self._limits = limits
        self._sharing = sharing
        self._shared = SharedChats(store)

    async def ListShared(self, request: Any, ctx: CallContext) -> Any:
        """One's shared chats."""
        owner, among = ctx.who.id, None
        if request.query.strip():
            among = await with_title(self._store, self._index, owner, request.query)
        order, descending = request.order_by or "updated_at", descends(request.direction)
        found = await self._shared.listed(owner, request.page or 1, order, descending, among)
        return pb.SharedChatList(items=[_row(one) for one in found])

    async def UnshareAll(self, request: Any, ctx: CallContext) -> Any:
        """End all sharing."""
        await share.unshare_all(self._store, ctx)
        return common_pb2.BoolValue(value=True)

    async def GetShared(self, request: Any, ctx: CallContext) -> Any:
        """What a reader sees."""
        one = await self._shared.readable(ctx.who, request.share_id)
        return _page(one, for_readers(one, await self._shared.shown(one)))

    async def Share(self, request: Any, ctx: CallContext) -> Any:
        """Share, or share anew."""
        live = share.is_live(ctx, request.form.share_mode)
        await share.share(self._store, ctx, request.id, live)
        return chat_reply(await whole_chat(self._store, request.id))

    async def Unshare(self, request: Any, ctx: CallContext) -> Any:
        """End the sharing."""
        await share.unshare(self._store, ctx, request.id)
        return common_pb2.BoolValue(value=True)

    async def GetAccess(self, request: Any, ctx: CallContext) -> Any:
        """Who may read."""
        if (await head_of(self._store, request.id))["u"] != ctx.who.id:
            raise ChatNotFound
        one = await self._shared.of_chat(self._store, request.id)
        lines = serialised(restored(one["a"]), "shared_chat", request.id) if one else []
        return pb.ChatAccess(items=msgspec.json.encode(lines))

    async def SetAccess(self, request: Any, ctx: CallContext) -> Any:
        """Say who may read."""
        live = share.is_live(ctx, request.share_mode) if request.HasField("share_mode") else None

        async def check(before: Any, after: Any) -> None:
            await self._sharing.check(ctx, KIND, before, after)

        await share.set_readers(self._store, ctx, request.id, request.access_grants, live, check)
        return chat_reply(await whole_chat(self._store, request.id))

    async def Clone(self, request: Any, ctx: CallContext) -> Any:
        """Copy one's own chat."""
        return await self._clone(ctx, request.id, request.form.title)

    async def CloneByGet(self, request: Any, ctx: CallContext) -> Any:
        """The same."""
        return await self._clone(ctx, request.id, request.title)

    async def Fork(self, request: Any, ctx: CallContext) -> Any:
        """Go on from a message in a chat of its own."""
        chat = await whole_chat(self._store, request.id)
        head = chat.head
        if head["u"] != ctx.who.id:
            raise ChatNotFound
        part = fork(chat, request.form.message_id)
        meta = {"forked_from": head["_id"], "forked_from_message_id": part.current}
        kept = read_object(head.get("k", b"{}"), "meta")
        place = bring.Bring(
            b"",
            head.get("w", b"{}"),
            head.get("f", ""),
            head.get("g", ()),
            msgspec.json.encode({**kept, **meta}),
            pinned=bool(head["l"] & PINNED),
        )
        return await self._bring(ctx, part, f"{head['t']} (fork)", place)

    async def CloneShared(self, request: Any, ctx: CallContext) -> Any:
        """Copy what a reader sees."""
        one = await self._shared.readable(ctx.who, request.id)
        chat = for_readers(one, await self._shared.shown(one))
        return await self._bring(ctx, chat, f"Clone of {one['t']}", bring.Bring(b""))

    async def _clone(self, ctx: CallContext, chat_id: str, title: str) -> Any:
        chat = await whole_chat(self._store, chat_id)
        head = chat.head
        if head["u"] != ctx.who.id:
            raise ChatNotFound
        place = bring.Bring(
            b"", head.get("w", b"{}"), head.get("f", ""), head.get("g", ()), head.get("k", b"{}")
        )
        return await self._bring(ctx, chat, title or f"Clone of {head['t']}", place)

    async def _bring(self, ctx: CallContext, chat: LoadedChat, title: str, place: bring.Bring) -> Any:
        document = bring.copy_of(write_document(chat), title, chat.head["_id"], chat.current)
        copied = replace(place, chat=document)
        chat_id = await bring.handle(self._store, ctx, copied, self._limits)
        return chat_reply(await whole_chat(self._store, chat_id))


def for_readers(one: Any, chat: LoadedChat) -> LoadedChat:
    """The chat without its owner's own parameters: a system prompt is none of the readers' business.
    `share_mode` tells whether it goes on."""
    return without_params(chat, share_mode=share.CONTINUE if one["live"] else None)


def _row(one: Any) -> Any:
    return pb.SharedChatRow(
        id=one["_id"],
        chat_id=one["_id"],
        title=one["t"],
        share_id=one["s"],
        updated_at=one["m"] // 1000,
        created_at=one["c"] // 1000,
    )


def _page(one: Any, chat: LoadedChat) -> Any:
    """A shared chat as its readers see it: nothing of its owner's order goes with it."""
    return chats_pb2.Chat(
        id=one["s"],
        user_id=one["u"],
        title=chat.head["t"],
        chat=write_document(chat),
        updated_at=one["m"] // 1000,
        created_at=one["c"] // 1000,
        share_id=one["s"],
        meta=b"{}",
        variables=b"{}",
    )
