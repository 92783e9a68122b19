"""Delete a chat, or all chats of a person."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.documents.parts import CHATS, stream_of
from services.chat.domain.chats.delete import decide_delete
from services.chat.domain.chats.document import ChatState
from services.chat.queries.chats.load import state_with
from services.chat.queries.chats.word_index import forgotten

_AT_ONCE = 50
"""Chats deleted in one transaction."""


async def delete_one(store: EventStore, ctx: CallContext, chat_id: str) -> None:
    """Delete one chat of the caller's."""

    async def work(tx: Transaction) -> None:
        state = await state_with(tx, chat_id)
        await tx.append(stream_of(chat_id), state.version, decide_delete(state, ctx.who.id))
        await tx.write(forgotten(chat_id))

    await store.execute(ctx, work)


async def delete_all(store: EventStore, ctx: CallContext) -> int:
    """Delete all chats of the caller's, some at a time; returns how many there were. What is cut
    short goes on when it is asked for again."""
    deleted = 0
    while True:
        done = await delete_some(store, ctx, ctx.who.id)
        deleted += done
        if done < _AT_ONCE:
            return deleted


async def delete_some(store: EventStore, ctx: CallContext, owner_id: str) -> int:
    """Delete some chats of a person; how many, 0 when there are none."""

    async def work(tx: Transaction) -> int:
        query = {"u": owner_id}
        heads = await rows(tx.view(CHATS).find(query, {"v": 1, "u": 1}).limit(_AT_ONCE))
        for head in heads:
            state = ChatState(exists=True, chat_id=head["_id"], owner_id=head["u"], version=head["v"])
            await tx.append(stream_of(head["_id"]), head["v"], decide_delete(state, owner_id))
            await tx.write(forgotten(head["_id"]))
        return len(heads)

    return await store.execute(ctx, work)
