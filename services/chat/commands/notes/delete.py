"""Delete a note."""

from __future__ import annotations

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.notes.create import stream_of
from services.chat.domain.notes import events as e
from services.chat.queries.notes.find import one


async def handle(store: EventStore, ctx: CallContext, note_id: str, person: Caller) -> None:
    """Delete it with its versions. Raises NoteNotFound, NoteForbidden."""

    async def work(tx: Transaction) -> None:
        found = await one(tx, person, note_id, "write")
        event = e.NoteDeleted(note_id, found["user_id"])
        await tx.append(stream_of(note_id), found["version"], [event])

    await store.execute(ctx, work)
