"""Identities of an account inside another command's transaction."""

from __future__ import annotations

from typing import Any

from kernel.eventstore.model import Transaction
from services.auth.domain import identity
from services.auth.projections.identities import COLLECTION


async def of_account(tx: Transaction, user_id: str) -> list[dict[str, Any]]:
    """The documents of the view."""
    found: list[dict[str, Any]] = await tx.view(COLLECTION).find({"user_id": user_id}).to_list(None)
    return found


async def release_all(tx: Transaction, user_id: str) -> None:
    """Give every identity of an account back, when the account goes."""
    for document in await of_account(tx, user_id):
        await tx.release(identity.CLAIM, document["_id"], user_id)
