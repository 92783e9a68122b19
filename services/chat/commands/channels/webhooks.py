"""Make, change and delete webhooks of a channel."""

from __future__ import annotations

import secrets
import time
import uuid
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.domain.channels import webhook as domain
from services.chat.domain.channels.channel import manage
from services.chat.domain.channels.webhook import Webhook
from services.chat.domain.channels.webhook_events import ChannelWebhookDeleted
from services.chat.projections.channel_webhooks import CHANNEL_WEBHOOKS, WEBHOOK_PREFIX
from services.chat.queries.channels.find import actor_of, channel, state_of
from services.chat.queries.channels.webhooks import of_channel, one
from services.chat.queries.channels.webhooks import state_of as webhook_of

_AT_ONCE = 100


async def create(store: EventStore, ctx: CallContext, channel_id: str, name: str, image: str | None) -> str:
    """Returns the id. Raises ChannelNotFound, ChannelAccessDenied, Malformed."""
    at, token = time.time_ns(), secrets.token_urlsafe(32)
    wanted = Webhook(str(uuid.uuid4()), channel_id, name, image)

    async def work(tx: Transaction) -> None:
        found = await channel(tx, channel_id)
        present = len(await of_channel(tx, channel_id))
        events = domain.create(state_of(found), actor_of(ctx.who), wanted, token, present, at)
        await tx.append(WEBHOOK_PREFIX + wanted.id, 0, events)

    await store.execute(ctx, work)
    return wanted.id


async def change(
    store: EventStore, ctx: CallContext, channel_id: str, webhook_id: str, name: str, image: str | None
) -> None:
    """Raises ChannelNotFound, ChannelAccessDenied, WebhookNotFound, Malformed."""
    at = time.time_ns()

    async def work(tx: Transaction) -> None:
        state = state_of(await channel(tx, channel_id))
        manage(state, actor_of(ctx.who))
        found = await one(tx, webhook_id, channel_id)
        events = domain.change(state, actor_of(ctx.who), webhook_of(found), name, image, at)
        await tx.append(WEBHOOK_PREFIX + webhook_id, found["v"], events)

    await store.execute(ctx, work)


async def delete(store: EventStore, ctx: CallContext, channel_id: str, webhook_id: str) -> None:
    """Raises ChannelNotFound, ChannelAccessDenied, WebhookNotFound."""
    at = time.time_ns()

    async def work(tx: Transaction) -> None:
        state = state_of(await channel(tx, channel_id))
        manage(state, actor_of(ctx.who))
        found = await one(tx, webhook_id, channel_id)
        events = domain.delete(state, actor_of(ctx.who), webhook_of(found), at)
        await tx.append(WEBHOOK_PREFIX + webhook_id, found["v"], events)

    await store.execute(ctx, work)


async def delete_some(store: EventStore, ctx: CallContext, query: dict[str, Any]) -> list[str]:
    """Delete some a query (by channel or owner) finds; their ids."""
    at = time.time_ns()

    async def work(tx: Transaction) -> list[str]:
        found = await rows(tx.view(CHANNEL_WEBHOOKS).find(query, {"c": 1, "v": 1}).limit(_AT_ONCE))
        for gone in found:
            event = ChannelWebhookDeleted(gone["_id"], gone["c"], at)
            await tx.append(WEBHOOK_PREFIX + gone["_id"], gone["v"], [event])
        return [gone["_id"] for gone in found]

    return await store.execute(ctx, work)
