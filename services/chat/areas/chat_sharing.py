"""Shared chats and copies."""

from __future__ import annotations

from kernel.identity.sharing import Sharing
from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.projections.chat_shares import ChatSharesView
from services.chat.rpc.chat_sharing import ChatSharing


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    servicer = ChatSharing(rt.store, parts.index, parts.limits, Sharing(rt.channel("auth")))
    return App(
        servicers=[Servicer("parlance.chat.v1.ChatSharing", servicer)],
        projections=[ChatSharesView()],
    )
