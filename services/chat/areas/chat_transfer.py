"""Many chats at once: export, import, lists for administrators."""

from __future__ import annotations

from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.rpc.chat_transfer import ChatTransfer


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    servicer = ChatTransfer(rt.store, parts.index, parts.limits)
    return App(servicers=[Servicer("parlance.chat.v1.ChatTransfer", servicer)])
