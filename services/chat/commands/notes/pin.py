"""Pin a note for oneself, or take the pin away."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.notes.create import stream_of
from services.chat.domain.notes import events as e
from services.chat.projections.notes import NOTES
from services.chat.queries.notes.find import one, pins


async def toggle(store: EventStore, ctx: CallContext, note_id: str) -> None:
    """Turn the caller's pin over. Raises NoteNotFound, NoteForbidden."""

    async def work(tx: Transaction) -> None:
        found = await one(tx, ctx.who, note_id)
        pinned = note_id not in await pins(tx, ctx.who, [note_id])
        event = e.NotePinned(note_id, ctx.who.id, pinned)
        await tx.append(stream_of(note_id), found["version"], [event])

    await store.execute(ctx, work)


async def unpin(store: EventStore, ctx: CallContext, note_id: str, user_id: str) -> None:
    """Take somebody's pin away, whoever asks: for erasures. A note that is gone is no error."""

    async def work(tx: Transaction) -> None:
        found = await tx.view(NOTES).find_one({"_id": note_id}, {"version": 1})
        if found is not None:
            event = e.NotePinned(note_id, user_id, False)
            await tx.append(stream_of(note_id), found["version"], [event])

    await store.execute(ctx, work)
