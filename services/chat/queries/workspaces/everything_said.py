"""Exchanges of all workspaces, of one, or of a thread. Each list follows an index and is read as it goes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from kernel.eventstore.model import EventStore
from kernel.mongo import each, rows
from services.chat.projections.exchanges import EXCHANGES
from services.chat.projections.workspaces import CONVERSATIONS
from services.chat.queries.workspaces.said import Said, in_parts, read

PAGE = 20
MOST_PAGES = 100_000
_TOGETHER = 1000


async def page(store: EventStore, number: int) -> tuple[list[Said], bool]:
    """A page of everything, newest first, counted from 0, and whether there are more."""
    skip = min(max(number, 0), MOST_PAGES) * PAGE
    cursor = store.view(EXCHANGES).find({}).sort("n", -1).skip(skip).limit(PAGE + 1)
    found = await rows(cursor)
    return await read(store, found[:PAGE]), len(found) > PAGE


def everything(store: EventStore) -> AsyncIterator[list[Said]]:
    """All there is, oldest first."""
    return in_parts(store, _by_number(store))


def of_chats(store: EventStore, chats: Sequence[str]) -> AsyncIterator[list[Said]]:
    """What was said in these chats, oldest first."""
    query = {"c": {"$in": list(chats)}}
    return in_parts(store, each(store.view(EXCHANGES).find(query).sort("n", 1)))


def of_workspace(store: EventStore, workspace_id: str) -> AsyncIterator[list[Said]]:
    """All that was ever said in a workspace, oldest first. The order is made in the database, on disk
    when it has to be: a workspace may have any number of conversations."""
    pipeline: list[Any] = [
        {"$match": {"w": workspace_id}},
        {"$lookup": {"from": EXCHANGES, "localField": "k", "foreignField": "c", "as": "e"}},
        {"$unwind": "$e"},
        {"$project": {"_id": 0, "c": "$e.c", "n": "$e.n"}},
        {"$sort": {"n": 1}},
    ]
    return in_parts(store, each(store.view(CONVERSATIONS).aggregate(pipeline, allowDiskUse=True)))


async def _by_number(store: EventStore) -> AsyncIterator[Any]:
    """Entry after entry, without a cursor that could die of old age."""
    last = 0
    while True:
        query = {"n": {"$gt": last}}
        found = await rows(store.view(EXCHANGES).find(query).sort("n", 1).limit(_TOGETHER))
        for one in found:
            yield one
        if len(found) < _TOGETHER:
            return
        last = found[-1]["n"]
