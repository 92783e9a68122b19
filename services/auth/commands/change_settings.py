"""Change the settings of accounts."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.commands.parts import Parts
from services.auth.domain import installation
from services.auth.domain.events import ApiKeysSwitched


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    settings: Mapping[str, Any]
    """Upper-case keys of domain.installation.DEFAULTS; what is not given stays."""


async def handle(parts: Parts, ctx: CallContext, command: ChangeSettings) -> Mapping[str, Any]:
    """All settings after the change. Raises NotSupported, ValueInvalid."""

    async def work(tx: Transaction) -> tuple[Mapping[str, Any], bool]:
        state, version = await tx.fold(installation.STREAM, parts.installations.initial, installation.evolve)
        events = installation.change_settings(state, command.settings)
        await tx.append(installation.STREAM, version, events)
        for event in events:
            state = installation.evolve(state, event)
        return state.settings, any(isinstance(event, ApiKeysSwitched) for event in events)

    before = time.time_ns() // 1_000_000
    settings, switched = await parts.store.execute(ctx, work)
    await parts.changes.installation()
    if switched:
        await parts.spread.everyone(before)
    return settings
