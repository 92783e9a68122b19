"""Edit, delete, pin a message of a channel, or react to it: one decision on one message."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.domain.channels import message as domain
from services.chat.domain.channels.channel import Actor
from services.chat.domain.channels.message import Message
from services.chat.projections.channel_messages import MESSAGE_PREFIX
from services.chat.queries.channels.find import Found, actor_of, readable
from services.chat.queries.channels.messages import message, state_of

Decide = Callable[[Message, Actor, Found, int], Sequence[Any]]
"""From the message, who does it, the channel and the time (ns) to events."""


async def handle(
    store: EventStore,
    ctx: CallContext,
    channel_id: str,
    message_id: str,
    decide: Decide,
    permission: str = "read",
) -> tuple[Found, Found, bool]:
    """The channel, the message as it was before, and whether anything changed.

    Raises ChannelNotFound, ChannelAccessDenied, ChannelMessageNotFound, Malformed.
    """
    at = time.time_ns()

    async def work(tx: Transaction) -> tuple[Found, Found, bool]:
        channel = await readable(tx, ctx.who, channel_id, permission)
        found = await message(tx, channel_id, message_id)
        events = decide(state_of(found), actor_of(ctx.who), channel, at)
        if events:
            await tx.append(MESSAGE_PREFIX + message_id, found["v"], events)
        return channel, found, bool(events)

    return await store.execute(ctx, work)


def edit(content: str, data: bytes, meta: bytes) -> Decide:
    """Other content."""
    return lambda state, actor, _, at: domain.edit(state, actor, content, data, meta, at)


def delete() -> Decide:
    """No message any more."""
    return lambda state, actor, channel, at: domain.delete(state, actor, channel["u"], at)


def pin(pinned: bool) -> Decide:
    """Pinned, or not."""
    return lambda state, actor, _, at: domain.pin(state, actor, pinned, at)


def react(name: str) -> Decide:
    """A reaction more."""
    return lambda state, actor, _, at: domain.react(state, actor, name, at)


def unreact(name: str) -> Decide:
    """A reaction less."""
    return lambda state, actor, _, at: domain.unreact(state, actor, name, at)
