"""Codes of invitations: found by their digest, readable for administrators only with the key of the
installation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pymongo import IndexModel, InsertOne

from kernel.eventstore.model import Write
from kernel.mongo import rows
from kernel.privacy import KeyRing
from services.auth.adapters.credentials import digest

COLLECTION = "invite_codes"
SUBJECT = "installation"


class InviteCodes:
    """Plain documents beside the events."""

    def __init__(self, database: Any, keys: KeyRing) -> None:
        self._codes = database[COLLECTION]
        self._keys = keys

    async def ensure_indexes(self) -> None:
        """Codes are shown by invitation."""
        await self._codes.create_indexes([IndexModel([("invite_id", 1)], name="invite_id")])

    async def added(self, code: str, invite_id: str) -> Write:
        """The code leads to this invitation."""
        key = await self._keys.get_or_create(SUBJECT)
        sealed = key.seal(code.encode(), invite_id.encode())
        return Write(COLLECTION, InsertOne({"_id": digest(code), "invite_id": invite_id, "sealed": sealed}))

    async def invite_of(self, code: str) -> str | None:
        """The invitation a code leads to."""
        found = await self._codes.find_one({"_id": digest(code)}, {"invite_id": 1})
        return str(found["invite_id"]) if found else None

    async def readable(self, invite_ids: Iterable[str]) -> dict[str, str]:
        """Codes by invitation."""
        key = await self._keys.get_or_create(SUBJECT)
        found = await rows(self._codes.find({"invite_id": {"$in": list(invite_ids)}}))
        return {
            one["invite_id"]: key.open(bytes(one["sealed"]), one["invite_id"].encode()).decode()
            for one in found
        }
