"""Change what plain users may do."""

from __future__ import annotations

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

    async def work(tx: Transaction) -> int | None:
        state, version = await tx.fold(installation.STREAM, parts.installations.initial, installation.evolve)
        events = installation.change_permissions(state, command.granted)
        await tx.append(installation.STREAM, version, events)
        return version if events else None

    before = await parts.store.execute(ctx, work)
    await parts.changes.installation()
    if before is not None:
        await parts.spread.everyone(before)
