"""Finding runs: by id, by message, and those under way. Each is one indexed query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kernel.mongo import rows
from services.chat.domain.answers.answer import RUNNING, Run
from services.chat.projections.answers import ANSWERS

MOST = 10_000


def as_run(found: Any) -> Run:
    """A document of the view."""
    return Run(
        id=found["_id"],
        chat_id=found["c"],
        owner_id=found["u"],
        message_id=found["i"],
        model=found["m"],
        state=found["s"],
        cause=found.get("w", ""),
    )


async def run_of(views: Any, run_id: str) -> Run | None:
    """A run by its id."""
    found = await views.view(ANSWERS).find_one({"_id": run_id})
    return as_run(found) if found is not None else None


async def latest_of(views: Any, chat_id: str, message_id: str) -> tuple[Run, int] | None:
    """The latest run of a message and the number of its last event (0: not known yet)."""
    found = await views.view(ANSWERS).find_one({"c": chat_id, "i": message_id}, sort=[("b", -1)])
    return (as_run(found), int(found.get("n", 0))) if found is not None else None


async def running_in(views: Any, chat_id: str, message_id: str = "") -> list[Run]:
    """The runs under way in a chat, or for one message of it."""
    query = {"s": RUNNING, "c": chat_id, **({"i": message_id} if message_id else {})}
    return [as_run(found) for found in await rows(views.view(ANSWERS).find(query).limit(MOST))]


async def running_among(views: Any, owner_id: str, chat_ids: Sequence[str]) -> list[str]:
    """Which of an owner's chats have runs under way."""
    query = {"s": RUNNING, "c": {"$in": list(chat_ids)}, "u": owner_id}
    found = {one["c"] for one in await rows(views.view(ANSWERS).find(query, {"c": 1}).limit(MOST))}
    return [chat for chat in dict.fromkeys(chat_ids) if chat in found]


async def running(views: Any) -> list[str]:
    """The ids of all runs under way, at most MOST."""
    found = await rows(views.view(ANSWERS).find({"s": RUNNING}, {"_id": 1}).limit(MOST))
    return [one["_id"] for one in found]
