"""Take one message, or all messages, out of a chat."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.record import record, writer_of
from services.chat.documents.limits import Limits
from services.chat.domain.chats.messages import decide_clear, decide_remove
from services.chat.queries.chats.load import state_with
from services.chat.queries.chats.word_index import forgotten


async def remove(store: EventStore, ctx: CallContext, chat_id: str, message_id: str, limits: Limits) -> None:
    """Take one message out; its children take its place."""

    async def work(tx: Transaction) -> None:
        state = await state_with(tx, chat_id, [message_id])
        stored = state.nodes.get(message_id)
        if stored is not None:
            around = [message_id, *(stored.links.children or ())]
            if stored.links.parent is not None:
                around.append(stored.links.parent)
            state = await state_with(tx, chat_id, around)
        events = decide_remove(state, ctx.who.id, message_id, writer_of(ctx))
        await record(tx, chat_id, state.version, events, limits)
        await tx.write(forgotten(chat_id))

    await store.execute(ctx, work)


async def clear(store: EventStore, ctx: CallContext, chat_id: str, limits: Limits) -> None:
    """Take all messages out; the chat stays."""

    async def work(tx: Transaction) -> None:
        state = await state_with(tx, chat_id)
        await record(tx, chat_id, state.version, decide_clear(state, ctx.who.id, writer_of(ctx)), limits)
        await tx.write(forgotten(chat_id))

    await store.execute(ctx, work)
