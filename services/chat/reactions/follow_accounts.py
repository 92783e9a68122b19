"""Accounts and workspaces: who accepts an invitation joins (services.chat.erasers lets who is deleted go)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from parlance.auth.v1 import instance_events_pb2

from kernel.bus.model import Delivered, Reaction
from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.workspaces import members
from services.chat.domain.workspaces.refusals import WorkspaceNotFound
from services.chat.queries.workspaces import find


class FollowAccounts(Reaction):
    """Unknown workspaces are passed over; doing it again changes nothing."""

    name = "follow_accounts"
    follows = (instance_events_pb2.InviteClaimed,)

    def __init__(self, store: EventStore, service_context: Callable[[CallContext], CallContext]) -> None:
        self._store = store
        self._as_service = service_context

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction.handle."""
        event, ctx = delivered.event, self._as_service(delivered.ctx)
        for number in event.workspaces:
            found = await find.by_number(self._store, number)
            if found is not None:
                join = members.assign(self._store, ctx, found["_id"], [event.user_id], keep=True)
                await self._unless_gone(join)

    async def _unless_gone(self, work: Awaitable[None]) -> None:
        try:
            await work
        except WorkspaceNotFound:
            return
