"""What chat keeps of a person's notes, removed when their account is gone: notes with their versions,
pins, and grants that name them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from kernel.context import CallContext, Caller
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore
from kernel.identity.grants import Grant
from kernel.mongo import rows
from services.chat.commands.notes import change, delete, pin
from services.chat.domain.notes.refusals import NoteNotFound
from services.chat.projections.notes import NOTES, PINS
from services.chat.projections.reach import granted, owned

_AT_ONCE = 50
_ANYBODY = Caller("service:chat", "admin", "service", "chat")


class OwnedNotes:
    """Notes of the person, shared ones too."""

    name = "notes"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        removed = 0
        found = self._store.view(NOTES).find(owned(user_id), {"_id": 1}).limit(_AT_ONCE)
        for note in await rows(found):
            with suppress(NoteNotFound):  # somebody else deleted it meanwhile
                await delete.handle(self._store, ctx, note["_id"], _ANYBODY)
                removed += 1
        return {"notes": removed}


class NotePins:
    """What the person pinned of others' notes."""

    name = "note_pins"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        found = await rows(self._store.view(PINS).find({"u": user_id}, {"n": 1}).limit(_AT_ONCE))
        for one in found:
            await pin.unpin(self._store, ctx, one["n"], user_id)
        return {"note_pins": len(found)}


class NoteGrants:
    """Grants by which others let the person read or change their notes."""

    name = "note_grants"

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser."""
        removed = 0
        for note in await rows(self._store.view(NOTES).find(granted(user_id), {"_id": 1}).limit(_AT_ONCE)):
            command = change.ChangeNote(note["_id"], _ANYBODY, grants=without(user_id))
            with suppress(NoteNotFound):
                await change.handle(self._store, ctx, command)
                removed += 1
        return {"note_grants": removed}


def without(user_id: str) -> Callable[[Sequence[Grant]], list[Grant]]:
    """Grants less those that name a person."""
    named = ("user", user_id)
    return lambda grants: [one for one in grants if (one.principal_type, one.principal_id) != named]
