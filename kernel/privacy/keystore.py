"""Where wrapped subject keys are kept: one document per subject, a tombstone once it is forgotten."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any, Protocol

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError
from pymongo.read_concern import ReadConcern

from kernel.mongo.client import DURABLE

Document = dict[str, Any]
"""_id: subject; key: wrapped key, absent once forgotten; created, forgotten: epoch milliseconds."""


class KeyStore(Protocol):
    """Durable keys, shared by all services."""

    async def read(self, subjects: Iterable[str]) -> list[Document]:
        """The documents that exist."""

    async def create(self, subject: str, wrapped: bytes) -> Document:
        """The subject's document: made with this key, or the one somebody made before."""

    async def bury(self, subject: str) -> None:
        """Remove the key and leave a tombstone."""

    async def note_master(self, fingerprint: str) -> str:
        """The fingerprint of the master key these keys belong to: this one on first use."""


_MASTER = "!master"


class MongoKeys:
    """Keys in a MongoDB database, `subjects` being the collection."""

    def __init__(self, database: Any) -> None:
        # A key that a failover may still roll back must not encrypt anything.
        self._subjects = database.get_collection(
            "subjects", read_concern=ReadConcern("majority"), write_concern=DURABLE
        )

    async def read(self, subjects: Iterable[str]) -> list[Document]:
        """The documents that exist."""
        found: list[Document] = await self._subjects.find({"_id": {"$in": list(subjects)}}).to_list(None)
        return found

    async def create(self, subject: str, wrapped: bytes) -> Document:
        """The subject's document: made with this key, or the one somebody made before."""
        fresh = {"key": wrapped, "created": _now()}
        return await self._upsert(subject, {"$setOnInsert": fresh})

    async def bury(self, subject: str) -> None:
        """Remove the key and leave a tombstone."""
        await self._upsert(subject, {"$unset": {"key": ""}, "$min": {"forgotten": _now()}})

    async def note_master(self, fingerprint: str) -> str:
        """The fingerprint of the master key these keys belong to: this one on first use."""
        noted = await self._upsert(_MASTER, {"$setOnInsert": {"fingerprint": fingerprint}})
        return str(noted["fingerprint"])

    async def _upsert(self, subject: str, change: dict[str, Any]) -> Document:
        while True:
            try:
                found: Document = await self._subjects.find_one_and_update(
                    {"_id": subject}, change, upsert=True, return_document=ReturnDocument.AFTER
                )
                return found
            except DuplicateKeyError:
                continue  # two upserts at once: the document is there now


class MemoryKeys:
    """Keys of one process, for tests."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self._master = ""

    async def read(self, subjects: Iterable[str]) -> list[Document]:
        """The documents that exist."""
        return [self.documents[s] for s in subjects if s in self.documents]

    async def create(self, subject: str, wrapped: bytes) -> Document:
        """The subject's document: made with this key, or the one somebody made before."""
        return self.documents.setdefault(subject, {"_id": subject, "key": wrapped, "created": _now()})

    async def bury(self, subject: str) -> None:
        """Remove the key and leave a tombstone."""
        self.documents[subject] = {"_id": subject, "forgotten": _now()}

    async def note_master(self, fingerprint: str) -> str:
        """The fingerprint of the master key these keys belong to: this one on first use."""
        self._master = self._master or fingerprint
        return self._master


def _now() -> int:
    return int(time.time() * 1000)
