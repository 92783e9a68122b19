"""Order among chats: pinned, archived, tagged."""

from __future__ import annotations

from kernel.service import App, Runtime, Servicer
from services.chat.areas.parts import Parts
from services.chat.projections.chat_tags import ChatTagsView
from services.chat.rpc.chat_shelves import ChatShelves
from services.chat.rpc.chat_tags import ChatTags


async def build(rt: Runtime, parts: Parts) -> App:
    """See kernel.service."""
    return App(
        servicers=[
            Servicer("parlance.chat.v1.ChatShelves", ChatShelves(rt.store, parts.index)),
            Servicer("parlance.chat.v1.ChatTags", ChatTags(rt.store)),
        ],
        projections=[ChatTagsView()],
    )
