"""Keeps the collections noted at a file's chunks equal to the links in the log's views.

Each sync takes a number (always rising) before it reads the links and writes only over a lower one.
So of any concurrent syncs, in any process, the one that stays has read all links that were
committed before it began.
"""

from __future__ import annotations

from typing import Any

from pymongo import ReturnDocument

from services.knowledge.adapters.vectors import Vectors
from services.knowledge.queries.catalogue import Catalogue

MEMBERSHIPS = "memberships"


class Membership:
    """Syncs one file at a time."""

    def __init__(self, database: Any, catalogue: Catalogue, vectors: Vectors) -> None:
        self._numbers = database[MEMBERSHIPS]
        self._catalogue = catalogue
        self._vectors = vectors

    async def current(self, file_id: str) -> tuple[list[str], int]:
        """The collections that hold a file, and the number under which they may be written."""
        taken = await self._numbers.find_one_and_update(
            {"_id": file_id}, {"$inc": {"n": 1}}, upsert=True, return_document=ReturnDocument.AFTER
        )
        return await self._catalogue.collections_of(file_id), int(taken["n"])

    async def sync(self, file_id: str) -> None:
        """Write the present collections to the file's chunks."""
        members, number = await self.current(file_id)
        await self._vectors.set_members(file_id, members, number)

    async def drop(self, file_id: str) -> None:
        """Forget a file's number."""
        await self._numbers.delete_one({"_id": file_id})
