"""Accounts and invitations as the AnythingLLM developer API lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kernel.mongo import rows
from services.auth.adapters.accounts import Account, account_of
from services.auth.commands.parts import Parts
from services.auth.domain.refusals import UserNotFound
from services.auth.projections.invites import COLLECTION as INVITES
from services.auth.projections.users import COLLECTION as USERS


async def everybody(parts: Parts) -> list[Account]:
    """Every account, in the order of their numbers."""
    found = await rows(parts.store.view(USERS).find({}).sort("number", 1))
    return [account_of(document) for document in found]


async def by_number(parts: Parts, number: int) -> Account:
    """Raises UserNotFound."""
    document = await parts.store.view(USERS).find_one({"number": number})
    if document is None:
        raise UserNotFound("no such account")
    return account_of(document)


async def people(parts: Parts, numbers: Iterable[int], user_ids: Iterable[str]) -> list[Account]:
    """The accounts with these numbers or ids, in the order of their numbers."""
    either = {"$or": [{"number": {"$in": list(numbers)}}, {"_id": {"$in": list(user_ids)}}]}
    found = await rows(parts.store.view(USERS).find(either))
    return sorted((account_of(document) for document in found), key=lambda one: one.user.number)


async def invites(parts: Parts, invite_id: str | None = None) -> list[Mapping[str, Any]]:
    """Every invitation, oldest first; or one."""
    which = {} if invite_id is None else {"_id": invite_id}
    return list(await rows(parts.store.view(INVITES).find(which).sort("number", 1)))
