"""Lists of accounts: searched, ordered, in pages of 30.

A page reads an index from a place near its own, and then its own accounts only (see
services.auth.adapters.places); orders that change with every use are read from their beginning. The
number of all accounts is known without counting; matches of a search are counted when they are many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kernel.mongo import literal, rows
from services.auth.adapters.accounts import Account, account_of
from services.auth.adapters.activity import COLLECTION as ACTIVITY
from services.auth.adapters.places import Listing
from services.auth.commands.parts import Parts
from services.auth.domain.grams import LENGTH, grams
from services.auth.domain.refusals import ValueInvalid
from services.auth.projections.users import COLLECTION

PAGE = 30
_MAX_PAGE = 1_000_000
_READ_AT_ONCE = 500
_PIECES = 3
_ORDERS = {
    "name": "name_lower",
    "email": "email",
    "role": "role",
    "created_at": "created_at",
    "updated_at": "updated_at",
}
_LISTINGS = {
    "name_lower": Listing(COLLECTION, "name", "name_lower", moved="name"),
    "email": Listing(COLLECTION, "by_email", "email", moved="email"),
    "role": Listing(COLLECTION, "by_role", "role", moved="role"),
    "created_at": Listing(COLLECTION, "age", "created_at", second=1),
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
    matching = matches(question.query)
    skip = (min(max(question.page, 1), _MAX_PAGE) - 1) * PAGE
    field, direction = order(question)
    if matching and field != _LAST_ACTIVE:
        ids, total = await _found(parts, matching, field, direction, skip)
        return await _accounts(parts, ids), total
    total = await _total(parts, matching)
    if skip >= total:
        return [], total
    if field == _LAST_ACTIVE:
        ids = await _by_last_use(parts, matching, direction, skip)
    elif field in _LISTINGS:
        ids = await parts.places.ids(_read(_LISTINGS[field], direction), skip, PAGE)
    else:
        ids = await _sorted(parts, {}, field, direction, skip, PAGE)
    return await _accounts(parts, ids), total


async def everybody(parts: Parts) -> list[Account]:
    """Every account, newest first."""
    found = await rows(parts.store.view(COLLECTION).find({}).sort([("created_at", -1), ("_id", -1)]))
    return [account_of(document) for document in found]


def matches(text: str) -> Mapping[str, Any]:
    """The filter for accounts whose name or address contains a text. The pieces find candidates by
    index, the pattern decides; texts shorter than a piece have the pattern only."""
    lower = text.strip().lower()
    if not lower:
        return {}
    part, pieces = {"$regex": literal(lower)}, grams(lower)
    if len(lower) < LENGTH:
        return {"$or": [{"name_lower": part}, {"email": part}]}
    # The rarest of a few is what MongoDB looks for; to try each of many takes longer than it saves.
    pieces = list(dict.fromkeys(pieces[at * (len(pieces) - 1) // (_PIECES - 1)] for at in range(_PIECES)))
    return {
        "$or": [
            {"name_grams": {"$all": pieces}, "name_lower": part},
            {"email_grams": {"$all": pieces}, "email": part},
        ]
    }


def order(question: Question) -> tuple[str, int]:
    """Field and direction to sort by. Raises ValueInvalid."""
    if not question.order_by:
        return "created_at", -1
    if question.direction and question.direction.lower() not in _DIRECTIONS:
        raise ValueInvalid("direction", "asc or desc")
    direction = _DIRECTIONS[question.direction.lower()] if question.direction else 1
    if question.order_by == _LAST_ACTIVE:
        return _LAST_ACTIVE, direction
    field = _ORDERS.get(question.order_by)
    if field is None:
        raise ValueInvalid("order_by", f"order by one of {', '.join([*_ORDERS, _LAST_ACTIVE])}")
    return field, direction


async def _total(parts: Parts, matching: Mapping[str, Any]) -> int:
    if not matching:
        return await parts.places.total(_LISTINGS["created_at"])
    return int(await parts.store.view(COLLECTION).count_documents(matching))


async def _found(
    parts: Parts, matching: Mapping[str, Any], field: str, direction: int, skip: int
) -> tuple[list[str], int]:
    """Ids of a page of what a search finds, and how much that is: few are read together, many counted."""
    first = await _sorted(parts, matching, field, direction, 0, _READ_AT_ONCE)
    if len(first) < _READ_AT_ONCE:
        return first[skip : skip + PAGE], len(first)
    total = await _total(parts, matching)
    if skip + PAGE <= len(first):
        return first[skip : skip + PAGE], total
    return await _sorted(parts, matching, field, direction, skip, PAGE), total


async def _sorted(
    parts: Parts, matching: Mapping[str, Any], field: str, direction: int, skip: int, limit: int
) -> list[str]:
    found = parts.store.view(COLLECTION).find(matching, {"_id": 1, field: 1})
    cut = found.sort([(field, direction), ("_id", direction)]).skip(skip).limit(limit)
    return [one["_id"] for one in await rows(cut)]


def _read(listing: Listing, direction: int) -> Listing:
    """A listing in a direction. Backwards, what is new comes first."""
    return listing if direction > 0 else replace(listing, direction=-1, second=0)


async def _by_last_use(parts: Parts, matching: Mapping[str, Any], direction: int, skip: int) -> list[str]:
    view = parts.store.view(COLLECTION)
    if not matching:
        return await parts.activity.page(direction, skip, PAGE)
    steps = [
        {"$match": matching},
        {"$project": {"created_at": 1}},
        {"$lookup": {"from": ACTIVITY, "localField": "_id", "foreignField": "_id", "as": "used"}},
        {"$set": {"at": {"$ifNull": [{"$first": "$used.at"}, "$created_at"]}}},
        {"$sort": {"at": direction, "_id": direction}},
        {"$skip": skip},
        {"$limit": PAGE},
    ]
    return [one["_id"] for one in await rows(view.aggregate(steps))]


async def _accounts(parts: Parts, ids: Sequence[str]) -> list[Account]:
    """In the order of the ids; who was deleted meanwhile is left out."""
    found = await rows(parts.store.view(COLLECTION).find({"_id": {"$in": list(ids)}}))
    known = {document["_id"]: account_of(document) for document in found}
    return [known[one] for one in ids if one in known]
