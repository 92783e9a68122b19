"""What chat keeps of a person's prompts, removed when their account is gone: prompts with their versions,
and grants that name them.
"""

from __future__ import annotations

from contextlib import suppress

from kernel.context import CallContext, Caller
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.commands.prompts import change
from services.chat.domain.prompts.refusals import PromptNotFound
from services.chat.note_erasers import without
from services.chat.projections.prompts import PROMPTS
from services.chat.projections.reach import granted, owned

_AT_ONCE = 50
_ANYBODY = Caller("service:chat", "admin", "service", "chat")


class OwnedPrompts:
    """Prompts of the person, shared ones too; their commands are free again."""

    name = "prompts"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        removed = 0
        found = self._store.view(PROMPTS).find(owned(user_id), {"_id": 1}).limit(_AT_ONCE)
        for prompt in await rows(found):
            with suppress(PromptNotFound):  # somebody else deleted it meanwhile
                await change.delete(self._store, ctx, _ANYBODY, prompt["_id"])
                removed += 1
        return {"prompts": removed}


class PromptGrants:
    """Grants by which others let the person use their prompts."""

    name = "prompt_grants"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        removed = 0
        found = self._store.view(PROMPTS).find(granted(user_id), {"_id": 1}).limit(_AT_ONCE)
        for prompt in await rows(found):
            with suppress(PromptNotFound):
                await change.share(self._store, ctx, _ANYBODY, prompt["_id"], without(user_id))
                removed += 1
        return {"prompt_grants": removed}
