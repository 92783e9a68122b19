"""Change a group: what is given replaces what was, and members join and leave, in one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.groups import StoredGroup
from services.auth.commands.groups.change import Membership, change, evolved, movement
from services.auth.commands.parts import Parts
from services.auth.domain import group as domain
from services.auth.domain.group import Group, Wanted


@dataclass(frozen=True, slots=True)
class UpdateGroup:
    """None leaves a field as it is."""

    group_id: str
    name: str | None = None
    description: str | None = None
    data: bytes | None = None
    permissions: bytes | None = None
    external_id: str | None = None
    membership: Membership = field(default_factory=Membership)
    if_version: int | None = None
    """The version of the group's stream this change is meant for; None for any."""


async def handle(parts: Parts, ctx: CallContext, command: UpdateGroup) -> Group:
    """The group afterwards. Raises GroupNotFound, GroupNameTaken, ValueInvalid, VersionGone."""
    wanted = Wanted(command.name, command.description, command.data, command.permissions, command.external_id)

    async def decide(tx: Transaction, stored: StoredGroup) -> Sequence[object]:
        events = domain.change(stored.group, wanted)
        now = evolved(stored.group, events)
        assert now is not None
        return [*events, *await movement(tx, now, command.membership)]

    after = await change(parts, ctx, command.group_id, decide, command.if_version)
    assert after is not None
    return after
