"""Figures of a period, by model, by person and by time. Only rows of days are read, by an index; of days
that are cut by the period, their slots.

With `members` the figures are of these people, else of everybody, erased people among them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.mongo import rows
from services.chat.documents.usage_rows import CHATS, PEOPLE, TOTALS
from services.chat.domain.usage.counting import SLOTS
from services.chat.domain.usage.period import Period

Members = Collection[str] | None
Stage = Mapping[str, Any]
_SUMS = {name: {"$sum": f"${name}"} for name in "nioq"}


@dataclass(frozen=True, slots=True)
class Figure:
    """Answers, tokens in and out, and questions; of `key`: a model or a person."""

    key: str
    answers: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    questions: int = 0

    @property
    def tokens(self) -> int:
        """In and out."""
        return self.input_tokens + self.output_tokens


async def by_model(views: Any, period: Period, members: Members = None) -> list[Figure]:
    """Models with answers, most answers first."""
    stages = [*_rows(period, {}, members), {"$match": {"n": {"$gt": 0}}}]
    stages += [{"$group": {"_id": "$x", **_SUMS}}, {"$sort": {"n": -1, "_id": 1}}]
    return await _figures(views, _view(members), stages)


async def by_person(
    views: Any, period: Period, members: Members, *, by_tokens: bool, limit: int
) -> list[Figure]:
    """People with questions or answers, most questions or tokens first."""
    stages = [*_rows(period, {}, members), {"$group": {"_id": "$u", **_SUMS}}]
    stages.append({"$match": {"$or": [{"q": {"$gt": 0}}, {"n": {"$gt": 0}}]}})
    if by_tokens:
        stages += [{"$set": {"k": {"$add": ["$i", "$o"]}}}, {"$sort": {"k": -1, "_id": 1}}]
    else:
        stages.append({"$sort": {"q": -1, "n": -1, "_id": 1}})
    return await _figures(views, PEOPLE, [*stages, {"$limit": limit}])


async def by_time(
    views: Any, period: Period, members: Members, size: int
) -> dict[int, dict[str, tuple[int, int]]]:
    """Answers and tokens by model, for stretches of `size` slots, by the stretch's first slot."""
    if size == SLOTS:
        stages = _rows(period, {}, members)
        place: Any = {"$multiply": ["$d", SLOTS]}
    else:
        slot = {"$add": [{"$multiply": ["$d", SLOTS]}, {"$toInt": "$s.k"}]}
        stages = [{"$match": {**_days(period), **_of(members)}}]
        stages += [{"$set": {"s": {"$objectToArray": "$s"}}}, {"$unwind": "$s"}]
        fields: Stage = {name: {"$ifNull": [f"$s.v.{name}", 0]} for name in "nio"}
        stages.append({"$project": {"x": 1, "at": slot, **fields}})
        stages.append({"$match": {"at": _bounds(period.first, period.last)}})
        place = {"$subtract": ["$at", {"$mod": ["$at", size]}]}
    stages.append({"$match": {"n": {"$gt": 0}}})
    stages.append({"$group": {"_id": {"at": place, "x": "$x"}, **{k: _SUMS[k] for k in "nio"}}})
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for one in await rows(views.view(_view(members)).aggregate(stages)):
        stretch = found.setdefault(int(one["_id"]["at"]), {})
        stretch[one["_id"]["x"]] = (int(one["n"]), int(one["i"] + one["o"]))
    return found


async def people_by_model(views: Any, period: Period, members: Members = None) -> dict[str, int]:
    """How many people had answers of each model."""
    stages = [*_rows(period, {}, members), {"$match": {"n": {"$gt": 0}}}]
    return await _distinct(views, PEOPLE, stages, "$u")


async def people(views: Any, period: Period, members: Members = None) -> int:
    """How many people had answers."""
    stages = [*_rows(period, {}, members), {"$match": {"n": {"$gt": 0}}}]
    return await _count(views, PEOPLE, stages, "$u")


async def chats_by_model(views: Any, period: Period, members: Members = None) -> dict[str, int]:
    """In how many chats each model answered; in chats that are gone, too."""
    return await _distinct(views, CHATS, chat_rows(period, {}, members), "$c")


async def chats(views: Any, period: Period, members: Members = None) -> int:
    """In how many chats there were answers."""
    return await _count(views, CHATS, chat_rows(period, {}, members), "$c")


def chat_rows(period: Period, more: Stage, members: Members = None) -> list[Stage]:
    """Stages that give rows of chats with answers in a period, of those that fit `more`."""
    return [*_rows(period, more, members), {"$match": {"n": {"$gt": 0}}}]


def person_rows(user_id: str, period: Period) -> list[Stage]:
    """Stages that give a person's rows, of cut days the part in the period."""
    return _rows(period, {}, [user_id])


def _rows(period: Period, more: Stage, members: Members) -> list[Stage]:
    """Rows with n, i, o, q of what is in the period."""
    stages: list[Stage] = [{"$match": {**_days(period), **_of(members), **more}}]
    if not period.cut_days:
        return stages
    slot = {"$add": [{"$multiply": ["$d", SLOTS]}, {"$toInt": "$$one.k"}]}
    inside: list[Any] = []
    if period.first is not None:
        inside.append({"$gte": [slot, period.first]})
    if period.last is not None:
        inside.append({"$lte": [slot, period.last]})
    parts = {"$filter": {"input": {"$objectToArray": "$s"}, "as": "one", "cond": {"$and": inside}}}
    cut = {"$in": ["$d", period.cut_days]}
    sums: dict[str, Any] = {
        name: {"$cond": [cut, {"$sum": f"$part.v.{name}"}, {"$ifNull": [f"${name}", 0]}]} for name in "nioq"
    }
    stages.append({"$set": {"part": {"$cond": [cut, parts, []]}}})
    stages.append({"$project": {"u": 1, "d": 1, "x": 1, "c": 1, "f": 1, "l": 1, **sums}})
    return stages


def _view(members: Members) -> str:
    return TOTALS if members is None else PEOPLE


def _of(members: Members) -> dict[str, Any]:
    return {} if members is None else {"u": {"$in": sorted(members)}}


def _days(period: Period) -> dict[str, Any]:
    return {"d": _bounds(period.first_day, period.last_day)}


def _bounds(first: int | None, last: int | None) -> dict[str, int]:
    found = {"$gte": -1 if first is None else first}
    if last is not None:
        found["$lte"] = last
    return found


async def _figures(views: Any, view: str, stages: list[Stage]) -> list[Figure]:
    found = await rows(views.view(view).aggregate(stages))
    return [Figure(one["_id"], *(int(one[name]) for name in "nioq")) for one in found]


async def _distinct(views: Any, view: str, stages: list[Stage], of: str) -> dict[str, int]:
    each = {"$group": {"_id": {"x": "$x", "k": of}}}
    counted = {"$group": {"_id": "$_id.x", "n": {"$sum": 1}}}
    found = await rows(views.view(view).aggregate([*stages, each, counted]))
    return {one["_id"]: one["n"] for one in found}


async def _count(views: Any, view: str, stages: list[Stage], of: str) -> int:
    found = await rows(views.view(view).aggregate([*stages, {"$group": {"_id": of}}, {"$count": "n"}]))
    return int(found[0]["n"]) if found else 0
