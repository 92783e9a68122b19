"""Feedback of a deleted person goes, and what it said about models with it."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from services.chat.commands.feedback.delete import delete_some

_AT_ONCE = 50


class GivenFeedback:
    """Feedback of the person."""

    name = "feedback"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        return {"feedback": await delete_some(self._store, ctx, user_id, _AT_ONCE)}
