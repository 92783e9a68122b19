"""Reads of files and collections with the access rules applied.

What a person may not see is answered as if it did not exist.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING

from kernel.context import Caller
from kernel.eventstore.model import EventStore
from kernel.identity.grants import allowed_filter
from kernel.mongo import literal, rows
from services.knowledge.commands.loading import may_use
from services.knowledge.domain.knowledge import KNOWLEDGE as KIND
from services.knowledge.domain.locations import may_be_of, notes_of
from services.knowledge.domain.refusals import (
    CollectionNotFound,
    FileNotFound,
    KnowledgeForbidden,
    KnowledgeNotFound,
)
from services.knowledge.projections.files import FILES
from services.knowledge.projections.knowledge import KNOWLEDGE, LINKS

PAGE = 50
KNOWLEDGE_PAGE = 30
_AGE = 1.0
_MOST = 50_000
_PART = 500
Document = dict[str, Any]


class Catalogue:
    """Queries over the views `files`, `knowledge` and `links`."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._allowed: dict[tuple[str, frozenset[str], str], float] = {}

    async def file(self, person: Caller, file_id: str) -> Document:
        """A file the person may read: an own one, or one of a readable collection. Raises FileNotFound."""
        found: Document | None = await self._store.view(FILES).find_one({"_id": file_id})
        if found is None or not (
            person.is_admin
            or found["user_id"] == person.id
            or await self._through_collection(person, file_id)
        ):
            raise FileNotFound("There is no such file.")
        return found

    async def own_file(self, person: Caller, file_id: str) -> Document:
        """A file the person may change. Raises FileNotFound."""
        found: Document | None = await self._store.view(FILES).find_one({"_id": file_id})
        if found is None or not (person.is_admin or found["user_id"] == person.id):
            raise FileNotFound("There is no such file.")
        return found

    async def files(self, person: Caller, page: int) -> tuple[list[Document], int]:
        """One page of the person's files (an administrator: of all), newest first, and the total."""
        query: Document = {"hidden": False} if person.is_admin else {"user_id": person.id, "hidden": False}
        view = self._store.view(FILES)
        found = await rows(view.find(query).sort("at", DESCENDING).skip((page - 1) * PAGE).limit(PAGE))
        total = len(found) if page == 1 and len(found) < PAGE else await view.count_documents(query)
        return found, total

    async def search_files(self, person: Caller, pattern: str, skip: int, limit: int) -> list[Document]:
        """The person's files whose name matches a pattern with * and ?, whatever its case."""
        expression = "".join({"*": ".*", "?": "."}.get(c, literal(c)) for c in pattern)
        query: Document = {"filename": {"$regex": f"^{expression}$", "$options": "i"}, "hidden": False}
        if not person.is_admin:
            query["user_id"] = person.id
        view = self._store.view(FILES)
        return await rows(view.find(query).sort("at", DESCENDING).skip(skip).limit(limit))

    async def knowledge(self, person: Caller, knowledge_id: str, permission: str = "read") -> Document:
        """A knowledge base the person may use so. Raises KnowledgeNotFound, KnowledgeForbidden.

        Clients tell a base that is gone from one that was not shared: reading says which, as the
        reference does. Ids cannot be guessed. Whatever changes a base only says that there is none.
        """
        found = await self._store.view(KNOWLEDGE).find_one({"_id": knowledge_id})
        if found is None or found["kind"] != KIND:
            raise KnowledgeNotFound("There is no such knowledge base.")
        if not may_use(person, permission, found):
            if permission == "read":
                raise KnowledgeForbidden("This knowledge base was not shared with you.")
            raise KnowledgeNotFound("There is no such knowledge base.")
        return dict(found)

    async def knowledge_list(
        self,
        person: Caller,
        page: int,
        text: str = "",
        view_option: str = "",
        order: tuple[str, int] = ("updated_at", DESCENDING),
    ) -> tuple[list[Document], int]:
        """One page of what the person may read, and the total."""
        query: Document = {"kind": KIND, **allowed_filter(person)}
        if view_option == "created":
            query["user_id"] = person.id
        elif view_option == "shared":
            query["user_id"] = {"$ne": person.id}
        if text:
            some = {"$regex": literal(text), "$options": "i"}
            query["$and"] = [{"$or": [{"name": some}, {"description": some}]}]
        view = self._store.view(KNOWLEDGE)
        cursor = view.find(query).sort([order, ("at", DESCENDING)])
        found = await rows(cursor.skip((page - 1) * KNOWLEDGE_PAGE).limit(KNOWLEDGE_PAGE))
        total = len(found) if page == 1 and len(found) < KNOWLEDGE_PAGE else await view.count_documents(query)
        return found, total

    async def file_counts(self, collections: Sequence[str]) -> dict[str, int]:
        """Files in each of the collections."""
        stages: list[Document] = [
            {"$match": {"collection": {"$in": list(collections)}}},
            {"$group": {"_id": "$collection", "n": {"$sum": 1}}},
        ]
        return {r["_id"]: r["n"] for r in await rows(self._store.view(LINKS).aggregate(stages))}

    async def files_in(self, collection: str) -> list[Document]:
        """The files of a collection in the order they were added."""
        links = await rows(
            self._store.view(LINKS).find({"collection": collection}, {"file_id": 1}).sort("at", ASCENDING)
        )
        ids = [link["file_id"] for link in links]
        found = {f["_id"]: f for f in await self.by_ids(ids)}
        return [found[i] for i in ids if i in found]

    async def files_of_notes(self) -> AsyncIterator[str]:
        """The files of all collections of notes, of everybody."""
        after, end = notes_of(""), notes_of("\x7f")
        while True:
            query = {"_id": {"$gt": after, "$lt": end}}
            found = await rows(
                self._store.view(LINKS).find(query, {"file_id": 1}).sort("_id", 1).limit(_PART)
            )
            for link in found:
                yield link["file_id"]
            if len(found) < _PART:
                return
            after = found[-1]["_id"]

    async def by_ids(self, ids: Iterable[str]) -> list[Document]:
        """Files by id, unchecked."""
        wanted = list(ids)
        return await rows(self._store.view(FILES).find({"_id": {"$in": wanted}})) if wanted else []

    async def collections_of(self, file_id: str) -> list[str]:
        """The collections that hold a file, its own `file-<id>` first."""
        links = await rows(self._store.view(LINKS).find({"file_id": file_id}, {"collection": 1}))
        return [f"file-{file_id}", *sorted(link["collection"] for link in links)]

    async def check_collections(self, person: Caller, names: Sequence[str]) -> None:
        """Raises CollectionNotFound unless the person may search all of them.

        What was allowed is not looked up again for a second.
        """
        if not all(may_be_of(name, person.id) for name in names):
            raise CollectionNotFound("There is no such collection.")
        now = time.monotonic()
        who = ("admin", frozenset[str]()) if person.is_admin else (person.id, person.groups)
        unknown = [name for name in dict.fromkeys(names) if self._allowed.get((*who, name), 0.0) < now]
        if not unknown:
            return
        bases = [name for name in unknown if not name.startswith("file-")]
        found = await rows(self._store.view(KNOWLEDGE).find({"_id": {"$in": bases}})) if bases else []
        readable = {d["_id"] for d in found if may_use(person, "read", d)}
        for name in unknown:
            if name.startswith("file-"):
                await self._check_file(person, name)
            elif name not in readable:
                raise CollectionNotFound("There is no such collection.")
        if len(self._allowed) > _MOST:
            self._allowed.clear()
        self._allowed.update({(*who, name): now + _AGE for name in unknown})

    def forget(self) -> None:
        """Look everything up again: rights were changed here."""
        self._allowed.clear()

    async def _check_file(self, person: Caller, name: str) -> None:
        try:
            await self.file(person, name.removeprefix("file-"))
        except FileNotFound as error:
            raise CollectionNotFound("There is no such collection.") from error

    async def _through_collection(self, person: Caller, file_id: str) -> bool:
        holders = await self._store.view(LINKS).distinct("collection", {"file_id": file_id})
        if not holders:
            return False
        documents = await rows(self._store.view(KNOWLEDGE).find({"_id": {"$in": holders}}))
        return any(may_use(person, "read", document) for document in documents)
