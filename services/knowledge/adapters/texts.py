"""Extracted texts in MongoDB: derived data, kept so that re-indexing needs no second extraction.

A text is stored in parts below the document limit, under the content version it belongs to. It is
complete once FileTextExtracted of that version is committed; before that nobody reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pymongo import ASCENDING, IndexModel, ReplaceOne

from kernel.mongo import rows

TEXTS = "texts"
PART = 2_000_000
"""Characters in a part."""


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text and the offsets at which its pages begin."""

    text: str
    pages: tuple[int, ...]


class Texts:
    """Texts by file and content version."""

    def __init__(self, database: Any) -> None:
        self._texts = database[TEXTS]

    async def prepare(self) -> None:
        """Create the index."""
        await self._texts.create_indexes([IndexModel([("file_id", ASCENDING), ("version", ASCENDING)])])

    async def put(self, file_id: str, version: int, text: str, pages: Sequence[int]) -> None:
        """Store a text; again: the same."""
        await self._texts.bulk_write(replacements(file_id, version, text, pages))

    async def get(self, file_id: str, version: int) -> StoredText | None:
        """The text of a version, or None."""
        parts = await rows(self._texts.find({"file_id": file_id, "version": version}).sort("part", ASCENDING))
        if not parts:
            return None
        return StoredText("".join(p["text"] for p in parts), tuple(parts[0]["pages"]))

    async def many(self, wanted: Sequence[tuple[str, int]]) -> dict[str, str]:
        """Texts by file id, of (file id, version) pairs."""
        versions = dict(wanted)
        if not versions:
            return {}
        found: defaultdict[str, str] = defaultdict(str)
        query = self._texts.find({"file_id": {"$in": list(versions)}}).sort(
            [("file_id", ASCENDING), ("version", ASCENDING), ("part", ASCENDING)]
        )
        for part in await rows(query):
            if part["version"] == versions[part["file_id"]]:
                found[part["file_id"]] += part["text"]
        return dict(found)

    async def drop(self, file_id: str, but: int | None = None) -> None:
        """Remove the texts of a file, except a version."""
        selected: dict[str, Any] = {"file_id": file_id}
        if but is not None:
            selected["version"] = {"$lt": but}
        await self._texts.delete_many(selected)


def replacements(file_id: str, version: int, text: str, pages: Sequence[int]) -> list[ReplaceOne[Any]]:
    """The writes that store a text."""
    operations: list[ReplaceOne[Any]] = []
    for number, start in enumerate(range(0, max(1, len(text)), PART)):
        key = f"{file_id}:{version}:{number}"
        document = {
            "_id": key,
            "file_id": file_id,
            "version": version,
            "part": number,
            "text": text[start : start + PART],
            "pages": list(pages) if number == 0 else [],
        }
        operations.append(ReplaceOne({"_id": key}, document, upsert=True))
    return operations
