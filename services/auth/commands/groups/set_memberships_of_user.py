"""Set the memberships of an account as an identity provider tells them at sign-in.

Only the provider's own groups are touched, and those that are mapped to one of its names.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters import groups
from services.auth.adapters.groups import StoredGroup, group_of
from services.auth.commands.groups.change import Membership, evolved, movement, reclaim, tell
from services.auth.commands.parts import Parts
from services.auth.domain import group as domain
from services.auth.domain.refusals import GroupNameTaken
from services.auth.projections.groups import GROUPS


@dataclass(frozen=True, slots=True)
class SetMembershipsOfUser:
    user_id: str
    provider: str
    names: tuple[str, ...]
    """Names of the groups the provider says the account is in; case does not count."""
    create_missing: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Name at the provider -> id of a group made here that stands for it."""
    data: bytes | None = None
    """A JSON object for groups that are made; None for what a new group has."""


async def handle(parts: Parts, ctx: CallContext, command: SetMembershipsOfUser) -> None:
    """Nothing happens for who is where they shall be. Raises ValueInvalid for a name no group can have."""
    if not command.provider:
        raise ValueError("a provider has a name")
    wanted = {name.strip().casefold(): name for name in command.names if name.strip()}
    mapped = {name.strip().casefold(): group_id for name, group_id in command.mapping.items()}

    async def work(tx: Transaction) -> list[object]:
        targets = await _touchable(tx, command.provider, set(mapped.values()))
        ours = {one.group.name.casefold(): one for one in targets.values() if one.group.provider}
        shall = {mapped[name] for name in wanted if name in mapped}
        shall |= {ours[name].group.id for name in wanted if name in ours and name not in mapped}
        present = set(await groups.groups_with(tx, command.user_id))
        events: list[object] = []
        for group_id in sorted(targets.keys() & (present ^ shall)):
            stored = targets[group_id]
            who = (command.user_id,)
            move = Membership(add=who) if group_id in shall else Membership(remove=who)
            moves = await movement(tx, stored.group, move)
            await tx.append(stored.stream, stored.version, moves)
            events += moves
        if command.create_missing:
            for name in sorted(wanted.keys() - ours.keys() - mapped.keys()):
                events += await _created(tx, ctx, command, wanted[name])
        return events

    try:
        async with parts.turns.of(f"memberships {command.user_id}"):
            events = await parts.store.execute(ctx, work)
    except ClaimTaken as error:
        raise GroupNameTaken("a group of this name exists") from error
    await tell(parts, events)


async def _touchable(tx: Transaction, provider: str, mapped: set[str]) -> dict[str, StoredGroup]:
    query = {"$or": [{"provider": provider}, {"_id": {"$in": sorted(mapped)}}]}
    found = await tx.view(GROUPS).find(query).to_list(None)
    return {document["_id"]: group_of(document) for document in found}


async def _created(
    tx: Transaction, ctx: CallContext, command: SetMembershipsOfUser, name: str
) -> list[object]:
    group_id = str(uuid.uuid4())
    created = domain.create(
        group_id, domain.Wanted(name=name, data=command.data), command.provider, ctx.actor
    )
    fresh = evolved(None, created)
    assert fresh is not None
    events = [*created, *await movement(tx, fresh, Membership(add=(command.user_id,)))]
    await reclaim(tx, None, evolved(None, events))
    await tx.append(groups.stream_of(group_id), 0, events)
    return events
