"""Write a note."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.identity.grants import Grant
from services.chat.domain.notes import events as e
from services.chat.domain.notes.note import Change, decide_create


@dataclass(frozen=True, slots=True)
class CreateNote:
    """What is written, and who besides the caller may read or change it."""

    change: Change
    grants: Sequence[Grant] = ()


def stream_of(note_id: str) -> str:
    """The stream of a note."""
    return f"note-{note_id}"


async def handle(store: EventStore, ctx: CallContext, command: CreateNote) -> str:
    """Write it as the caller's; returns its id. Raises NoteMalformed, NoteTooLarge."""
    note_id = str(uuid.uuid4())
    events = decide_create(note_id, ctx.who.id, command.change)
    if command.grants:
        events.append(e.NoteAccessChanged(note_id, ctx.who.id, msgspec.json.encode(list(command.grants))))

    async def work(tx: Transaction) -> None:
        await tx.append(stream_of(note_id), 0, events)

    await store.execute(ctx, work)
    return note_id
