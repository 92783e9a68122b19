"""Versions of chats."""

from __future__ import annotations

from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.rpc.chat_versions import ChatVersions


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    return App(servicers=[Servicer("parlance.chat.v1.ChatVersions", ChatVersions(rt.store, parts.limits))])
