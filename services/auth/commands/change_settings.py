"""Change the settings of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.commands.parts import Parts
from services.auth.domain import installation


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    settings: Mapping[str, Any]
    """Upper-case keys of domain.installation.DEFAULTS; what is not given stays."""


async def handle(parts: Parts, ctx: CallContext, command: ChangeSettings) -> Mapping[str, Any]:
    """All settings after the change. Raises NotSupported, ValueInvalid."""

    async def work(tx: Transaction) -> Mapping[str, Any]:
        state, version = await tx.fold(installation.STREAM, parts.installations.initial, installation.evolve)
        events = installation.change_settings(state, command.settings)
        await tx.append(installation.STREAM, version, events)
        for event in events:
            state = installation.evolve(state, event)
        return state.settings

    settings = await parts.store.execute(ctx, work)
    await parts.changes.installation()
    return settings
