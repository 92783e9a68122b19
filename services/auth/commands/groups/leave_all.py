"""An account leaves every group, inside another command's transaction (its deletion)."""

from __future__ import annotations

from kernel.eventstore.model import Transaction
from services.auth.adapters import groups
from services.auth.domain import group as domain


async def leave_all(tx: Transaction, user_id: str) -> None:
    """Also excludes that the account is added to a group at the same time."""
    left = await groups.groups_with(tx, user_id)
    if not left:
        await groups.moved(tx, (user_id,))
    for group_id in left:
        stored = await groups.load(tx, group_id)
        if stored is not None:
            events = domain.remove(stored.group, await groups.moved(tx, (user_id,)))
            await tx.append(stored.stream, stored.version, events)
