"""Whether a row passes a bound filter; what mongo.py asks the database, asked of one row at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.auth.scim.binding import Bound, Element, Every, Linked, Negated, Nothing, Some, Test


def passes(bound: Bound, row: Mapping[str, Any], linked: Mapping[str, frozenset[str]] | None = None) -> bool:
    """Whether a row passes. `linked`: the row ids linked with each id that `links` gave."""
    match bound:
        case Every(items):
            return all(passes(item, row, linked) for item in items)
        case Some(items):
            return any(passes(item, row, linked) for item in items)
        case Negated(item):
            return not passes(item, row, linked)
        case Element(path, item):
            return any(passes(item, each, linked) for each in _values(row, path) if isinstance(each, Mapping))
        case Linked(other):
            return row.get("_id") in (linked or {}).get(other, frozenset())
        case Nothing():
            return False
        case Test(path, op, value):
            return _compare(_values(row, path), op, value)


def _values(row: Any, path: str) -> list[Any]:
    found = [row]
    for step in path.split("."):
        flat: list[Any] = []
        for each in found:
            inner = each.get(step) if isinstance(each, Mapping) else None
            flat.extend(inner if isinstance(inner, list) else [] if inner is None else [inner])
        found = flat
    return found


def _compare(found: list[Any], op: str, value: Any) -> bool:
    match op:
        case "pr":
            return bool(found)
        case "eq":
            return not found if value is None else value in found
        case "ne":
            return bool(found) if value is None else value not in found
        case "co":
            return any(value in each for each in found)
        case "sw":
            return any(each.startswith(value) for each in found)
        case "ew":
            return any(each.endswith(value) for each in found)
        case "gt":
            return any(each > value for each in found)
        case "ge":
            return any(each >= value for each in found)
        case "lt":
            return any(each < value for each in found)
    return any(each <= value for each in found)
