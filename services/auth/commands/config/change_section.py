"""Change a section of settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.adapters.configs import Current
from services.auth.commands.config import changing
from services.auth.commands.parts import Parts
from services.auth.domain.config.section import SectionChanged


@dataclass(frozen=True, slots=True)
class ChangeSection:
    section: str
    values: Mapping[str, Any]
    """Settings by key, whole each; what is not given stays. A mask stands for the stored secret."""
    expected: int | None = None
    """Version the change was made from; None: whatever it is now."""


async def handle(parts: Parts, ctx: CallContext, command: ChangeSection) -> Current:
    """The section after the change. Raises SectionUnknown, SectionChanged, ValueInvalid and what the
    section's rule raises."""

    async def work(tx: Transaction) -> changing.Change:
        change = await changing.decide(parts, tx, command.section, command.values)
        if command.expected is not None and command.expected != change.version:
            raise SectionChanged("somebody else changed these settings", version=str(change.version))
        await changing.record(parts, tx, (change,))
        return change

    change = await parts.store.execute(ctx, work)
    await changing.spread(parts, (change,))
    return await parts.config.fresh(command.section)
