"""Who changed a section when."""

from __future__ import annotations

from dataclasses import dataclass

from services.auth.commands.parts import Parts
from services.auth.projections.config import CHANGES


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One change; `time` in epoch milliseconds."""

    version: int
    time: int
    actor: str
    changed: tuple[str, ...]


async def changes(parts: Parts, section: str, before: int, limit: int) -> list[SectionChange]:
    """The changes before a version (0: up to now), the latest first. Raises SectionUnknown."""
    parts.config.schema(section)
    wanted = {"section": section, **({"version": {"$lt": before}} if before else {})}
    found = parts.store.view(CHANGES).find(wanted).sort("version", -1).limit(limit)
    return [
        SectionChange(row["version"], row["time"], row["actor"], tuple(row["changed"]))
        for row in await found.to_list(limit)
    ]
