"""Add members to a group; ids of no account and of members are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.groups import StoredGroup
from services.auth.commands.groups.change import Membership, change, movement
from services.auth.commands.parts import Parts
from services.auth.domain.group import Group


@dataclass(frozen=True, slots=True)
class AddMembers:
    group_id: str
    user_ids: tuple[str, ...]


async def handle(parts: Parts, ctx: CallContext, command: AddMembers) -> Group:
    """The group afterwards. Raises GroupNotFound."""

    async def decide(tx: Transaction, stored: StoredGroup) -> Sequence[object]:
        return await movement(tx, stored.group, Membership(add=command.user_ids))

    after = await change(parts, ctx, command.group_id, decide)
    assert after is not None
    return after
