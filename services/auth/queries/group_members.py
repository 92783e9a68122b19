"""The members of a group as accounts: all of them, or a page by name."""

from __future__ import annotations

from typing import Any

from kernel.mongo import literal, rows
from services.auth.adapters.accounts import Account, account_of
from services.auth.commands.parts import Parts
from services.auth.projections.groups import MEMBERS
from services.auth.projections.users import COLLECTION as USERS

PAGE = 30


async def everybody(parts: Parts, group_id: str) -> list[Account]:
    """Every member, by name."""
    return [account_of(found) for found in await _accounts(parts, _members(group_id, ""))]


async def page(parts: Parts, group_id: str, text: str, number: int) -> tuple[list[Account], int]:
    """The members of one page, by name, and how many match in all.

    Reads the group's members by index, whatever the number of accounts.
    """
    stages = _members(group_id, text)
    cut = [*stages, {"$skip": (number - 1) * PAGE}, {"$limit": PAGE}]
    found = [account_of(one) for one in await _accounts(parts, cut)]
    counted = await _accounts(parts, [*stages[:-1], {"$count": "n"}])
    return found, counted[0]["n"] if counted else 0


def _members(group_id: str, text: str) -> list[dict[str, Any]]:
    stages: list[dict[str, Any]] = [
        {"$match": {"group_id": group_id}},
        {"$lookup": {"from": USERS, "localField": "user_id", "foreignField": "_id", "as": "user"}},
        {"$replaceWith": {"$first": "$user"}},
    ]
    if text.strip():
        part = {"$regex": literal(text.strip().lower())}
        stages.append({"$match": {"$or": [{"name_lower": part}, {"email": part}]}})
    return [*stages, {"$sort": {"name_lower": 1, "_id": 1}}]


async def _accounts(parts: Parts, stages: list[dict[str, Any]]) -> list[Any]:
    return await rows(parts.store.view(MEMBERS).aggregate(stages))
