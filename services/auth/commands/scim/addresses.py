"""Which address an account gets from what a provider tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kernel.eventstore.model import Transaction
from services.auth.adapters.scim import Scope
from services.auth.domain.refusals import EmailInvalid
from services.auth.domain.values import normal_email
from services.auth.projections.scim_users import COLLECTION as USERS
from services.auth.projections.users import COLLECTION as ACCOUNTS
from services.auth.scim import accounts


def first(document: Mapping[str, Any]) -> str:
    """The first that is an address; "" without any."""
    return next(_valid(document), "")


async def free(tx: Transaction, scope: Scope, document: Mapping[str, Any], user_id: str = "") -> str:
    """The first address that no other user of the same provider signs in with; "" without any.

    A provider may give several users one address: only one of them signs in with it. That of an account
    the provider did not make is no choice but a conflict, which the claim on addresses refuses.
    """
    for address in _valid(document):
        holder = await tx.view(ACCOUNTS).find_one({"email": address}, {"_id": 1})
        if holder is None or holder["_id"] == user_id:
            return address
        row = await tx.view(USERS).find_one({"_id": holder["_id"]}, {"kept": 1, "provider": 1})
        if row is None or not row["kept"] or row["provider"] != scope.provider:
            return address
    return ""


def _valid(document: Mapping[str, Any]) -> Iterator[str]:
    for text in accounts.addresses(document):
        try:
            yield normal_email(text)
        except EmailInvalid:
            continue
