"""Groups as providers see them: with those of their members who are seen too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kernel.mongo import rows
from services.auth.adapters.scim import Scope
from services.auth.commands.parts import Parts
from services.auth.projections.groups import MEMBERS
from services.auth.projections.scim_groups import COLLECTION as GROUPS
from services.auth.projections.scim_users import COLLECTION as USERS
from services.auth.queries.scim.users import Row, complete, names
from services.auth.scim.projection import Projection
from services.auth.scim.resources import GROUP, GROUP_URI


async def one(parts: Parts, scope: Scope, group_id: str) -> Row | None:
    """The row of a group that is seen."""
    row: Row | None = await parts.store.view(GROUPS).find_one({"_id": group_id})
    return row if scope.sees(row) else None


def document_of_row(row: Row) -> dict[str, Any]:
    """The attributes but for the members."""
    document: dict[str, Any] = {"schemas": [GROUP_URI]}
    if row["external_id"]:
        document["externalId"] = row["external_id"]
    document["displayName"] = row["name"]
    return document


async def resources(
    parts: Parts, scope: Scope, found: Sequence[Row], base: str, shown: Projection
) -> list[dict[str, Any]]:
    """The resources of some rows."""
    wanted = shown.wants(GROUP, "members")
    members = await _members(parts, scope, found, base) if wanted else {}
    made = []
    for row in found:
        document = document_of_row(row)
        if wanted:
            document["members"] = members.get(row["_id"], [])
        made.append(shown.apply(GROUP, complete(document, row, "Group", f"{base}/Groups/{row['_id']}")))
    return made


async def _members(
    parts: Parts, scope: Scope, found: Sequence[Row], base: str
) -> dict[str, list[dict[str, str]]]:
    query = {"group_id": {"$in": [row["_id"] for row in found]}}
    cursor = parts.store.view(MEMBERS).find(query, {"user_id": 1, "group_id": 1})
    members = await rows(cursor.sort([("group_id", 1), ("user_id", 1)]))
    ids = {member["user_id"] for member in members}
    display = await names(parts, scope, set(ids))
    seen = ids if scope.everything else await _seen(parts, scope, ids)
    of: dict[str, list[dict[str, str]]] = {}
    for member in members:
        user_id = member["user_id"]
        if user_id in seen:
            told = {"value": user_id, "$ref": f"{base}/Users/{user_id}", "type": "User"}
            if display.get(user_id):
                told["display"] = display[user_id]
            of.setdefault(member["group_id"], []).append(told)
    return of


async def _seen(parts: Parts, scope: Scope, user_ids: set[str]) -> set[str]:
    query = {"_id": {"$in": sorted(user_ids)}, **scope.query}
    return {row["_id"] for row in await rows(parts.store.view(USERS).find(query, {"_id": 1}))}
