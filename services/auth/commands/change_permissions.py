"""Change what plain users may do."""

from __future__ import annotations

import time
from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.commands.parts import Parts
from services.auth.domain import installation


@dataclass(frozen=True, slots=True)
class ChangePermissions:
    granted: frozenset[str]
    """All keys a plain user holds afterwards, as `group.name`."""


async def handle(parts: Parts, ctx: CallContext, command: ChangePermissions) -> None:
    """Every access token is made anew afterwards."""

    async def work(tx: Transaction) -> bool:
        state, version = await tx.fold(installation.STREAM, parts.installations.initial, installation.evolve)
        events = installation.change_permissions(state, command.granted)
        await tx.append(installation.STREAM, version, events)
        return bool(events)

    before = time.time_ns() // 1_000_000
    changed = await parts.store.execute(ctx, work)
    await parts.changes.installation()
    if changed:
        await parts.spread.everyone(before)
