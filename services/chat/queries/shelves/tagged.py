"""Chats by tag, each list one indexed query."""

from __future__ import annotations

from typing import Any

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import CHATS
from services.chat.queries.chats.listing import ROW, UNARCHIVED


async def tagged(store: EventStore, owner_id: str, tag_id: str | None, skip: int, limit: int) -> list[Any]:
    """Heads of the person's chats with a tag, or with any (None), last changed first, unarchived."""
    query: dict[str, Any] = {"u": owner_id, "l": {"$in": list(UNARCHIVED)}}
    query["g"] = tag_id if tag_id is not None else {"$exists": True}
    found = store.view(CHATS).find(query, ROW).sort([("m", -1), ("_id", -1)])
    found = found.hint("tagged" if tag_id is None else "by_any_tag").skip(skip).limit(limit)
    return list(await rows(found))
