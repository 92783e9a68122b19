"""Accounts that other services show beside what people wrote: by id, by group, or all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.mongo import rows
from services.auth.adapters.accounts import Account, account_of
from services.auth.commands.parts import Parts
from services.auth.projections.groups import MEMBERS
from services.auth.projections.users import COLLECTION as USERS
from services.auth.queries import people

PAGE = people.PAGE
MOST = 20_000
"""Members of groups that are looked through for one list."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """See Directory.Cards."""

    user_ids: Sequence[str]
    group_ids: Sequence[str] = ()
    everybody: bool = False
    query: str = ""
    order_by: str = ""
    direction: str = ""
    page: int = 0


async def find(parts: Parts, wanted: Wanted) -> tuple[list[Account], int]:
    """The accounts, by name unless asked otherwise, and how many match in all. Raises ValueInvalid."""
    question = people.Question(wanted.query, wanted.order_by or "name", wanted.direction, max(wanted.page, 1))
    if wanted.everybody:
        return await people.page(parts, question)
    ids = set(wanted.user_ids)
    if wanted.group_ids:
        query = {"group_id": {"$in": list(wanted.group_ids)}}
        members = parts.store.view(MEMBERS).find(query, {"user_id": 1}).limit(MOST)
        ids |= {one["user_id"] for one in await rows(members)}
    if not ids:
        return [], 0
    matching = {"$and": [{"_id": {"$in": sorted(ids)}}, people.matches(wanted.query)]}
    view = parts.store.view(USERS)
    field, direction = people.order(question)
    found = view.find(matching).sort([(field, direction), ("_id", direction)])
    if not wanted.page:
        accounts = [account_of(one) for one in await rows(found.limit(MOST))]
        return accounts, len(accounts)
    total = await view.count_documents(matching)
    page = await rows(found.skip((min(wanted.page, total // PAGE + 1) - 1) * PAGE).limit(PAGE))
    return [account_of(one) for one in page], total
