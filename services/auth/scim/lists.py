"""Queries and lists (RFC 7644 §3.4.2, §3.4.3): what a request asks for, and the ListResponse.

`startIndex` below 1 is 1, `count` below 0 is 0 and above MAX_COUNT is that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.auth.scim import projection
from services.auth.scim.document import as_object
from services.auth.scim.errors import syntax, value
from services.auth.scim.filters import Node, parse
from services.auth.scim.projection import Projection

RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
DEFAULT_COUNT = 20
MAX_COUNT = 100
_MAX_START = 2**31 - 1
_TEXTS = ("filter", "sortby", "sortorder")


@dataclass(frozen=True, slots=True)
class Query:
    """What to list. `sort_by` empty: in the order of creation, which is stable while others write."""

    filter: Node | None = None
    sort_by: str = ""
    descending: bool = False
    start: int = 1
    count: int = DEFAULT_COUNT
    shown: Projection = field(default_factory=Projection)


def read_query(sent: Mapping[str, Any]) -> Query:
    """From query parameters or the members of a SearchRequest. Raises ScimError."""
    held = {str(key).lower(): part for key, part in sent.items() if part is not None}
    for name in _TEXTS:
        if not isinstance(held.get(name, ""), str):
            raise syntax(f"{name} is a text")
    order = held.get("sortorder", "").lower()
    if order not in ("", "ascending", "descending"):
        raise value("sortOrder is ascending or descending")
    text = held.get("filter", "")
    return Query(
        parse(text) if text.strip() else None,
        held.get("sortby", "").strip(),
        order == "descending",
        max(1, _number("startIndex", held.get("startindex", 1), _MAX_START)),
        max(0, _number("count", held.get("count", DEFAULT_COUNT), MAX_COUNT)),
        projection.read(held.get("attributes", ()), held.get("excludedattributes", ())),
    )


def read_search(body: Any) -> Query:
    """From the body of a POST to .search. Raises ScimError."""
    sent = as_object(body, "a search")
    schemas = sent.get("schemas")
    if schemas is not None and (not isinstance(schemas, list) or (schemas and SEARCH not in schemas)):
        raise syntax(f"schemas of a search name {SEARCH}")
    return read_query(sent)


def response(resources: Sequence[Mapping[str, Any]], total: int, start: int) -> dict[str, Any]:
    """The ListResponse of one page."""
    return {
        "schemas": [RESPONSE],
        "totalResults": total,
        "itemsPerPage": len(resources),
        "startIndex": start,
        "Resources": list(resources),
    }


def _number(name: str, held: Any, at_most: int) -> int:
    if isinstance(held, str) and len(held) <= 20:
        try:
            held = int(held)
        except ValueError:
            held = None
    if not isinstance(held, int) or isinstance(held, bool):
        raise value(f"{name} is a whole number")
    return min(held, at_most)
