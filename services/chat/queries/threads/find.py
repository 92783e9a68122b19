"""Threads by slug, by workspace, and the chats they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kernel.mongo import rows
from services.chat.domain.threads.refusals import ThreadNotFound
from services.chat.domain.threads.thread import Thread
from services.chat.projections.threads import THREADS
from services.chat.projections.workspaces import CONVERSATIONS

Found = Mapping[str, Any]


async def by_slug(views: Any, workspace_id: str, slug: str) -> Found:
    """A thread of a workspace. Raises ThreadNotFound."""
    found: Found | None = await views.view(THREADS).find_one({"g": slug, "w": workspace_id})
    if found is None:
        raise ThreadNotFound
    return found


async def by_id(views: Any, thread_id: str) -> Found:
    """A thread. Raises ThreadNotFound."""
    found: Found | None = await views.view(THREADS).find_one({"_id": thread_id})
    if found is None:
        raise ThreadNotFound
    return found


async def of_workspaces(views: Any, workspace_ids: Iterable[str]) -> dict[str, list[Found]]:
    """The threads of workspaces, by workspace, in the order they were made; only what lists show."""
    query = {"w": {"$in": list(workspace_ids)}}
    shown = {"w": 1, "n": 1, "g": 1, "t": 1, "p": 1}
    found: dict[str, list[Found]] = {}
    for one in await rows(views.view(THREADS).find(query, shown).batch_size(1000)):
        found.setdefault(one["w"], []).append(one)
    for threads in found.values():
        threads.sort(key=lambda one: int(one["n"]))
    return found


async def present_parts(views: Any, thread_id: str) -> list[str]:
    """The present chats of a thread: one of everybody who said something in it."""
    pipeline = [
        {"$match": {"t": thread_id}},
        {"$sort": {"t": 1, "o": 1, "g": -1}},
        {"$group": {"_id": "$o", "k": {"$first": "$k"}}},
    ]
    return [one["k"] for one in await rows(views.view(CONVERSATIONS).aggregate(pipeline))]


async def all_parts(views: Any, thread_id: str) -> list[str]:
    """All chats a thread ever had."""
    found = await rows(views.view(CONVERSATIONS).find({"t": thread_id}, {"k": 1}).batch_size(1000))
    return [one["k"] for one in found]


def thread_of(found: Found) -> Thread:
    """A thread of the view for commands."""
    return Thread(
        thread_id=found["_id"],
        workspace_id=found["w"],
        owner_id=found["u"],
        number=int(found["n"]),
        slug=found["g"],
        name=found["t"],
        user_number=int(found["p"] or 0),
    )
