"""Appending to the stream of a chat.

What is too much for one transaction (`Limits.change`) is recorded in several, one after the other: what
a database may keep unwritten is far less than the largest document. Whoever reads meanwhile sees a
chat that grows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from kernel.context import CallContext
from kernel.errors import Refusal, VersionConflict
from kernel.eventstore.model import EventStore, Transaction, Work
from services.chat.documents.limits import Limits
from services.chat.documents.parts import CHATS, stream_of
from services.chat.domain.chats.create import Creation
from services.chat.domain.chats.events import ChatDeleted

Decide = Callable[[Transaction], Awaitable[tuple[int, Sequence[Any]]]]
"""Reads in a transaction; returns the version of the stream, and the events to append there."""


async def record_all(
    store: EventStore,
    ctx: CallContext,
    chat_id: str,
    decide: Decide,
    limits: Limits,
    undo: Work[None] | None = None,
) -> None:
    """Decide, and record the events however many they are.

    Raises DocumentTooLarge, and VersionConflict when somebody else writes between two transactions: what
    was recorded until then stands, and the same command once more records the rest. A call that is to
    be answered once only (`idempotency_key`) is one transaction, and refused if that is too small.
    """

    async def first(tx: Transaction) -> tuple[int, list[Sequence[Any]]]:
        version, events = await decide(tx)
        if ctx.idempotency_key:
            limits.check_change(sum(map(_size, events)))
        part, *rest = _parts(events, limits.change)
        return await tx.append(stream_of(chat_id), version, part), rest

    version, rest = await store.execute(ctx, first)
    try:
        for part in rest:
            version = await store.execute(ctx, _appending(stream_of(chat_id), version, part))
    except (Refusal, VersionConflict):
        if undo is not None:
            await store.execute(ctx, undo)
        raise


def _appending(stream: str, version: int, events: Sequence[Any]) -> Work[int]:
    async def work(tx: Transaction) -> int:
        return await tx.append(stream, version, events)

    return work


async def record_new(
    store: EventStore, ctx: CallContext, creation: Creation, decide: Decide, limits: Limits
) -> None:
    """Record a new chat as `record_all` does. When a later part is refused the chat is deleted again."""
    chat_id, owner = creation.chat_id, creation.owner_id

    async def undo(tx: Transaction) -> None:
        head = await tx.view(CHATS).find_one({"_id": chat_id}, {"v": 1})
        if head is not None:
            await tx.append(stream_of(chat_id), head["v"], [ChatDeleted(chat_id, owner)])

    await record_all(store, ctx, chat_id, decide, limits, undo)


def _parts(events: Sequence[Any], most: int) -> Iterator[Sequence[Any]]:
    """Consecutive events, each part small enough for one transaction; at least one part."""
    start, filled = 0, 0
    for end, event in enumerate(events):
        size = _size(event)
        if end > start and filled + size > most:
            yield events[start:end]
            start, filled = end, 0
        filled += size
    yield events[start:]


async def record(tx: Transaction, chat_id: str, version: int, events: Sequence[Any], limits: Limits) -> None:
    """Append the events of one command as one commit; none is fine."""
    limits.check_change(sum(_size(event) for event in events))
    await tx.append(stream_of(chat_id), version, events)


def writer_of(ctx: CallContext) -> str:
    """Tells the sessions and keys of a person apart, without naming them."""
    session = ctx.who.session
    return hashlib.sha256(session.encode()).hexdigest()[:12] if session else ""


def _size(event: Any) -> int:
    values = (getattr(event, name) for name in event.__slots__)
    return sum(len(value) for value in values if isinstance(value, bytes))
