"""Feedback by id and in lists. Every query has an index; what a list shows has no snapshot in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from kernel.context import Caller
from kernel.errors import Refusal
from kernel.mongo import rows
from services.chat.domain.feedback.feedback import Feedback
from services.chat.domain.feedback.refusals import FeedbackNotFound
from services.chat.projections.feedback import FEEDBACK, ORDERS, SNAPSHOTS

PAGE = 30
_TOGETHER = 100
Found = Mapping[str, Any]


async def load(views: Any, feedback_id: str) -> tuple[Feedback, int]:
    """Feedback for a command, and the version of its stream. Raises FeedbackNotFound."""
    found = await views.view(FEEDBACK).find_one({"_id": feedback_id}, {"u": 1, "v": 1})
    if found is None:
        raise FeedbackNotFound
    return Feedback(feedback_id, found["u"]), found["v"]


async def readable(views: Any, person: Caller, feedback_id: str) -> tuple[Found, bytes]:
    """Feedback and its snapshot; administrators may read anybody's. Raises FeedbackNotFound."""
    found = await views.view(FEEDBACK).find_one({"_id": feedback_id})
    if found is None or (found["u"] != person.id and not person.is_admin):
        raise FeedbackNotFound
    return found, (await _snapshots(views, [feedback_id])).get(feedback_id, b"")


async def own(views: Any, owner_id: str, page: int) -> tuple[list[Found], int]:
    """A page of somebody's feedback, the latest change first, and how much there is."""
    query, view = {"u": owner_id}, views.view(FEEDBACK)
    cursor = view.find(query).sort([("m", -1), ("_id", -1)]).skip((page - 1) * PAGE).limit(PAGE)
    return await rows(cursor), await view.count_documents(query)


async def ordered(
    views: Any, model: str | None, order_by: str, direction: str, page: int
) -> tuple[list[Found], int]:
    """A page of everybody's feedback, and how much there is. Raises Refusal for an unknown order."""
    if order_by not in ORDERS or direction not in ("asc", "desc"):
        raise Refusal("INVALID_ARGUMENT", f"order_by is one of {', '.join(ORDERS)}; direction asc or desc.")
    view, query = views.view(FEEDBACK), {} if model is None else {"x": {"$eq": model}}
    sign = 1 if direction == "asc" else -1
    cursor = view.find(query).sort([(ORDERS[order_by], sign), ("_id", sign)])
    found = await rows(cursor.skip((page - 1) * PAGE).limit(PAGE))
    total = await view.count_documents(query) if query else await view.estimated_document_count()
    return found, total


async def latest(views: Any, most: int, fields: Mapping[str, int] | None = None) -> list[Found]:
    """The feedback given last, newest first."""
    cursor = views.view(FEEDBACK).find({}, fields).sort([("c", -1), ("_id", -1)])
    return list(await rows(cursor.limit(most).batch_size(1000)))


async def models(views: Any) -> list[str]:
    """Ids of the models that were rated."""
    found = await views.view(FEEDBACK).distinct("x")
    return sorted(one for one in found if one)


async def everything(views: Any, model: str | None, snapshots: bool) -> AsyncIterator[tuple[Found, bytes]]:
    """All feedback, oldest first, with its snapshot if wanted."""
    query = {} if model is None else {"x": {"$eq": model}}
    cursor = views.view(FEEDBACK).find(query).sort([("c", 1), ("_id", 1)]).batch_size(_TOGETHER)
    part: list[Found] = []
    async for found in cursor:
        part.append(found)
        if len(part) == _TOGETHER:
            for one in await _with_snapshots(views, part, snapshots):
                yield one
            part = []
    for one in await _with_snapshots(views, part, snapshots):
        yield one


async def _with_snapshots(views: Any, part: list[Found], wanted: bool) -> list[tuple[Found, bytes]]:
    known = await _snapshots(views, [one["_id"] for one in part]) if wanted and part else {}
    return [(one, known.get(one["_id"], b"")) for one in part]


async def _snapshots(views: Any, ids: list[str]) -> dict[str, bytes]:
    found = await rows(views.view(SNAPSHOTS).find({"_id": {"$in": ids}}))
    return {one["_id"]: one["s"] for one in found}
