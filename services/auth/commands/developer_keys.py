"""Take developer keys back inside another command's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kernel.eventstore.model import Transaction
from services.auth.adapters import credentials
from services.auth.adapters.accounts import stream_of
from services.auth.domain import developer
from services.auth.projections.developer_keys import COLLECTION

STREAM = stream_of(developer.ACCOUNT_ID)


async def version_of(tx: Transaction) -> int:
    """Version of the stream all developer keys are on."""
    _, version = await tx.fold(STREAM, None, _no_state)
    return version


async def revoke(tx: Transaction, key_ids: Sequence[str]) -> None:
    """End some keys."""
    if key_ids:
        await tx.append(STREAM, await version_of(tx), developer.revoke(key_ids))
        await tx.write(*credentials.keys_removed(key_ids))


async def revoke_made_by(tx: Transaction, user_id: str) -> None:
    """End the keys an administrator made."""
    documents = await tx.view(COLLECTION).find({"created_by": user_id}).to_list(None)
    await revoke(tx, [document["_id"] for document in documents])


def _no_state(state: None, event: Any) -> None:
    return None
