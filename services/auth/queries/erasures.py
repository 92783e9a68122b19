"""Erasures for an operator: the latest first, those that do not move on called stuck."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.mongo import rows
from services.auth.domain.refusals import ValueInvalid
from services.auth.projections.erasures import COLLECTION, COMPLETED, RUNNING

STUCK = "stuck"
STUCK_AFTER = 900
"""Seconds after which an erasure that is not complete counts as stuck."""
PAGE = 100


@dataclass(frozen=True, slots=True)
class Found:
    """One erasure; times are epoch milliseconds, `completed_at` None while it runs."""

    user_id: str
    status: str
    asked_by: str
    started_at: int
    completed_at: int | None
    waiting_for: tuple[str, ...]
    removed: Mapping[str, Mapping[str, int]]


async def erasures(
    store: Any, status: str, user_id: str, limit: int, clock: Callable[[], float] = time.time
) -> list[Found]:
    """Those of a status or account, empty text meaning any. Raises ValueInvalid."""
    now = clock()
    stuck_before = _stuck_before(now)
    query: dict[str, Any] = {}
    if status == STUCK:
        query = stuck_query(now)
    elif status in (RUNNING, COMPLETED):
        query = {"status": status}
    elif status:
        raise ValueInvalid("status", f"{RUNNING}, {STUCK} or {COMPLETED}")
    if user_id:
        query["_id"] = user_id
    order = [("started_at", -1), ("_id", 1)]
    return [
        _found(d, stuck_before)
        for d in await rows(store.view(COLLECTION).find(query).sort(order).limit(limit))
    ]


def stuck_query(now: float) -> dict[str, Any]:
    """Those that do not move on, for MongoDB."""
    return {"status": RUNNING, "started_at": {"$lt": _stuck_before(now)}}


def _stuck_before(now: float) -> int:
    return int((now - STUCK_AFTER) * 1000)


def _found(document: Mapping[str, Any], stuck_before: int) -> Found:
    running = document["status"] == RUNNING
    return Found(
        user_id=document["_id"],
        status=STUCK if running and document["started_at"] < stuck_before else document["status"],
        asked_by=document["asked_by"],
        started_at=document["started_at"],
        completed_at=document.get("completed_at"),
        waiting_for=tuple(document["waiting_for"]),
        removed=document["removed"],
    )
