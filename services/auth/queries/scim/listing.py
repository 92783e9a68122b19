"""Lists: filtered, sorted, paged. The order of creation, with the id beside, stays while others write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.mongo import rows
from services.auth.adapters.places import Listing
from services.auth.adapters.scim import Scope
from services.auth.commands.parts import Parts
from services.auth.projections import moves, scim_groups, scim_users
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
_AGE = [("created", 1), ("_id", 1)]
_REQUIRED = {USER.name: "a.userName", GROUP.name: "a.displayName"}


async def page(parts: Parts, scope: Scope, kind: ResourceType, query: Query, base: str) -> dict[str, Any]:
    """The ListResponse of one resource type. Raises ScimError for what cannot be asked."""
    wanted = _Wanted(parts, scope, kind, query, await _matching(parts, scope, kind, query, lenient=False))
    found = await wanted.rows(query.start - 1, query.count) if query.count else []
    total = await wanted.total(query.start - 1, query.count, len(found))
    return response(await _resources(parts, scope, kind, found, base, query), total, query.start)


async def page_of_all(parts: Parts, scope: Scope, query: Query, base: str) -> dict[str, Any]:
    """The ListResponse over all types, one after the other. Raises ScimError."""
    if query.sort_by:
        raise value("a search over all resource types is not sorted")
    made: list[dict[str, Any]] = []
    total, skip = 0, query.start - 1
    for kind in TYPES:
        matching = await _matching(parts, scope, kind, query, lenient=True)
        wanted = _Wanted(parts, scope, kind, query, matching)
        here = await wanted.total(0, 0, 0)
        total += here
        room = query.count - len(made)
        if room > 0 and skip < here:
            found = await wanted.rows(skip, room)
            made += await _resources(parts, scope, kind, found, base, query)
        skip = max(0, skip - here)
    return response(made, total, query.start)


class _Wanted:
    """The rows of one type that match, in the order asked for."""

    def __init__(
        self,
        parts: Parts,
        scope: Scope,
        kind: ResourceType,
        query: Query,
        matching: Mapping[str, Any],
    ) -> None:
        self._view = parts.store.view(_COLLECTIONS[kind.name])
        self._required = _REQUIRED[kind.name]
        self._query = query
        self._matching = matching
        self._path = sort_path(kind, query.sort_by) if query.sort_by else "created"
        whole = query.filter is None
        self._whole = _listing(kind, scope) if whole else None
        self._places = parts.places

    async def total(self, skip: int, count: int, found: int) -> int:
        """How many match in all, when a page of `count` after `skip` had `found`."""
        if count and found < count and (found or not skip):
            return skip + found
        if self._whole:
            return await self._places.total(self._whole)
        return int(await self._view.count_documents(self._matching))

    async def rows(self, skip: int, count: int) -> list[Row]:
        """The rows of a page."""
        direction = -1 if self._query.descending else 1
        if self._whole and self._path == "created" and direction == 1:
            return await self._known(await self._places.ids(self._whole, skip, count))
        if self._path in _ALWAYS_THERE or self._path == self._required:
            order = list({self._path: direction, "created": direction, "_id": direction}.items())
            return list(await rows(self._view.find(self._matching).sort(order).skip(skip).limit(count)))
        # Without a value: last when ascending, first when descending (RFC 7644, section 3.4.2.3).
        lacking = {"$set": {"lacking": {"$lte": [f"${self._path}", None]}}}
        order = [("lacking", direction), (self._path, direction), *_AGE]
        steps = [
            {"$match": self._matching},
            lacking,
            {"$sort": dict(order)},
            {"$skip": skip},
            {"$limit": count},
        ]
        return list(await rows(self._view.aggregate(steps)))

    async def _known(self, ids: Sequence[str]) -> list[Row]:
        """In the order of the ids; what was deleted meanwhile is left out."""
        known = {row["_id"]: row for row in await rows(self._view.find({"_id": {"$in": list(ids)}}))}
        return [known[one] for one in ids if one in known]


def _listing(kind: ResourceType, scope: Scope) -> Listing:
    """All a caller sees, in the order of creation."""
    view, what = _COLLECTIONS[kind.name], moves.USER if kind is USER else moves.GROUP
    if scope.everything:
        return Listing(view, "age", "created", what=what, second=1000)
    own = ("provider", scope.provider)
    return Listing(view, "provider_age", "created", what=what, second=1000, of=own, moved=moves.PROVIDER)


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


async def _resources(
    parts: Parts, scope: Scope, kind: ResourceType, found: Sequence[Row], base: str, query: Query
) -> list[dict[str, Any]]:
    make = users.resources if kind is USER else groups.resources
    return await make(parts, scope, found, base, query.shown) if found else []
