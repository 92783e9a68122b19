"""Embeds of a deleted person's workspaces go, with what visitors said in them."""

from __future__ import annotations

from contextlib import suppress

from kernel.context import CallContext
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from services.chat.commands.embeds import delete, end_sessions
from services.chat.domain.embeds.refusals import EmbedNotFound
from services.chat.queries.embeds import find

_AT_ONCE = 50


class OwnedEmbeds:
    """Embeds of the person first: nobody asks any more while their sessions end."""

    name = "embeds"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        removed = 0
        for embed_id in await find.of(self._store, {"u": user_id}, _AT_ONCE):
            with suppress(EmbedNotFound):  # somebody else deleted it meanwhile
                await delete.handle(self._store, ctx, embed_id)
                removed += 1
        return {
            "embeds": removed,
            "embed_sessions": await end_sessions.some(self._store, ctx, {"u": user_id}),
        }
