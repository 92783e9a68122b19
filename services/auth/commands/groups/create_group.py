"""Create a group, with members if some are named."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters import groups
from services.auth.commands.groups.change import Membership, committed, evolved, movement, reclaim
from services.auth.commands.parts import Parts
from services.auth.domain import group as domain
from services.auth.domain.group import Group, Wanted


@dataclass(frozen=True, slots=True)
class CreateGroup:
    name: str
    description: str = ""
    data: bytes | None = None
    """A JSON object, or None."""
    permissions: bytes | None = None
    """A JSON object, group of keys -> key -> granted, or None."""
    provider: str = ""
    """Whose group it is: an identity provider's name, or empty for one made here."""
    external_id: str = ""
    user_ids: tuple[str, ...] = ()
    """First members; ids of no account are left out."""


async def handle(parts: Parts, ctx: CallContext, command: CreateGroup) -> Group:
    """The group. Raises ValueInvalid, and GroupNameTaken for a provider's group."""
    group_id = str(uuid.uuid4())
    wanted = Wanted(command.name, command.description, command.data, command.permissions, command.external_id)
    created = domain.create(group_id, wanted, command.provider, ctx.actor)

    async def work(tx: Transaction) -> tuple[Group | None, Sequence[object]]:
        fresh = evolved(None, created)
        assert fresh is not None
        events = [*created, *await movement(tx, fresh, Membership(add=command.user_ids))]
        after = evolved(None, events)
        await reclaim(tx, None, after)
        await tx.append(groups.stream_of(group_id), 0, events)
        return after, events

    made = await committed(parts, ctx, work)
    assert made is not None
    return made
