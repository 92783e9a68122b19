"""Change what a note says and who may use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from kernel.identity.grants import Grant
from kernel.identity.sharing import added, check_permissions
from services.chat.commands.notes.create import stream_of
from services.chat.domain.notes import events as e
from services.chat.domain.notes.note import Change, Note, decide_change
from services.chat.queries.notes.find import one
from services.chat.queries.shared_things import grants_of

Granting = Callable[[Sequence[Grant]], list[Grant]]
"""From the grants a note has to those it gets."""
NOTHING = Change()
KIND = "notes"
"""In permission keys about sharing."""


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """`grants` None leaves them; `person` is who asks."""

    note_id: str
    person: Caller
    change: Change = NOTHING
    grants: Granting | None = None


async def handle(store: EventStore, ctx: CallContext, command: ChangeNote) -> None:
    """Record what changes, if anything does.

    Raises NoteNotFound, NoteForbidden, NoteMalformed, NoteTooLarge, Refusal AUDIENCE_PROHIBITED.
    """

    async def work(tx: Transaction) -> None:
        found = await one(tx, command.person, command.note_id, "write")
        note = Note(found["_id"], found["user_id"], found["title"], found["data"], found["meta"])
        events = decide_change(note, command.change)
        if command.grants is not None:
            kept = grants_of(found)
            wanted = command.grants(kept)
            if not command.person.is_admin:
                check_permissions(command.person, KIND, added(kept, wanted))
            if wanted != kept:
                grants = msgspec.json.encode(wanted)
                events.append(e.NoteAccessChanged(note.note_id, note.owner_id, grants))
        if events:
            await tx.append(stream_of(note.note_id), found["version"], events)

    await store.execute(ctx, work)
