"""parlance.chat.v1.ChatTransfer"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec
from parlance.chat.v1 import chat_transfer_pb2 as pb
from parlance.chat.v1 import chats_pb2
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.sharing import bring
from services.chat.documents.limits import Limits
from services.chat.documents.read import read_object
from services.chat.domain.chats.refusals import ChatNotFound, DocumentRefused
from services.chat.domain.shelves.shelf import MAX_TAGS
from services.chat.queries.chats.everybodys import all_chat_ids
from services.chat.queries.chats.listing import EVERYWHERE, ListChats, list_chats
from services.chat.queries.chats.load import some_messages, whole_chat
from services.chat.queries.chats.versions import head_of
from services.chat.queries.chats.word_index import WordIndex
from services.chat.rpc.chat_shelves import shelf_page
from services.chat.rpc.chat_stream import as_array, as_lines
from services.chat.rpc.replies import chat_reply, row

_MOST = 20
"""Suggestions of one message."""


class _Asked(msgspec.Struct):
    followUps: Any = None


_message = msgspec.json.Decoder(_Asked)
_tags = msgspec.json.Decoder(list[str])


class ChatTransfer:
    """Export, import, lists for administrators, suggestions."""

    def __init__(self, store: EventStore, index: WordIndex, limits: Limits) -> None:
        self._store = store
        self._index = index
        self._limits = limits

    async def Export(self, request: Any, ctx: CallContext) -> AsyncIterator[common_pb2.Download]:
        """All of one's own."""
        heads = await list_chats(self._store, ListChats(ctx.who.id, shelves=EVERYWHERE))
        async for part in as_lines(self._store, (head["_id"] for head in heads)):
            yield part

    async def ExportEverybodys(self, request: Any, ctx: CallContext) -> AsyncIterator[common_pb2.Download]:
        """All there are."""
        async for part in as_array(self._store, all_chat_ids(self._store)):
            yield part

    async def ListOfPerson(self, request: Any, ctx: CallContext) -> Any:
        """One page of a person's chats."""
        found = await shelf_page(self._store, self._index, request, request.user_id, EVERYWHERE)
        return chats_pb2.ListChatsReply(items=[row(head) for head in found])

    async def Import(self, request: Any, ctx: CallContext) -> Any:
        """Chats of an export."""
        wanted = [_brought(one) for one in request.chats]
        for one in wanted:
            bring.checked(one, self._limits)
        ids = [await bring.handle(self._store, ctx, one, self._limits) for one in wanted]
        return pb.ImportChatsReply(items=[chat_reply(await whole_chat(self._store, id_)) for id_ in ids])

    async def Suggestions(self, request: Any, ctx: CallContext) -> Any:
        """What may be asked next."""
        head = await head_of(self._store, request.id)
        if head["u"] != ctx.who.id and not ctx.who.is_admin:
            raise ChatNotFound
        chat = await some_messages(self._store, request.id, [head["i"]])
        part = chat.messages.get(chat.current or "")
        asked = _message.decode(part["b"]).followUps if part is not None else None
        texts = [one for one in asked if isinstance(one, str)] if isinstance(asked, list) else []
        return pb.SuggestionList(suggestions=texts[:_MOST])


def _brought(one: Any) -> bring.Bring:
    """The command of one chat of an export. Raises DocumentRefused."""
    meta = read_object(_object(one.meta), "meta")
    try:
        tags = _tags.decode(meta.pop("tags")) if "tags" in meta else []
    except msgspec.DecodeError as error:
        raise DocumentRefused("meta.tags is a list of texts") from error
    if len(tags) > MAX_TAGS:
        raise DocumentRefused(f"a chat may have {MAX_TAGS} tags")
    return bring.Bring(
        chat=one.chat,
        variables=_object(one.variables),
        folder_id=one.folder_id,
        tags=tags,
        meta=msgspec.json.encode(meta),
        pinned=one.pinned,
        archived=one.archived,
        current=one.current_message_id,
        created_at=one.created_at * 1000 if one.HasField("created_at") else None,
        updated_at=one.updated_at * 1000 if one.HasField("updated_at") else None,
    )


def _object(raw: bytes) -> bytes:
    return raw if raw and raw.strip() != b"null" else b"{}"
