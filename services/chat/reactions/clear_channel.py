"""When a channel is deleted: its webhooks go, its messages, in parts, and what people had read of it."""

from __future__ import annotations

from collections.abc import Callable

from parlance.chat.v1 import channel_events_pb2

from kernel.bus.model import Delivered, Reaction
from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.channels import remove_some, webhooks
from services.chat.queries.channels.reads import Reads
from services.chat.queries.channels.webhooks import Uses


class ClearChannel(Reaction):
    """Doing it again finds nothing."""

    name = "clear_channel"
    follows = (channel_events_pb2.ChannelDeleted,)

    def __init__(
        self,
        store: EventStore,
        reads: Reads,
        uses: Uses,
        service_context: Callable[[CallContext], CallContext],
    ) -> None:
        self._store = store
        self._reads = reads
        self._uses = uses
        self._as_service = service_context

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction.handle."""
        channel_id, ctx = delivered.event.channel_id, self._as_service(delivered.ctx)
        for webhook in await webhooks.delete_some(self._store, ctx, {"c": channel_id}):
            await self._uses.forget(webhook)
        while await remove_some.messages(self._store, ctx, {"c": channel_id}):
            pass
        await self._reads.forget(channel_id=channel_id)
