"""Figures of chats."""

from __future__ import annotations

from parlance.auth.v1.account_settings_pb2 import AccountSettings

from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.rpc.chat_statistics import ChatStatistics


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    accounts = rt.live(AccountSettings)
    servicer = ChatStatistics(rt.store, lambda: accounts.value)
    return App(servicers=[Servicer("parlance.chat.v1.ChatStatistics", servicer)])
