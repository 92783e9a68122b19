"""Give a chat a tag, or take some or all away."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.documents.parts import stream_of
from services.chat.domain.shelves.shelf import add_tag, remove_tags, tag_id_of
from services.chat.queries.shelves.load import own_shelf
from services.chat.queries.shelves.tags import spelling


async def add(store: EventStore, ctx: CallContext, chat_id: str, name: str) -> None:
    """Add a tag, spelt as on the person's other chats. Raises ChatNotFound, TagRefused."""

    async def work(tx: Transaction) -> None:
        shelf = await own_shelf(tx, chat_id, ctx.who.id)
        events = add_tag(shelf, name)
        if events:
            events = add_tag(shelf, await spelling(tx, ctx.who.id, tag_id_of(name), name))
        await tx.append(stream_of(chat_id), shelf.version, events)

    await store.execute(ctx, work)


async def remove(store: EventStore, ctx: CallContext, chat_id: str, name: str | None = None) -> None:
    """Take one tag away, or all without a name. Raises ChatNotFound."""

    async def work(tx: Transaction) -> None:
        shelf = await own_shelf(tx, chat_id, ctx.who.id)
        gone = shelf.tags if name is None else (tag_id_of(name),)
        await tx.append(stream_of(chat_id), shelf.version, remove_tags(shelf, gone))

    await store.execute(ctx, work)
