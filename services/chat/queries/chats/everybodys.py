"""The ids of everybody's chats, a person at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import CHATS
from services.chat.queries.chats.listing import EVERYWHERE, ListChats, list_chats


async def all_chat_ids(store: EventStore) -> AsyncIterator[str]:
    """Every chat; what is created meanwhile may be missing."""
    owner = ""
    while True:
        query = {"u": {"$gt": owner}}
        found = await rows(
            store.view(CHATS).find(query, {"u": 1}).sort([("u", 1)]).hint("by_update").limit(1)
        )
        if not found:
            return
        owner = found[0]["u"]
        for head in await list_chats(store, ListChats(owner, shelves=EVERYWHERE)):
            yield head["_id"]
