"""The external identities of an account."""

from __future__ import annotations

from kernel.mongo import rows
from services.auth.commands.parts import Parts
from services.auth.projections.identities import COLLECTION


async def identities_of(parts: Parts, user_id: str) -> dict[str, str]:
    """Provider -> the provider's subject for the person; of several at one provider the last linked."""
    query = parts.store.view(COLLECTION).find({"user_id": user_id}).sort([("linked_at", 1)])
    return {document["provider"]: document["subject"] for document in await rows(query)}
