"""What the chat service consists of."""

from __future__ import annotations

from kernel.service import App, Runtime, Servicer
from services.chat.documents.limits import Limits
from services.chat.projections.chats import ChatsView
from services.chat.rpc.chats import Chats
from services.chat.rpc.messages import Messages


async def build(rt: Runtime) -> App:
    """Wire the service. Each area (chats, …) adds its servicers and projections here."""
    limits = Limits(document=rt.settings.chat_document_bytes, messages=rt.settings.chat_messages)
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Chats", Chats(rt.store, limits)),
            Servicer("parlance.chat.v1.Messages", Messages(rt.store, limits)),
        ],
        projections=[ChatsView()],
    )
