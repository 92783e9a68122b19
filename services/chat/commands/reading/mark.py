"""Mark one chat as read or unread, or all that are marked as unread as read."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.documents.parts import stream_of
from services.chat.domain.reading import reading
from services.chat.domain.reading.reading import Seen
from services.chat.queries.reading.unread import marked, own

_AT_ONCE = 100
"""Chats of one transaction."""


async def unread(store: EventStore, ctx: CallContext, chat_id: str) -> Seen:
    """Show a chat of the caller's as unread; the chat after that. Raises ChatNotFound."""

    async def work(tx: Transaction) -> Seen:
        seen = await own(tx, chat_id, ctx.who.id)
        events = reading.mark_unread(seen)
        await tx.append(stream_of(chat_id), seen.version, events)
        return replace(seen, read_at=events[0].read_at) if events else seen

    return await store.execute(ctx, work)


async def read(store: EventStore, ctx: CallContext, chat_id: str) -> None:
    """The caller has seen a chat of theirs. Raises ChatNotFound."""
    seen = await own(store, chat_id, ctx.who.id)
    if not reading.mark_read(seen, _now()):
        return

    async def work(tx: Transaction) -> None:
        seen = await own(tx, chat_id, ctx.who.id)
        await tx.append(stream_of(chat_id), seen.version, reading.mark_read(seen, _now()))

    await store.execute(ctx, work)


async def read_all(store: EventStore, ctx: CallContext, folders: Sequence[str] | None = None) -> int:
    """The caller has seen all their chats, or those of these folders; how many were unread. What is cut
    short goes on when it is asked for again."""

    async def work(tx: Transaction) -> int:
        found = await marked(tx, ctx.who.id, folders, _AT_ONCE)
        for seen in found:
            await tx.append(stream_of(seen.chat_id), seen.version, reading.mark_read(seen, _now()))
        return len(found)

    done = 0
    while True:
        some = await store.execute(ctx, work)
        done += some
        if some < _AT_ONCE:
            return done


def _now() -> int:
    return time.time_ns() // 1_000_000
