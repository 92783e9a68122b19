"""Change settings by a document of dotted keys: all of it or nothing, in one commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.auth.commands.config import changing
from services.auth.commands.parts import Parts
from services.auth.domain import installation, permissions
from services.auth.domain.config import document as doc
from services.auth.domain.refusals import Refused, ValueInvalid

PERMISSIONS = "user.permissions"
"""What plain users may do: part of the document, though it is no section."""


@dataclass(frozen=True, slots=True)
class ImportDocument:
    document: Mapping[str, Any]
    """Flat or nested. What it does not name stays; a mask stands for the stored secret."""


async def handle(parts: Parts, ctx: CallContext, command: ImportDocument) -> None:
    """Raises ValueInvalid and what the rules of sections raise, naming the dotted key."""
    schemas = parts.config.schemas
    known = [field.exported for schema in schemas.values() for field in schema.fields]
    values = doc.flat(command.document, [*known, PERMISSIONS])
    granted = _granted(values.pop(PERMISSIONS)) if PERMISSIONS in values else None
    sections, rest = doc.parted(values, schemas)

    async def work(tx: Transaction) -> tuple[list[changing.Change], bool]:
        if rest:
            state, _ = await parts.config.load(tx, doc.OTHER)
            held = state.values[doc.HELD] or {}
            sections[doc.OTHER] = {doc.HELD: {**held, **doc.revealed(rest, held, "")}}
        changes = [await _decide(parts, tx, name, wanted) for name, wanted in sections.items()]
        await changing.record(parts, tx, changes)
        return changes, granted is not None and await _grant(parts, tx, granted)

    changes, regranted = await parts.store.execute(ctx, work)
    await changing.spread(parts, changes)
    if regranted:
        await changing.everyone(parts)


async def _decide(parts: Parts, tx: Transaction, name: str, wanted: Mapping[str, Any]) -> changing.Change:
    try:
        return await changing.decide(parts, tx, name, wanted)
    except Refused as refused:
        key, _, below = refused.details.get("field", "").partition(".")
        for field in parts.config.schema(name).fields:
            if field.key == key and name != doc.OTHER:
                named = f"{field.exported}.{below}" if below else field.exported
                refused.details = {**refused.details, "field": named}
        raise


async def _grant(parts: Parts, tx: Transaction, granted: frozenset[str]) -> bool:
    state, version = await parts.installations.load(tx)
    events = installation.change_permissions(state, granted)
    await tx.append(installation.STREAM, version, events)
    return bool(events)


def _granted(tree: Any) -> frozenset[str]:
    if not isinstance(tree, Mapping) or not all(isinstance(names, Mapping) for names in tree.values()):
        raise ValueInvalid(PERMISSIONS, "a tree of permissions is expected")
    return permissions.granted_in(tree)
