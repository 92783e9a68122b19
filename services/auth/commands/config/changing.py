"""What every change of settings consists of: decide, record, spread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.eventstore.model import Transaction
from services.auth.commands.parts import Parts
from services.auth.commands.scim import roles as scim
from services.auth.domain import installation
from services.auth.domain.config import accounts, section
from services.auth.domain.config.events import ConfigChanged
from services.auth.domain.config.rules import RULES

_RULES = {**RULES, scim.SECTION: scim.check}
"""With those a domain cannot hold, since they need a library of the service."""


@dataclass(frozen=True, slots=True)
class Change:
    """A decided change of one section that is at `version`; without events nothing differs.

    `installation` is what it means for the installation beside.
    """

    section: str
    version: int
    events: tuple[ConfigChanged, ...]
    installation: tuple[object, ...] = ()


async def decide(parts: Parts, tx: Transaction, name: str, wanted: Mapping[str, Any]) -> Change:
    """Raises SectionUnknown, ValueInvalid and what the section's rule raises."""
    schema = parts.config.schema(name)
    state, version = await parts.config.load(tx, name)
    events = tuple(section.change(schema, state, wanted, _RULES.get(name)))
    beside: list[object] = []
    if name == accounts.NAME and any(accounts.KEYS_SWITCH in event.changed for event in events):
        beside = installation.keys_switched(not state.values[accounts.KEYS_SWITCH])
    return Change(name, version, events, tuple(beside))


async def record(parts: Parts, tx: Transaction, changes: Iterable[Change]) -> None:
    """Append what was decided."""
    for change in changes:
        if change.events:
            await tx.append(section.stream_of(change.section), change.version, change.events)
        if change.installation:
            _, version = await parts.installations.load(tx)
            await tx.append(installation.STREAM, version, change.installation)


async def spread(parts: Parts, changes: Iterable[Change]) -> None:
    """After the commit: what is at hand anywhere is dropped, and older tokens if the change bears on them."""
    for change in changes:
        if change.events:
            await parts.changes.config(change.section)
        if change.installation:
            await everyone(parts)


async def everyone(parts: Parts) -> None:
    """After a commit that changed what everybody may do: older tokens are known to be stale."""
    await parts.changes.installation()
    await parts.spread.everyone((await parts.installations.fresh()).version - 1)
