"""parlance.chat.v1.ChatStatistics"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import asdict
from typing import Any

import msgspec
from parlance.auth.v1.account_settings_pb2 import AccountSettings
from parlance.chat.v1 import chat_statistics_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from services.chat.documents.write import LoadedChat
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.queries.chats.load import whole_chat
from services.chat.queries.statistics.figures import Said, figures, said
from services.chat.queries.statistics.pages import of_person, page, total

PAGE = 50
EXPORT_PAGE = 10
_LINES_AT_ONCE = 100
_encode = msgspec.json.Encoder().encode


class ChatStatistics:
    """Figures of the caller's chats, one chat in memory at a time."""

    def __init__(self, store: EventStore, settings: Callable[[], AccountSettings]) -> None:
        self._store = store
        self._settings = settings

    async def Usage(self, request: Any, ctx: CallContext) -> Any:
        """One page."""
        query, size = of_person(ctx.who.id), request.items_per_page or PAGE
        ids = await page(self._store, query, request.page or 1, size, descending=True)
        items = [_usage(chat) async for chat in self._chats(ids) if chat.branch()]
        return pb.ChatUsageReply(items=items, total=await total(self._store, query))

    async def Export(self, request: Any, ctx: CallContext) -> AsyncIterator[common_pb2.Download]:
        """One page as a JSON object, or everything as lines."""
        self._open(ctx)
        query = of_person(ctx.who.id, request.updated_at if request.HasField("updated_at") else None)
        if request.stream:
            yield _head("application/x-ndjson", attachment=True)
            number = 1
            while ids := await page(self._store, query, number, _LINES_AT_ONCE, descending=False):
                async for chat in self._chats(ids):
                    yield common_pb2.Download(chunk=_exported(chat) + b"\n")
                number += 1
            return
        number = request.page or 1
        ids = await page(self._store, query, number, EXPORT_PAGE, descending=False)
        items = [msgspec.Raw(_exported(chat)) async for chat in self._chats(ids)]
        counted = await total(self._store, query)
        yield _head("application/json", attachment=False)
        yield common_pb2.Download(
            chunk=_encode({"type": "chats", "items": items, "total": counted, "page": number})
        )

    async def ExportOne(self, request: Any, ctx: CallContext) -> Any:
        """One chat."""
        self._open(ctx)
        chat = await whole_chat(self._store, request.chat_id)
        if chat.head["u"] != ctx.who.id and not ctx.who.is_admin:
            raise ChatNotFound
        return pb.ChatStatisticsReply(item=_exported(chat))

    def _open(self, ctx: CallContext) -> None:
        """Raises ACCESS_PROHIBITED."""
        if not ctx.who.is_admin and not self._settings().enable_community_sharing:
            raise Refusal("ACCESS_PROHIBITED")

    async def _chats(self, ids: Iterable[str]) -> AsyncIterator[LoadedChat]:
        for chat_id in ids:
            try:
                yield await whole_chat(self._store, chat_id)
            except ChatNotFound:  # deleted meanwhile
                continue


def _usage(chat: LoadedChat) -> Any:
    messages, shown, head = said(chat), chat.branch(), chat.head
    return pb.ChatUsage(
        id=head["_id"],
        tags=head.get("g", ()),
        last_message_at=messages[shown[-1]].timestamp,
        updated_at=head["m"] // 1000,
        created_at=head["c"] // 1000,
        **asdict(figures(messages, shown)),
    )


def _exported(chat: LoadedChat) -> bytes:
    messages, head = said(chat), chat.head
    history = {"messages": {id_: _line(one) for id_, one in messages.items()}, "currentId": chat.current}
    return _encode(
        {
            "id": head["_id"],
            "user_id": head["u"],
            "created_at": head["c"] // 1000,
            "updated_at": head["m"] // 1000,
            "tags": list(head.get("g", ())),
            "stats": asdict(figures(messages, chat.branch())),
            "chat": {"history": history},
        }
    )


def _line(one: Said) -> dict[str, Any]:
    return {
        "id": one.id,
        "role": one.role,
        "model": one.model,
        "content_length": one.length,
        "token_count": one.tokens,
        "timestamp": one.timestamp,
        "rating": one.rating,
        "tags": one.tags,
    }


def _head(content_type: str, *, attachment: bool) -> common_pb2.Download:
    name = "chat-statistics.jsonl" if attachment else ""
    head = common_pb2.DownloadHead(content_type=content_type, filename=name, attachment=attachment)
    return common_pb2.Download(head=head)
