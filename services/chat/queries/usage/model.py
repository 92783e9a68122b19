"""What is shown of one model: its chats, their tags, and how its answers were rated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from kernel.errors import Refusal
from kernel.mongo import rows
from services.chat.documents.parts import CHATS as PARTS
from services.chat.documents.parts import details_id, message_part
from services.chat.documents.usage_rows import CHATS, MESSAGES
from services.chat.documents.words import text_of
from services.chat.domain.usage.counting import DAY
from services.chat.domain.usage.period import Period, day_text
from services.chat.projections.chat_tags import TAGS
from services.chat.projections.feedback import FEEDBACK
from services.chat.queries.usage.figures import chat_rows

ORDERS = {"updated_at": "l", "created_at": "f", "user_id": "u"}
_LATEST = 1_000
_MOST_TAGS = 10
_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class ModelChat:
    """A chat a model answered in. Times are epoch seconds."""

    chat_id: str
    user_id: str
    answered_at: int
    first_message: str | None


async def chats_of(
    views: Any, model: str, period: Period, order_by: str, direction: str, skip: int, limit: int
) -> tuple[list[ModelChat], int]:
    """A page of the chats, and how many there are. Raises Refusal for an unknown order."""
    if order_by not in ORDERS or direction not in ("asc", "desc"):
        raise Refusal("INVALID_ARGUMENT", f"order_by is one of {', '.join(ORDERS)}; direction asc or desc.")
    sign = 1 if direction == "asc" else -1
    stages = _chats(model, period)
    page = [{"$sort": {ORDERS[order_by]: sign, "_id": sign}}, {"$skip": skip}, {"$limit": limit}]
    [found] = await rows(
        views.view(CHATS).aggregate([*stages, {"$facet": {"page": page, "all": [{"$count": "n"}]}}])
    )
    texts = await _first_messages(views, [one["_id"] for one in found["page"]])
    listed = [ModelChat(one["_id"], one["u"], int(one["l"]), texts.get(one["_id"])) for one in found["page"]]
    return listed, found["all"][0]["n"] if found["all"] else 0


async def tags_of(views: Any, model: str, period: Period) -> list[tuple[str, int]]:
    """The commonest tags of the model's latest chats, by name."""
    stages = [*_chats(model, period), {"$sort": {"l": -1}}, {"$limit": _LATEST}, {"$project": {"u": 1}}]
    found = await rows(views.view(CHATS).aggregate(stages))
    heads = await rows(
        views.view(PARTS).find({"_id": {"$in": [one["_id"] for one in found]}}, {"u": 1, "g": 1})
    )
    counted = Counter((head["u"], tag) for head in heads for tag in head.get("g", ()))
    names = await _names(views, list(counted))
    by_name: Counter[str] = Counter()
    for place, count in counted.items():
        by_name[names.get(place, place[1])] += count
    return sorted(by_name.items(), key=lambda one: (-one[1], one[0]))[:_MOST_TAGS]


async def rated(views: Any, model: str, days: int) -> list[tuple[str, int, int]]:
    """Day (UTC), good and bad ratings, for each of the last days, oldest first."""
    today = datetime.now(UTC).date()
    first = today - timedelta(days=days - 1)
    since = int(datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp())
    day = {"$floor": {"$divide": ["$c", DAY * 1000]}}
    stages = [
        {"$match": {"x": {"$eq": model}, "c": {"$gte": since * 1000}}},
        {"$group": {"_id": {"d": day, "r": "$r"}, "n": {"$sum": 1}}},
    ]
    counted: dict[str, list[int]] = {day_text(since // DAY + n): [0, 0] for n in range(days)}
    for one in await rows(views.view(FEEDBACK).aggregate(stages)):
        row = counted.get(day_text(int(one["_id"]["d"])))
        rating = _sign(one["_id"]["r"])
        if row is not None and rating:
            row[0 if rating > 0 else 1] += one["n"]
    return [(date, won, lost) for date, (won, lost) in counted.items()]


def _chats(model: str, period: Period) -> list[Mapping[str, Any]]:
    whole = {"_id": "$c", "u": {"$first": "$u"}, "l": {"$max": "$l"}, "f": {"$min": "$f"}}
    return [*chat_rows(period, {"x": {"$eq": model}, "z": None}), {"$group": whole}]


async def _first_messages(views: Any, chat_ids: Sequence[str]) -> dict[str, str]:
    known = {"_id": {"$in": [details_id(one) for one in chat_ids]}}
    places = {
        message_part(one["_id"][:-1], one["m"]): one["_id"][:-1]
        for one in await rows(views.view(MESSAGES).find(known, {"m": 1}))
    }
    found = await rows(views.view(PARTS).find({"_id": {"$in": list(places)}}, {"b": 1}))
    return {places[one["_id"]]: text_of(one["b"])[:_EXCERPT] for one in found}


async def _names(views: Any, places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    if not places:
        return {}
    owners, tags = {owner for owner, _ in places}, {tag for _, tag in places}
    query = {"u": {"$in": sorted(owners)}, "g": {"$in": sorted(tags)}}
    found = await rows(views.view(TAGS).find(query, {"_id": 0, "u": 1, "g": 1, "n": 1}))
    return {(one["u"], one["g"]): one["n"] for one in found}


def _sign(rating: str | None) -> float:
    try:
        return float(rating or 0)
    except ValueError:
        return 0
