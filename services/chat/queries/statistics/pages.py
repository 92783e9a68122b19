"""Pages of all chats of a person, whatever their shelf, each from the index of the last change."""

from __future__ import annotations

from typing import Any

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.documents.parts import CHATS
from services.chat.queries.chats.listing import EVERYWHERE

COUNTED = 100_000
"""A total is at most this."""


def of_person(owner_id: str, since: int | None = None) -> dict[str, Any]:
    """Filter for the chats of a person, those that changed after the second `since` alone."""
    query: dict[str, Any] = {"u": owner_id, "l": {"$in": list(EVERYWHERE)}}
    if since is not None:
        query["m"] = {"$gte": (since + 1) * 1000}
    return query


async def page(
    store: EventStore, query: dict[str, Any], number: int, size: int, *, descending: bool
) -> list[str]:
    """Ids of the chats of a page, counted from 1."""
    order = -1 if descending else 1
    found = store.view(CHATS).find(query, {"_id": 1}).sort([("m", order), ("_id", order)])
    found = found.hint("by_update").skip((number - 1) * size).limit(size)
    return [head["_id"] for head in await rows(found)]


async def total(store: EventStore, query: dict[str, Any]) -> int:
    """How many there are, at most COUNTED."""
    counted: int = await store.view(CHATS).count_documents(query, hint="by_update", limit=COUNTED)
    return counted
