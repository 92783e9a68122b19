"""Delete a channel. Its messages go afterwards, in parts (services.chat.reactions.clear_channel)."""

from __future__ import annotations

import time

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.channels.create import DIRECT_CLAIM
from services.chat.domain.channels import channel as domain
from services.chat.domain.channels.channel import Actor
from services.chat.projections.channels import PREFIX
from services.chat.queries.channels.find import actor_of, channel, state_of


async def handle(store: EventStore, ctx: CallContext, channel_id: str, actor: Actor | None = None) -> None:
    """Raises ChannelNotFound, ChannelAccessDenied."""
    at = time.time_ns()
    who = actor or actor_of(ctx.who)

    async def work(tx: Transaction) -> None:
        found = await channel(tx, channel_id)
        events = domain.delete(state_of(found), who, at)
        if "k" in found:
            await tx.release(DIRECT_CLAIM, found["k"], channel_id)
        await tx.append(PREFIX + channel_id, found["v"], events)

    await store.execute(ctx, work)
