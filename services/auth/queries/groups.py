"""Groups and members, as the views have them now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.mongo import rows
from services.auth.adapters.groups import StoredGroup, group_of
from services.auth.commands.parts import Parts
from services.auth.projections.groups import GROUPS, MEMBERS

_BY_NAME = [("name_lower", 1), ("created_at", 1), ("_id", 1)]


async def group(parts: Parts, group_id: str) -> StoredGroup | None:
    """One group."""
    document = await parts.store.view(GROUPS).find_one({"_id": group_id})
    return group_of(document) if document else None


async def all_groups(parts: Parts) -> list[StoredGroup]:
    """Every group, by name."""
    return await _found(parts, {})


async def groups_of(parts: Parts, user_id: str) -> list[StoredGroup]:
    """The groups an account is a member of, by name."""
    return await _found(parts, {"_id": {"$in": await group_ids_of(parts, user_id)}})


async def by_ids(parts: Parts, group_ids: Sequence[str]) -> list[StoredGroup]:
    """Those of some groups that are there, by name."""
    return await _found(parts, {"_id": {"$in": list(group_ids)}})


async def group_ids_of(parts: Parts, user_id: str) -> list[str]:
    """The ids of the groups an account is a member of."""
    found = await rows(parts.store.view(MEMBERS).find({"user_id": user_id}, {"group_id": 1}))
    return [document["group_id"] for document in found]


async def group_ids_of_many(parts: Parts, user_ids: Sequence[str]) -> dict[str, list[str]]:
    """The ids of the groups of several accounts."""
    query = {"user_id": {"$in": list(user_ids)}}
    found: dict[str, list[str]] = {user_id: [] for user_id in user_ids}
    for document in await rows(parts.store.view(MEMBERS).find(query, {"user_id": 1, "group_id": 1})):
        found[document["user_id"]].append(document["group_id"])
    return found


async def shareable_by(parts: Parts, user_id: str) -> list[StoredGroup]:
    """The groups a plain user may share with: open to everybody, or to its members and they are one."""
    own = await group_ids_of(parts, user_id)
    return await _found(parts, {"$or": [{"share": True}, {"share": "members", "_id": {"$in": own}}]})


async def member_ids(parts: Parts, group_id: str) -> list[str]:
    """The ids of all members, in their order."""
    query = parts.store.view(MEMBERS).find({"group_id": group_id}, {"user_id": 1})
    return [document["user_id"] for document in await rows(query.sort([("user_id", 1)]))]


async def _found(parts: Parts, query: Mapping[str, Any]) -> list[StoredGroup]:
    found = await rows(parts.store.view(GROUPS).find(query).sort(_BY_NAME))
    return [group_of(document) for document in found]
