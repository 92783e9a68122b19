"""Reads of the document store: folders and the documents in them, by location."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pymongo import ASCENDING

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.knowledge.domain.knowledge import WORKSPACE
from services.knowledge.domain.locations import DEFAULT_FOLDER, split
from services.knowledge.projections.files import FILES
from services.knowledge.projections.folders import FOLDERS
from services.knowledge.projections.knowledge import KNOWLEDGE, LINKS

Document = dict[str, Any]


class DocumentStore:
    """Queries of the AnythingLLM side; its callers see every document."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def folders(self) -> list[str]:
        """Names of all folders, `custom-documents` first."""
        made = set(await self._store.view(FOLDERS).distinct("_id"))
        made |= set(await self._store.view(FILES).distinct("folder", {"hidden": False}))
        return [DEFAULT_FOLDER, *sorted(made - {DEFAULT_FOLDER})]

    async def exists(self, folder: str) -> bool:
        """Whether there is such a folder."""
        return folder == DEFAULT_FOLDER or folder in await self.folders()

    async def in_folder(self, folder: str, offset: int = 0, limit: int = 0) -> tuple[list[Document], int]:
        """Documents of a folder by name, and how many there are; limit 0: all."""
        query = {"folder": folder, "hidden": False}
        cursor = self._store.view(FILES).find(query).sort("name", ASCENDING).skip(offset)
        found = await rows(cursor.limit(limit) if limit else cursor)
        return found, await self._store.view(FILES).count_documents(query)

    async def tree(self) -> dict[str, list[Document]]:
        """All documents by folder, by name."""
        found: defaultdict[str, list[Document]] = defaultdict(list)
        for document in await rows(self._store.view(FILES).find({"hidden": False}).sort("name", ASCENDING)):
            found[document["folder"]].append(document)
        return dict(found)

    async def named(self, name: str) -> Document | None:
        """A document by the last part of its location."""
        found: Document | None = await self._store.view(FILES).find_one({"name": name, "hidden": False})
        return found

    async def at(self, locations: Iterable[str]) -> dict[str, Document]:
        """Documents by location; unknown locations are left out."""
        wanted = {split(location): location for location in locations}
        if not wanted:
            return {}
        query = {"hidden": False, "name": {"$in": [name for _, name in wanted]}}
        found: dict[str, Document] = {}
        for document in await rows(self._store.view(FILES).find(query)):
            location = wanted.get((document["folder"], document["name"]))
            if location is not None:
                found[location] = document
        return found

    async def embedded(self, file_ids: Iterable[str]) -> frozenset[str]:
        """Those of the files that are in any workspace."""
        links = await rows(self._store.view(LINKS).find({"file_id": {"$in": list(file_ids)}}))
        holders = list({link["collection"] for link in links})
        query = {"_id": {"$in": holders}, "kind": WORKSPACE}
        workspaces = set(await self._store.view(KNOWLEDGE).distinct("_id", query))
        return frozenset(link["file_id"] for link in links if link["collection"] in workspaces)
