"""Memories of a deleted person go; what finds them goes with the person's files in the knowledge service."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from services.chat.commands.memories.delete import delete_some


class OwnMemories:
    """Memories of the person."""

    name = "memories"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        return {"memories": await delete_some(self._store, ctx, user_id)}
