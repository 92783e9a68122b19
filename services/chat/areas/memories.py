"""What people want models to know of them."""

from __future__ import annotations

from parlance.auth.v1.account_settings_pb2 import AccountSettings

from kernel.service import App, Runtime, Servicer
from services.chat.adapters.notes import Notes
from services.chat.areas.parts import Parts
from services.chat.memory_erasers import OwnMemories
from services.chat.projections.memories import MemoriesView
from services.chat.rpc.memories import Memories


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    chosen = rt.live(AccountSettings)
    memories = Memories(rt.store, Notes(rt.channel("knowledge")), lambda: chosen.value.enable_memories)
    return App(
        servicers=[Servicer("parlance.chat.v1.Memories", memories)],
        projections=[MemoriesView()],
        erasers=[OwnMemories(rt.store)],
    )
