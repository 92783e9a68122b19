"""What channels keep of a person, removed when their account is gone: messages, reactions, memberships,
direct conversations, groups with nobody else in them, and webhooks. Channels of an installation stay.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from kernel.context import CallContext
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.commands.channels import delete, members, remove_some, webhooks
from services.chat.domain.channels.channel import DIRECT, GROUP, Actor
from services.chat.domain.channels.refusals import ChannelNotFound
from services.chat.projections.channels import CHANNEL_MEMBERS
from services.chat.queries.channels import find
from services.chat.queries.channels.reads import Reads
from services.chat.queries.channels.webhooks import Uses

_SYSTEM = Actor("system", admin=True)


class ChannelTraces:
    """Messages, reactions and what was read."""

    name = "channel_messages"

    def __init__(self, store: EventStore, reads: Reads) -> None:
        self._store = store
        self._reads = reads

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        return {
            "channel_messages": await remove_some.messages(self._store, ctx, {"u": user_id}),
            "channel_reactions": await remove_some.reactions(self._store, ctx, user_id),
            "channel_reads": await self._reads.forget(user_id=user_id),
        }


class ChannelMemberships:
    """The person in groups and direct conversations, one at a time."""

    name = "channels"

    def __init__(self, store: EventStore, as_service: Callable[[CallContext], CallContext]) -> None:
        self._store = store
        self._as_service = as_service

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        view = self._store.view(CHANNEL_MEMBERS)
        mine = await rows(view.find({"u": user_id}, {"c": 1}).limit(1))
        if not mine:
            return {}
        channel_id, service = mine[0]["c"], self._as_service(ctx)
        with suppress(ChannelNotFound):  # somebody else deleted it meanwhile
            found = await find.channel(self._store, channel_id)
            others = [one for one in await find.members(self._store, channel_id, 2) if one != user_id]
            if found["t"] == DIRECT or (found["t"] == GROUP and not others):
                await delete.handle(self._store, service, channel_id, _SYSTEM)
                return {"channels": 1}
            await members.remove(self._store, service, channel_id, [user_id], _SYSTEM)
        return {"channel_memberships": 1}


class OwnWebhooks:
    """Webhooks the person made: their token was the person's to give away."""

    name = "channel_webhooks"

    def __init__(self, store: EventStore, uses: Uses) -> None:
        self._store = store
        self._uses = uses

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        gone = await webhooks.delete_some(self._store, ctx, {"u": user_id})
        for webhook in gone:
            await self._uses.forget(webhook)
        return {"channel_webhooks": len(gone)}
