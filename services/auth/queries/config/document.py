"""The whole configuration as one document, secrets masked."""

from __future__ import annotations

import json

from services.auth.commands.config.import_document import PERMISSIONS
from services.auth.commands.parts import Parts
from services.auth.domain.config import document
from services.auth.domain.permissions import tree_of


async def exported(parts: Parts) -> bytes:
    """JSON: dotted key -> value, read from the database now. Importing it changes nothing."""
    current = await parts.installations.fresh()
    sections = {now.schema.name: (now.schema, now.values) for now in await parts.config.all_fresh()}
    whole = document.composed(sections) | {PERMISSIONS: tree_of(current.installation.granted)}
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode()
