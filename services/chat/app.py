"""What the chat service consists of."""

from __future__ import annotations

from kernel.service import App, Runtime, Servicer
from services.chat.documents.limits import Limits
from services.chat.projections.chats import ChatsView
from services.chat.queries.chats.word_index import WordIndex
from services.chat.rpc.chats import Chats
from services.chat.rpc.messages import Messages


async def build(rt: Runtime) -> App:
    """Wire the service. Each area (chats, …) adds its servicers and projections here."""
    limits = Limits(
        document=rt.settings.chat_document_bytes,
        change=rt.settings.chat_change_bytes,
        messages=rt.settings.chat_messages,
    )
    index = WordIndex(rt.database)
    await index.start()
    return App(
        servicers=[
            Servicer("parlance.chat.v1.Chats", Chats(rt.store, limits, index)),
            Servicer("parlance.chat.v1.Messages", Messages(rt.store, limits)),
        ],
        projections=[ChatsView()],
        on_stop=[index.stop],
    )
