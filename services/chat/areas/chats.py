"""Chats and their messages."""

from __future__ import annotations

from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.erasers import OwnedChats, SearchedWords
from services.chat.projections.chats import ChatsView
from services.chat.rpc.chats import Chats
from services.chat.rpc.message_events import MessageEvents
from services.chat.rpc.messages import Messages


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Chats", Chats(rt.store, parts.limits, parts.index)),
            Servicer("parlance.chat.v1.Messages", Messages(rt.store, parts.limits)),
            Servicer("parlance.chat.v1.MessageEvents", MessageEvents(rt.store, parts.limits, rt.live_events)),
        ],
        projections=[ChatsView()],
        erasers=[OwnedChats(rt.store), SearchedWords(rt.database)],
        on_stop=[parts.index.stop],
    )
