"""Lists of accounts: searched, ordered, in pages of 30."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.mongo import literal, rows
from services.auth.adapters.accounts import Account, account_of
from services.auth.adapters.activity import COLLECTION as ACTIVITY
from services.auth.commands.parts import Parts
from services.auth.domain.refusals import ValueInvalid
from services.auth.projections.users import COLLECTION

PAGE = 30
_MAX_PAGE = 1_000_000
_ORDERS = {
    "name": "name_lower",
    "email": "email",
    "role": "role",
    "created_at": "created_at",
    "updated_at": "updated_at",
}
_LAST_ACTIVE = "last_active_at"
_DIRECTIONS = {"asc": 1, "desc": -1}


@dataclass(frozen=True, slots=True)
class Question:
    """What to list. Empty text means the default: newest first."""

    query: str = ""
    order_by: str = ""
    direction: str = ""
    page: int = 1


async def page(parts: Parts, question: Question) -> tuple[list[Account], int]:
    """The accounts of one page and how many match in all. Raises ValueInvalid."""
    view = parts.store.view(COLLECTION)
    matching = _filter(question.query)
    skip = (min(max(question.page, 1), _MAX_PAGE) - 1) * PAGE
    total = await view.count_documents(matching)
    if question.order_by == _LAST_ACTIVE:
        query = view.aggregate(
            [
                {"$match": matching},
                {"$lookup": {"from": ACTIVITY, "localField": "_id", "foreignField": "_id", "as": "used"}},
                {"$set": {"at": {"$ifNull": [{"$first": "$used.at"}, "$created_at"]}}},
                {"$sort": {"at": _direction(question.direction), "_id": 1}},
                {"$skip": skip},
                {"$limit": PAGE},
            ]
        )
    else:
        query = view.find(matching).sort(_order(question)).skip(skip).limit(PAGE)
    return [account_of(document) for document in await rows(query)], total


async def everybody(parts: Parts) -> list[Account]:
    """Every account, newest first."""
    found = await rows(parts.store.view(COLLECTION).find({}).sort([("created_at", -1), ("_id", 1)]))
    return [account_of(document) for document in found]


def _filter(text: str) -> Mapping[str, Any]:
    if not text.strip():
        return {}
    part = {"$regex": literal(text.strip().lower())}
    return {"$or": [{"name_lower": part}, {"email": part}]}


def _order(question: Question) -> Sequence[tuple[str, int]]:
    if not question.order_by:
        return [("created_at", -1), ("_id", 1)]
    field = _ORDERS.get(question.order_by)
    if field is None:
        raise ValueInvalid("order_by", f"order by one of {', '.join([*_ORDERS, _LAST_ACTIVE])}")
    return [(field, _direction(question.direction)), ("_id", 1)]


def _direction(text: str) -> int:
    if text and text.lower() not in _DIRECTIONS:
        raise ValueInvalid("direction", "asc or desc")
    return _DIRECTIONS[text.lower()] if text else 1
