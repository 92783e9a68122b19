"""Delete a chat, some chats, or all chats of a person."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

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

    return await store.execute(ctx, lambda tx: _delete(tx, {"u": owner_id}))


async def delete_these(store: EventStore, ctx: CallContext, chat_ids: Sequence[str]) -> None:
    """Delete these chats, whoever's they are; those that are not there are no error."""
    for start in range(0, len(chat_ids), _AT_ONCE):
        query = {"_id": {"$in": list(chat_ids[start : start + _AT_ONCE])}}
        await store.execute(ctx, functools.partial(_delete, query=query))


async def _delete(tx: Transaction, query: Mapping[str, Any]) -> int:
    heads = await rows(tx.view(CHATS).find(query, {"v": 1, "u": 1}).limit(_AT_ONCE))
    for head in heads:
        state = ChatState(exists=True, chat_id=head["_id"], owner_id=head["u"], version=head["v"])
        await tx.append(stream_of(head["_id"]), head["v"], decide_delete(state, head["u"]))
        await tx.write(forgotten(head["_id"]))
    return len(heads)
