"""A new account joins the group the installation names for newcomers, in the commit that registers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kernel.eventstore.model import Transaction
from services.auth.adapters import groups
from services.auth.commands.groups.change import Membership, movement


async def join_default(tx: Transaction, settings: Mapping[str, Any], user_id: str) -> Sequence[object]:
    """After the account was appended. Nothing happens when the group is gone."""
    group_id = str(settings.get("DEFAULT_GROUP_ID") or "")
    stored = await groups.load(tx, group_id) if group_id else None
    if stored is None:
        return ()
    events = await movement(tx, stored.group, Membership(add=(user_id,)))
    await tx.append(stored.stream, stored.version, events)
    return events
