"""The whole configuration as one document, secrets masked."""

from __future__ import annotations

import asyncio
import json

from services.auth.commands.config.import_document import PERMISSIONS
from services.auth.commands.parts import Parts
from services.auth.domain.config import document
from services.auth.domain.permissions import tree_of


async def exported(parts: Parts) -> bytes:
    """JSON: dotted key -> value, read from the database now. Importing it changes nothing."""
    names = sorted(parts.config.schemas)
    found, current = await asyncio.gather(
        asyncio.gather(*map(parts.config.fresh, names)), parts.installations.fresh()
    )
    sections = {name: (now.schema, now.values) for name, now in zip(names, found, strict=True)}
    whole = document.composed(sections) | {PERMISSIONS: tree_of(current.installation.granted)}
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode()
