"""Many chats with their documents, written as they are read: one chat is in memory at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from parlance.common.v1 import common_pb2

from kernel.eventstore.model import EventStore
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.queries.chats.load import whole_chat
from services.chat.rpc.replies import chat_json

ChatIds = Iterable[str] | AsyncIterator[str]
_CHUNK = 256 * 1024


async def as_array(store: EventStore, chat_ids: ChatIds) -> AsyncIterator[common_pb2.Download]:
    """One JSON array."""
    yield _head("application/json", "chats.json")
    before = b"["
    async for document in documents(store, chat_ids):
        for part in _chunks(before + document):
            yield part
        before = b","
    yield common_pb2.Download(chunk=b"]" if before == b"," else b"[]")


async def as_lines(store: EventStore, chat_ids: ChatIds) -> AsyncIterator[common_pb2.Download]:
    """A JSON object a line."""
    yield _head("application/x-ndjson", "chats.ndjson")
    async for document in documents(store, chat_ids):
        for part in _chunks(document + b"\n"):
            yield part


async def documents(store: EventStore, chat_ids: ChatIds) -> AsyncIterator[bytes]:
    """Chats as JSON objects; what was deleted meanwhile is passed over."""
    async for chat_id in _each(chat_ids):
        try:
            yield chat_json(await whole_chat(store, chat_id))
        except ChatNotFound:
            continue


async def _each(chat_ids: ChatIds) -> AsyncIterator[str]:
    if isinstance(chat_ids, AsyncIterator):
        async for chat_id in chat_ids:
            yield chat_id
    else:
        for chat_id in chat_ids:
            yield chat_id


def _head(content_type: str, filename: str) -> common_pb2.Download:
    return common_pb2.Download(head=common_pb2.DownloadHead(content_type=content_type, filename=filename))


def _chunks(data: bytes) -> Iterable[common_pb2.Download]:
    for start in range(0, len(data), _CHUNK):
        yield common_pb2.Download(chunk=data[start : start + _CHUNK])
