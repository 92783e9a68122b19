"""Give a channel other words, or share it with others."""

from __future__ import annotations

import time

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.domain.channels import channel as domain
from services.chat.projections.channels import PREFIX
from services.chat.queries.channels.find import actor_of, channel, state_of


async def handle(
    store: EventStore,
    ctx: CallContext,
    channel_id: str,
    form: domain.Form | None,
    grants: bytes | None = None,
) -> None:
    """What is None stays. Raises ChannelNotFound, ChannelAccessDenied, Malformed."""
    at = time.time_ns()

    async def work(tx: Transaction) -> None:
        found = await channel(tx, channel_id)
        state, actor = state_of(found), actor_of(ctx.who)
        events: list[object] = []
        if form is not None:
            events += domain.change(state, actor, form, at)
        if grants is not None:
            events += domain.share(state, actor, grants, at)
        await tx.append(PREFIX + channel_id, found["v"], events)

    await store.execute(ctx, work)
