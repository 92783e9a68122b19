"""Notes."""

from __future__ import annotations

from parlance.auth.v1.account_settings_pb2 import AccountSettings

from kernel.identity.sharing import Sharing
from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.note_erasers import NoteGrants, NotePins, OwnedNotes
from services.chat.projections.notes import NotesView
from services.chat.rpc.notes.notes import Notes


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    accounts = rt.live(AccountSettings)
    notes = Notes(rt.store, parts.people, Sharing(rt.channel("auth")), lambda: accounts.value.enable_notes)
    return App(
        servicers=[Servicer("parlance.chat.v1.Notes", notes)],
        projections=[NotesView()],
        erasers=[OwnedNotes(rt.store), NotePins(rt.store), NoteGrants(rt.store)],
    )
