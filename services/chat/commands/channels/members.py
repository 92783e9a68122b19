"""Let people into a group, or take them out."""

from __future__ import annotations

import time
from collections.abc import Sequence

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.domain.channels import channel as domain
from services.chat.domain.channels.channel import Actor
from services.chat.projections.channels import PREFIX
from services.chat.queries.channels.find import actor_of, channel, present, state_of


async def add(
    store: EventStore, ctx: CallContext, channel_id: str, user_ids: Sequence[str]
) -> tuple[tuple[str, ...], int]:
    """Who is new, and since when (ns). Raises ChannelNotFound, ChannelAccessDenied, Malformed."""
    at = time.time_ns()

    async def work(tx: Transaction) -> tuple[str, ...]:
        found = await channel(tx, channel_id)
        there = await present(tx, channel_id, user_ids)
        events = domain.add_members(state_of(found), actor_of(ctx.who), user_ids, there, at)
        if not events:
            return ()
        await tx.append(PREFIX + channel_id, found["v"], events)
        return events[0].members

    return await store.execute(ctx, work), at


async def remove(
    store: EventStore,
    ctx: CallContext,
    channel_id: str,
    user_ids: Sequence[str],
    actor: Actor | None = None,
) -> tuple[str, ...]:
    """Who was a member. Raises ChannelNotFound, ChannelAccessDenied, Malformed."""
    at = time.time_ns()
    who = actor or actor_of(ctx.who)

    async def work(tx: Transaction) -> tuple[str, ...]:
        found = await channel(tx, channel_id)
        there = await present(tx, channel_id, user_ids)
        events = domain.remove_members(state_of(found), who, user_ids, there, at)
        if not events:
            return ()
        await tx.append(PREFIX + channel_id, found["v"], events)
        return events[0].members

    return await store.execute(ctx, work)
