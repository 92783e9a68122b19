"""Which chats are shown as unread."""

from __future__ import annotations

from parlance.auth.v1.account_settings_pb2 import AccountSettings

from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.rpc.chat_reading import ChatReading


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    accounts = rt.live(AccountSettings)
    servicer = ChatReading(rt.store, lambda: accounts.value)
    return App(servicers=[Servicer("parlance.chat.v1.ChatReading", servicer)])
