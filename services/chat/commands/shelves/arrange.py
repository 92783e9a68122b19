"""Pin a chat, archive it, or archive (or take back) all chats of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.documents.parts import ARCHIVED, CHATS, stream_of
from services.chat.domain.shelves.shelf import Shelf, set_archived, toggle_pin
from services.chat.queries.shelves.load import SHELF, own_shelf, shelf_of

_AT_ONCE = 100
"""Chats of one transaction."""


async def pin(store: EventStore, ctx: CallContext, chat_id: str) -> None:
    """Pin, or unpin what is pinned."""
    await change(store, ctx, chat_id, toggle_pin)


async def archive(store: EventStore, ctx: CallContext, chat_id: str) -> None:
    """Archive, or take back what is archived."""
    await change(store, ctx, chat_id, lambda shelf: set_archived(shelf, not shelf.archived))


async def change(
    store: EventStore, ctx: CallContext, chat_id: str, decide: Callable[[Shelf], list[Any]]
) -> None:
    """Record what is decided on a chat of the caller's. Raises ChatNotFound."""

    async def work(tx: Transaction) -> None:
        shelf = await own_shelf(tx, chat_id, ctx.who.id)
        await tx.append(stream_of(chat_id), shelf.version, decide(shelf))

    await store.execute(ctx, work)


async def archive_all(store: EventStore, ctx: CallContext, archived: bool) -> None:
    """Put all of the caller's chats into the archive, or take them out, some at a time. What is cut
    short goes on when it is asked for again."""
    out, in_ = list(range(ARCHIVED)), list(range(ARCHIVED, 2 * ARCHIVED))
    query = {"u": ctx.who.id, "l": {"$in": out if archived else in_}}

    async def work(tx: Transaction) -> int:
        heads = await rows(tx.view(CHATS).find(query, SHELF).limit(_AT_ONCE))
        for head in heads:
            events = set_archived(shelf_of(head), archived)
            await tx.append(stream_of(head["_id"]), head["v"], events)
        return len(heads)

    while await store.execute(ctx, work) == _AT_ONCE:
        pass
