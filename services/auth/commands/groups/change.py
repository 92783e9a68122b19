"""What all changes of one group share: load, decide, append, and tell whom it concerns.

Changes of one group wait for each other within this process, so that many at a time do not wear
each other's tries out; across processes a conflict is tried again by the store.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from kernel.context import CallContext
from kernel.errors import ClaimTaken
from kernel.eventstore.model import Transaction
from services.auth.adapters import groups
from services.auth.adapters.groups import StoredGroup
from services.auth.commands.config.changing import everyone
from services.auth.commands.parts import Parts
from services.auth.domain import group as domain
from services.auth.domain import group_events as happened
from services.auth.domain import installation
from services.auth.domain.group import Group
from services.auth.domain.refusals import GroupNameTaken, VersionGone


@dataclass(frozen=True, slots=True)
class Membership:
    """Who joins and leaves in one change. `members` are all there shall be; None leaves them."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    members: tuple[str, ...] | None = None


Decide = Callable[[Transaction, StoredGroup], Awaitable[Sequence[object]]]


async def change(
    parts: Parts, ctx: CallContext, group_id: str, decide: Decide, if_version: int | None = None
) -> Group | None:
    """The group after what `decide` made of it, None if that ended it.

    Raises GroupNotFound, GroupNameTaken, and VersionGone when `if_version` is not the stream's.
    """

    async def work(tx: Transaction) -> tuple[Group | None, Sequence[object]]:
        stored = await groups.load(tx, group_id)
        before = domain.existing(stored.group if stored else None)
        assert stored is not None
        if if_version is not None and if_version != stored.version:
            raise VersionGone("the group was changed")
        events = await decide(tx, stored)
        after = evolved(before, events)
        await reclaim(tx, before, after)
        await tx.append(stored.stream, stored.version, events)
        await _rights(parts, tx, group_id, events)
        return after, events

    async with parts.turns.of(group_id):
        return await committed(parts, ctx, work)


async def committed(
    parts: Parts,
    ctx: CallContext,
    work: Callable[[Transaction], Awaitable[tuple[Group | None, Sequence[object]]]],
) -> Group | None:
    """Run work on a group and wait until whom its events concern is known everywhere."""
    try:
        after, events = await parts.store.execute(ctx, work)
    except ClaimTaken as error:
        raise GroupNameTaken("a group of this name exists") from error
    await tell(parts, events)
    return after


async def tell(parts: Parts, events: Sequence[object]) -> None:
    """Wait until what was taken back by events of groups is known everywhere."""
    last: tuple[str, int] | None = None
    for event in events:
        match event:
            case happened.GroupMembersAdded(_, user_ids, versions) | happened.GroupMembersRemoved(
                _, user_ids, versions
            ):
                last = (user_ids[-1], versions[-1] - 1)
            case happened.GroupPermissionsChanged():
                await everyone(parts)
    if last is not None:
        await parts.spread.membership(*last)


async def movement(tx: Transaction, group: Group, wanted: Membership) -> list[object]:
    """The events of a change of members; nothing for those who are where they shall be."""
    leave, join = wanted.remove, wanted.add
    if wanted.members is not None:
        present = set(await groups.members(tx, group.id))
        join = tuple(one for one in wanted.members if one not in present)
        leave = tuple(sorted(present.difference(wanted.members)))
    events: list[object] = []
    really_leaving = await groups.leaving(tx, group.id, leave) if leave else ()
    if really_leaving:
        events += domain.remove(group, await groups.moved(tx, really_leaving))
    really_joining = await groups.joining(tx, group.id, join) if join else ()
    if really_joining:
        now = evolved(group, events)
        assert now is not None
        events += domain.add(now, await groups.moved(tx, really_joining))
    return events


def evolved(before: Group | None, events: Sequence[object]) -> Group | None:
    """The group after some events."""
    return reduce(domain.evolve, events, before)


async def reclaim(tx: Transaction, before: Group | None, after: Group | None) -> None:
    """Keep the claim on the name of a provider's group in step."""
    old = groups.name_claim(before.provider, before.name) if before and before.provider else ""
    new = groups.name_claim(after.provider, after.name) if after and after.provider else ""
    if old == new:
        return
    if new and after is not None:
        await tx.claim(groups.NAME, new, after.id)
    if old and before is not None:
        await tx.release(groups.NAME, old, before.id)


async def _rights(parts: Parts, tx: Transaction, group_id: str, events: Sequence[object]) -> None:
    """What a group permits concerns all its members: counted where what everybody may do is."""
    if any(isinstance(event, happened.GroupPermissionsChanged) for event in events):
        _, version = await parts.installations.load(tx)
        await tx.append(installation.STREAM, version, [happened.GroupRightsChanged(group_id)])
