"""A bound filter as a MongoDB query on the row (see binding.py).

Values never become operators: each is a constant or an escaped pattern. Texts are stored folded, so
`eq` and `sw` are equality and prefix and find an index.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from services.auth.scim.binding import Bound, Element, Every, Linked, Negated, Nothing, Some, Test

_ORDER = {"gt": "$gt", "ge": "$gte", "lt": "$lt", "le": "$lte"}
NEVER: Mapping[str, Any] = {"_id": {"$in": []}}
"""Matches no document."""


def query(bound: Bound, linked: Mapping[str, frozenset[str]] | None = None) -> dict[str, Any]:
    """The query. `linked`: the row ids linked with each id that `links` gave."""
    match bound:
        case Every(items):
            return {"$and": [query(item, linked) for item in items]}
        case Some(items):
            return {"$or": [query(item, linked) for item in items]}
        case Negated(item):
            return {"$nor": [query(item, linked)]}
        case Element(path, item):
            return {path: {"$elemMatch": query(item, linked)}}
        case Linked(other):
            return {"_id": {"$in": sorted((linked or {}).get(other, frozenset()))}}
        case Nothing():
            return dict(NEVER)
        case Test(path, op, value):
            return {path: _condition(op, value)}


def _condition(op: str, value: Any) -> Any:
    match op:
        case "pr":
            return {"$exists": True}
        case "eq":
            return {"$exists": False} if value is None else {"$eq": value}
        case "ne":
            return {"$exists": True} if value is None else {"$ne": value}
        case "co":
            return {"$regex": _literal(value)}
        case "sw":
            return {"$regex": "^" + _literal(value)}
        case "ew":
            return {"$regex": _literal(value) + r"\z"}
    return {_ORDER[op]: value}


def _literal(value: str) -> str:
    """A pattern of this very text; MongoDB refuses a NUL in one, but not its escape."""
    return re.escape(value).replace("\x00", r"\x00")
