"""What was said in conversations: exchanges read from the messages of their chats.

Only messages of exchanges are read, in the order of their ids, and no more of them than are asked
for: what a page costs does not depend on how long a conversation is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

import msgspec

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import CHATS, message_id_of, message_part
from services.chat.domain.workspaces.exchange import Exchange, answer_id, number_of, question_id
from services.chat.domain.workspaces.question import plain

_LAST = 10**12 - 1
_BATCH = 200
_decode = msgspec.json.decode


async def exchanges(
    store: EventStore, chats: Iterable[str], limit: int, *, descending: bool = False, hidden: bool = False
) -> list[Exchange]:
    """Up to `limit` exchanges of these chats (in the order they began), oldest or newest first."""
    found: list[Exchange] = []
    order = list(chats)
    for chat_id in reversed(order) if descending else order:
        if len(found) >= limit:
            break
        async for exchange in _of_chat(store, chat_id, limit - len(found), descending):
            if exchange.hidden and not hidden:
                continue
            found.append(exchange)
            if len(found) >= limit:
                break
    return found


async def _of_chat(store: EventStore, chat_id: str, wanted: int, descending: bool) -> AsyncIterator[Exchange]:
    halves: dict[str, Any] = {}
    async for part in _parts(store, chat_id, min(2 * wanted, _BATCH), descending):
        half = _decode(part["b"])
        number = number_of(message_id_of(part, chat_id))
        if number is None:
            continue  # its owner may give messages any id
        if halves.get("number") != number:
            if halves and (whole := exchange_of(halves["number"], halves)) is not None:
                yield whole
            halves = {"number": number}
        halves[str(half.get("role"))] = half
    if halves and (whole := exchange_of(halves["number"], halves)) is not None:
        yield whole


async def _parts(store: EventStore, chat_id: str, batch: int, descending: bool) -> AsyncIterator[Any]:
    low, high = message_part(chat_id, question_id(0)), message_part(chat_id, answer_id(_LAST))
    while True:
        query = {"_id": {"$gt": low, "$lt": high}}
        cursor = store.view(CHATS).find(query, {"b": 1}).sort("_id", -1 if descending else 1)
        parts = await rows(cursor.limit(batch).batch_size(batch))
        for part in parts:
            yield part
        if len(parts) < batch:
            return
        if descending:
            high = parts[-1]["_id"]
        else:
            low = parts[-1]["_id"]


class _Kept(msgspec.Struct):
    """What only workspaces know of an answer."""

    chatId: int
    type: str
    sources: list[Any]
    metrics: dict[str, Any]
    hidden: bool
    sentAt: int


def exchange_of(number: int, halves: Mapping[str, Any]) -> Exchange | None:
    """The exchange of its two messages, by role; None when its owner took the answer away, or wrote one
    of their own under such an id."""
    answer, question = halves.get("assistant") or {}, halves.get("user") or {}
    try:
        kept = msgspec.convert(answer.get("workspace"), _Kept)
    except msgspec.ValidationError:
        return None
    if kept.chatId != number:
        return None
    return Exchange(
        number=number,
        sent_at=kept.sentAt,
        question=plain(question.get("content")),
        answer=plain(answer.get("content")),
        mode=kept.type,
        attachments=_attached(question.get("attachments")),
        sources=[one for one in kept.sources if isinstance(one, dict)],
        metrics=kept.metrics,
        hidden=kept.hidden,
        liked=_liked(answer.get("annotation")),
    )


def _attached(given: Any) -> list[Any]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _liked(annotation: Any) -> bool | None:
    """What a reader of the chat thinks of the answer: clients keep it beside the message."""
    rating = annotation.get("rating") if isinstance(annotation, dict) else None
    if not isinstance(rating, int | float) or isinstance(rating, bool) or rating == 0:
        return None
    return rating > 0
