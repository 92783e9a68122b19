"""Lists: filtered, sorted, paged. The order of creation, with the id beside, stays while others write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.eventstore.ambient import ambient
from kernel.mongo import rows
from services.auth.adapters.scim import Scope
from services.auth.commands.parts import Parts
from services.auth.projections import scim_groups, scim_users
from services.auth.projections.groups import MEMBERS
from services.auth.queries.scim import groups, users
from services.auth.queries.scim.users import Row
from services.auth.scim import mongo
from services.auth.scim.binding import Bound, bind, links
from services.auth.scim.errors import value
from services.auth.scim.lists import Query, response
from services.auth.scim.resources import GROUP, TYPES, USER
from services.auth.scim.schema import ResourceType
from services.auth.scim.search import sort_path

_COLLECTIONS = {USER.name: scim_users.COLLECTION, GROUP.name: scim_groups.COLLECTION}
_ALWAYS_THERE = frozenset({"_id", "created", "modified", "active"})
_REQUIRED = {USER.name: "a.userName", GROUP.name: "a.displayName"}


async def page(parts: Parts, scope: Scope, kind: ResourceType, query: Query, base: str) -> dict[str, Any]:
    """The ListResponse of one resource type. Raises ScimError for what cannot be asked."""
    matching = await _matching(parts, scope, kind, query, lenient=False)
    total = await _total(parts, kind, matching)
    found: Sequence[Row] = ()
    if query.count and query.start <= total:
        found = await _rows(parts, kind, matching, query, query.start - 1, query.count)
    return response(await _resources(parts, scope, kind, found, base, query), total, query.start)


async def page_of_all(parts: Parts, scope: Scope, query: Query, base: str) -> dict[str, Any]:
    """The ListResponse over all types, one after the other. Raises ScimError."""
    if query.sort_by:
        raise value("a search over all resource types is not sorted")
    made: list[dict[str, Any]] = []
    total, skip = 0, query.start - 1
    for kind in TYPES:
        matching = await _matching(parts, scope, kind, query, lenient=True)
        here = await _total(parts, kind, matching)
        total += here
        wanted = query.count - len(made)
        if wanted > 0 and skip < here:
            found = await _rows(parts, kind, matching, query, skip, wanted)
            made += await _resources(parts, scope, kind, found, base, query)
        skip = max(0, skip - here)
    return response(made, total, query.start)


async def _matching(
    parts: Parts, scope: Scope, kind: ResourceType, query: Query, *, lenient: bool
) -> dict[str, Any]:
    if query.filter is None:
        return scope.query
    bound = bind(query.filter, kind, lenient=lenient)
    asked = mongo.query(bound, await _linked(parts, kind, bound))
    return {"$and": [scope.query, asked]} if scope.query else asked


async def _linked(parts: Parts, kind: ResourceType, bound: Bound) -> dict[str, frozenset[str]]:
    """For users, the members of each group a filter names; for groups, the groups of each user."""
    other, own = ("group_id", "user_id") if kind is USER else ("user_id", "group_id")
    found = {}
    for each in set(links(bound)):
        members = await rows(parts.store.view(MEMBERS).find({other: each}, {own: 1}))
        found[each] = frozenset(member[own] for member in members)
    return found


async def _total(parts: Parts, kind: ResourceType, matching: Mapping[str, Any]) -> int:
    view = parts.store.view(_COLLECTIONS[kind.name])
    if not matching and ambient(parts.store) is None:
        # The whole view: its size is known without counting.
        return int(await view.estimated_document_count())
    return int(await view.count_documents(matching))


async def _rows(
    parts: Parts, kind: ResourceType, matching: Mapping[str, Any], query: Query, skip: int, count: int
) -> list[Row]:
    view = parts.store.view(_COLLECTIONS[kind.name])
    direction = -1 if query.descending else 1
    path = sort_path(kind, query.sort_by) if query.sort_by else "created"
    if path in _ALWAYS_THERE or path == _REQUIRED[kind.name]:
        order = list({path: direction, "created": direction, "_id": direction}.items())
        return list(await rows(view.find(matching).sort(order).skip(skip).limit(count)))
    # Without a value: last when ascending, first when descending (RFC 7644, section 3.4.2.3).
    lacking = {"$set": {"lacking": {"$lte": [f"${path}", None]}}}
    steps = [
        {"$match": matching},
        lacking,
        {"$sort": {"lacking": direction, path: direction, "created": 1, "_id": 1}},
        {"$skip": skip},
        {"$limit": count},
    ]
    return list(await rows(view.aggregate(steps)))


async def _resources(
    parts: Parts, scope: Scope, kind: ResourceType, found: Sequence[Row], base: str, query: Query
) -> list[dict[str, Any]]:
    make = users.resources if kind is USER else groups.resources
    return await make(parts, scope, found, base, query.shown) if found else []
