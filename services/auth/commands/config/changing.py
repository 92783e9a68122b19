"""What every change of settings consists of: decide, record, spread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.eventstore.model import Transaction
from services.auth.commands.parts import Parts
from services.auth.domain.config import section
from services.auth.domain.config.events import ConfigChanged
from services.auth.domain.config.rules import RULES


@dataclass(frozen=True, slots=True)
class Change:
    """A decided change of one section that is at `version`; without events nothing differs."""

    section: str
    version: int
    events: tuple[ConfigChanged, ...]


async def decide(parts: Parts, tx: Transaction, name: str, wanted: Mapping[str, Any]) -> Change:
    """Raises SectionUnknown, ValueInvalid and what the section's rule raises."""
    schema = parts.config.schema(name)
    state, version = await parts.config.load(tx, name)
    return Change(name, version, tuple(section.change(schema, state, wanted, RULES.get(name))))


async def record(tx: Transaction, changes: Iterable[Change]) -> None:
    """Append what was decided."""
    for change in changes:
        if change.events:
            await tx.append(section.stream_of(change.section), change.version, change.events)


async def spread(parts: Parts, changes: Iterable[Change]) -> None:
    """After the commit: what is at hand anywhere is dropped."""
    for change in changes:
        if change.events:
            await parts.changes.config(change.section)
