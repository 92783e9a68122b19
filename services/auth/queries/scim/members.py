"""Who of some people is seen, and who of them is in a group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from services.auth.adapters.scim import Scope
from services.auth.projections.groups import MEMBERS
from services.auth.projections.scim_users import COLLECTION as USERS

View = Callable[[str], Any]
"""The collections of a store, or of a transaction."""


async def visible(view: View, scope: Scope, user_ids: Sequence[str]) -> tuple[str, ...]:
    """Those ids that are of users who are seen, in the order given."""
    if not user_ids:
        return ()
    query = {"_id": {"$in": list(user_ids)}, **scope.query}
    found = {row["_id"] for row in await view(USERS).find(query, {"_id": 1}).to_list(None)}
    return tuple(dict.fromkeys(user_id for user_id in user_ids if user_id in found))


async def members(view: View, scope: Scope, group_id: str, among: Sequence[str] | None) -> tuple[str, ...]:
    """The members of a group who are seen; `among` asks about these only."""
    query: dict[str, Any] = {"group_id": group_id}
    if among is not None:
        query["user_id"] = {"$in": list(among)}
    found = await view(MEMBERS).find(query, {"user_id": 1}).to_list(None)
    ids = [member["user_id"] for member in found]
    return tuple(ids) if scope.everything else await visible(view, scope, ids)
