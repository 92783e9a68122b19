"""Post a message in a channel. The cost does not depend on how many there are, nor who else writes."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.domain.channels.events import ChannelMessagePosted
from services.chat.domain.channels.message import WEBHOOK
from services.chat.domain.channels.refusals import Malformed
from services.chat.projections.channel_messages import MESSAGE_PREFIX
from services.chat.queries.channels.find import Found, channel, readable
from services.chat.queries.channels.messages import some
from services.chat.queries.channels.webhooks import one


@dataclass(frozen=True, slots=True)
class PostMessage:
    """`data` and `meta` are JSON objects or null."""

    channel_id: str
    content: str
    data: bytes
    meta: bytes
    parent_id: str | None
    reply_to_id: str | None


async def by_webhook(
    store: EventStore, ctx: CallContext, webhook: Found, content: str
) -> tuple[ChannelMessagePosted, Found]:
    """A message of a webhook, which was admitted before. Raises ChannelNotFound, WebhookNotFound."""
    shown = {"id": webhook["_id"], "name": webhook["n"], "profile_image_url": webhook["i"]}
    event = ChannelMessagePosted(
        message_id=str(uuid.uuid4()),
        channel_id=webhook["c"],
        author_id=webhook["u"],
        content=content,
        data=b"null",
        meta=msgspec.json.encode({WEBHOOK: shown}),
        parent_id=None,
        reply_to_id=None,
        at=time.time_ns(),
    )

    async def work(tx: Transaction) -> Found:
        found = await channel(tx, webhook["c"])
        await one(tx, webhook["_id"])
        await tx.append(MESSAGE_PREFIX + event.message_id, 0, [event])
        return found

    return event, await store.execute(ctx, work)


async def handle(
    store: EventStore, ctx: CallContext, command: PostMessage
) -> tuple[ChannelMessagePosted, Found]:
    """What was posted, and the channel. Raises ChannelNotFound, ChannelAccessDenied, Malformed."""
    message_id, at = str(uuid.uuid4()), time.time_ns()

    async def work(tx: Transaction) -> tuple[ChannelMessagePosted, Found]:
        channel = await readable(tx, ctx.who, command.channel_id, "write")
        named = {one for one in (command.parent_id, command.reply_to_id) if one}
        if len(await some(tx, command.channel_id, sorted(named))) < len(named):
            raise Malformed("The message this answers is not in this channel.")
        event = ChannelMessagePosted(
            message_id=message_id,
            channel_id=command.channel_id,
            author_id=ctx.who.id,
            content=command.content,
            data=command.data,
            meta=command.meta,
            parent_id=command.parent_id or None,
            reply_to_id=command.reply_to_id or None,
            at=at,
        )
        await tx.append(MESSAGE_PREFIX + message_id, 0, [event])
        return event, channel

    return await store.execute(ctx, work)
