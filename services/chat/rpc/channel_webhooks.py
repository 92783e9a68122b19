"""parlance.chat.v1.ChannelWebhooks: see the proto for what each method promises."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from parlance.chat.v1 import channel_webhooks_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.channel_live import ChannelLive
from services.chat.commands.channels import post
from services.chat.commands.channels import webhooks as commands
from services.chat.domain.channels import channel as domain
from services.chat.domain.channels.refusals import ChannelNotFound, ChannelsDisabled, WebhookNotFound
from services.chat.domain.channels.webhook import admit
from services.chat.queries.channels import find, messages, webhooks
from services.chat.queries.channels.reads import Reads
from services.chat.rpc import channel_shapes as shapes


class ChannelWebhooks:
    """Webhooks, and what they post."""

    def __init__(
        self,
        store: EventStore,
        uses: webhooks.Uses,
        reads: Reads,
        live: ChannelLive,
        enabled: Callable[[], Awaitable[bool]],
    ) -> None:
        self._store = store
        self._uses = uses
        self._reads = reads
        self._live = live
        self._enabled = enabled

    async def List(self, request: Any, ctx: CallContext) -> Any:
        """All of a channel."""
        await self._on()
        found = await find.channel(self._store, request.id)
        domain.manage(find.state_of(found), find.actor_of(ctx.who))
        listed = await webhooks.of_channel(self._store, request.id)
        used = await self._uses.last([one["_id"] for one in listed])
        return pb.ChannelWebhookList(items=[await self._shape(one, used.get(one["_id"])) for one in listed])

    async def Create(self, request: Any, ctx: CallContext) -> Any:
        """One more."""
        await self._on()
        name, image = _words(request.form)
        made = await commands.create(self._store, ctx, request.id, name, image)
        return await self._shape(await webhooks.one(self._store, made))

    async def Update(self, request: Any, ctx: CallContext) -> Any:
        """Other words."""
        await self._on()
        name, image = _words(request.form)
        await commands.change(self._store, ctx, request.id, request.webhook_id, name, image)
        used = await self._uses.last([request.webhook_id])
        found = await webhooks.one(self._store, request.webhook_id)
        return await self._shape(found, used.get(request.webhook_id))

    async def Delete(self, request: Any, ctx: CallContext) -> Any:
        """One less."""
        await self._on()
        await commands.delete(self._store, ctx, request.id, request.webhook_id)
        await self._uses.forget(request.webhook_id)
        return common_pb2.BoolValue(value=True)

    async def Post(self, request: Any, ctx: CallContext) -> Any:
        """A message of a program's."""
        await self._on()
        webhook = await webhooks.one(self._store, request.webhook_id)
        admit(webhook["h"], request.token)
        await self._uses.count(request.webhook_id)
        try:
            event, channel = await post.by_webhook(self._store, ctx, webhook, request.form.content)
        except ChannelNotFound:
            raise WebhookNotFound from None
        if channel["t"]:
            await self._reads.show_to_all(channel["_id"])
        found = await messages.message(self._store, channel["_id"], event.message_id)
        row = shapes.row(found, {}, {}, {}, whole=True)
        await self._live.said("message", shapes.channel(channel), row, row["user"])
        return pb.WebhookMessagePosted(success=True, message_id=event.message_id)

    async def _on(self) -> None:
        if not await self._enabled():
            raise ChannelsDisabled

    async def _shape(self, found: find.Found, used: int | None = None) -> Any:
        return pb.ChannelWebhook(
            id=found["_id"],
            channel_id=found["c"],
            user_id=found["u"],
            name=found["n"],
            profile_image_url=found["i"],
            token=await webhooks.token_of(self._store, found["_id"]),
            last_used_at=used,
            created_at=int(found["at"]),
            updated_at=int(found["m"]),
        )


def _words(form: Any) -> tuple[str, str | None]:
    return form.name, form.profile_image_url if form.HasField("profile_image_url") else None
