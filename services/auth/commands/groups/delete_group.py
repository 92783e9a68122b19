"""Delete a group: its members leave it first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import groups
from services.auth.adapters.groups import StoredGroup
from services.auth.commands.groups.change import change
from services.auth.commands.parts import Parts
from services.auth.domain import group as domain


@dataclass(frozen=True, slots=True)
class DeleteGroup:
    group_id: str
    if_version: int | None = None


async def handle(parts: Parts, ctx: CallContext, command: DeleteGroup) -> None:
    """Raises GroupNotFound, VersionGone."""

    async def decide(tx: Transaction, stored: StoredGroup) -> Sequence[object]:
        members = await groups.members(tx, stored.group.id)
        return domain.delete(stored.group, await groups.moved(tx, members))

    await change(parts, ctx, command.group_id, decide, command.if_version)
