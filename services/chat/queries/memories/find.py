"""Memories of a person, as the view holds them and as commands decide from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kernel.mongo import rows
from services.chat.domain.memories.memory import MOST, Memory
from services.chat.domain.memories.refusals import MemoryNotFound
from services.chat.projections.memories import MEMORIES

Found = Mapping[str, Any]


async def of_owner(views: Any, owner_id: str) -> list[Found]:
    """Somebody's memories, oldest first."""
    cursor = views.view(MEMORIES).find({"u": owner_id}).sort([("c", 1), ("_id", 1)])
    return list(await rows(cursor.limit(MOST).batch_size(1000)))


async def some(views: Any, owner_id: str, most: int) -> list[Found]:
    """At most so many of somebody's memories."""
    return list(await rows(views.view(MEMORIES).find({"u": owner_id}).limit(most)))


async def held(views: Any, owner_id: str) -> int:
    """How many somebody has, counted up to the limit."""
    return int(await views.view(MEMORIES).count_documents({"u": owner_id}, limit=MOST))


async def own(views: Any, owner_id: str, memory_id: str) -> Found:
    """A memory of somebody. Raises MemoryNotFound, also for another's."""
    found: Found | None = await views.view(MEMORIES).find_one({"_id": memory_id})
    if found is None or found["u"] != owner_id:
        raise MemoryNotFound
    return found


async def named(views: Any, owner_id: str, ids: Iterable[str]) -> dict[str, Found]:
    """Those of the memories that are somebody's, by id."""
    found = await rows(views.view(MEMORIES).find({"_id": {"$in": list(ids)}}))
    return {one["_id"]: one for one in found if one["u"] == owner_id}


def state_of(found: Found) -> Memory:
    """A memory for a command."""
    return Memory(found["_id"], found["u"], found["k"], found["p"], found["t"])
