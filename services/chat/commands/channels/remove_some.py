"""Remove what is left of a channel or a person, few enough for a transaction; again until nothing is."""

from __future__ import annotations

import time
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.domain.channels.events import ChannelMessageDeleted, ChannelReactionRemoved
from services.chat.projections.channel_messages import CHANNEL_MESSAGES, MESSAGE_PREFIX

AT_ONCE = 100


async def messages(store: EventStore, ctx: CallContext, query: dict[str, Any]) -> int:
    """Delete some messages a query (by channel or author) finds; how many."""
    at = time.time_ns()

    async def work(tx: Transaction) -> int:
        found = await rows(tx.view(CHANNEL_MESSAGES).find(query, {"c": 1, "v": 1}).limit(AT_ONCE))
        for one in found:
            event = ChannelMessageDeleted(one["_id"], one["c"], at)
            await tx.append(MESSAGE_PREFIX + one["_id"], one["v"], [event])
        return len(found)

    return await store.execute(ctx, work)


async def reactions(store: EventStore, ctx: CallContext, user_id: str) -> int:
    """Take some reactions of a person away; how many."""
    at = time.time_ns()

    async def work(tx: Transaction) -> int:
        query = tx.view(CHANNEL_MESSAGES).find({"r.u": user_id}, {"c": 1, "v": 1, "r": 1})
        found = await rows(query.limit(AT_ONCE))
        for one in found:
            mine = [r["n"] for r in one["r"] if r["u"] == user_id]
            events = [ChannelReactionRemoved(one["_id"], one["c"], user_id, name, at) for name in mine]
            await tx.append(MESSAGE_PREFIX + one["_id"], one["v"], events)
        return len(found)

    return await store.execute(ctx, work)
