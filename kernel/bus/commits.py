"""The log of a service as one sequence: commits get their positions here, in MongoDB, once and for all.

A commit is born pending. `assign` gives pending commits the next positions, in the order of the
database's logical time, and from then on the order of the log is fixed, whatever happens to the bus.
Positions count from 1 without gaps; a commit of n events takes n. The unique index on `position`
keeps two relays from ever assigning differently: the one that comes second fails with Outrun.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any

from pymongo import IndexModel, UpdateOne
from pymongo.errors import BulkWriteError
from pymongo.read_concern import ReadConcern

from kernel.bus.model import Envelope
from kernel.mongo import each

Document = dict[str, Any]

_DUPLICATE_KEY = 11000


class Outrun(Exception):
    """Somebody else has assigned positions in the meantime."""


class HoleInLog(RuntimeError):
    """Positions are missing from the log: a commit was removed or the database was restored in part."""


class CommitLog:
    """The commits of one service, in log order."""

    def __init__(self, commits: Any, service: str) -> None:
        """`commits` is the collection the event store writes."""
        self.service = service
        self._commits = commits
        # A snapshot never shows a stream's later commit without its earlier one.
        self._snapshot = commits.with_options(read_concern=ReadConcern("snapshot"))
        self._majority = commits.with_options(read_concern=ReadConcern("majority"))

    async def ensure(self) -> None:
        """Create the index on positions if it is missing."""
        placed = {"position": {"$exists": True}}
        index = IndexModel([("position", 1)], name="position", unique=True, partialFilterExpression=placed)
        await self._commits.create_indexes([index])

    async def pending(self, limit: int, max_bytes: int = 4 << 20) -> tuple[list[Document], bool]:
        """The oldest commits without a position, and whether there may be more."""
        found: list[Document] = []
        size = 0
        async for document in each(self._snapshot.find({"pending": True}).sort("at", 1).limit(limit)):
            found.append(document)
            size += sum(len(event["data"]) for event in document["events"])
            if size > max_bytes:
                return found, True
        return found, len(found) == limit

    async def assign(self, documents: Sequence[Document], first: int) -> None:
        """Give commits the positions from `first` on, here and in the documents. Raises Outrun."""
        ops, position = [], first
        for document in documents:
            document["position"] = position
            which = {"_id": document["_id"], "stream": document["stream"], "pending": True}
            ops.append(UpdateOne(which, {"$set": {"position": position}, "$unset": {"pending": ""}}))
            position += len(document["events"])
        try:
            result = await self._commits.bulk_write(ops)
        except BulkWriteError as error:
            codes = {fault["code"] for fault in (error.details or {}).get("writeErrors", ())}
            if _DUPLICATE_KEY in codes:
                raise Outrun(f"position {first} of {self.service} is taken") from error
            raise
        if result.matched_count != len(ops):
            raise Outrun(f"a commit of {self.service} has a position already")

    async def head(self) -> int:
        """The position of the last event; 0 when there is none."""
        last = await self._majority.find_one(
            {"position": {"$exists": True}},
            {"position": 1, "events.id": 1},
            sort=[("position", -1)],
        )
        return 0 if last is None else int(last["position"]) + len(last["events"]) - 1

    async def first_since(self, time_ms: int) -> int:
        """The position of the first event that is not older than a time; one past the head if none."""
        low, high = 1, await self.head()
        while low <= high:
            middle = (low + high) // 2
            found = await self._holding(middle, {"time": 1})
            if found is None or found["time"] >= time_ms:
                high = middle - 1
            else:
                low = middle + 1
        return low

    async def event_id(self, position: int) -> str:
        """The id of the event at a position; empty when there is none."""
        found = await self._holding(position, {"position": 1, "events.id": 1})
        if found is None or position - found["position"] >= len(found["events"]):
            return ""
        return str(found["events"][position - found["position"]]["id"])

    async def read(
        self, after: int, until: int | None = None, types: Collection[str] = (), batch: int = 200
    ) -> AsyncIterator[Envelope]:
        """Events with `after` < position <= `until`, of the given types (all when empty), in order."""
        async for document in self.documents(after, until, types, batch):
            for envelope in envelopes(self.service, document):
                if envelope.position <= after or (types and envelope.type not in types):
                    continue
                if until is not None and envelope.position > until:
                    return
                yield envelope

    async def documents(
        self, after: int, until: int | None = None, types: Collection[str] = (), batch: int = 200
    ) -> AsyncIterator[Document]:
        """The commits that hold events after a position, in order."""
        start = await self._holding(after + 1, {"position": 1})
        placed: dict[str, Any] = {"$gte": start["position"] if start is not None else after + 1}
        if until is not None:
            placed["$lte"] = until
        query: dict[str, Any] = {"position": placed}
        if types:
            query["events.type"] = {"$in": list(types)}
        async for document in each(self._majority.find(query).sort("position", 1).batch_size(batch)):
            yield document

    async def pending_count(self) -> int:
        """How many commits have no position yet."""
        return int(await self._commits.count_documents({"pending": True}))

    async def _holding(self, position: int, fields: Mapping[str, int]) -> Document | None:
        """The commit in which a position lies, or the last one before it."""
        found: Document | None = await self._majority.find_one(
            {"position": {"$lte": position}}, fields, sort=[("position", -1)]
        )
        return found


def envelopes(service: str, document: Mapping[str, Any]) -> list[Envelope]:
    """The events of a commit that has its position."""
    return [
        Envelope(
            service=service,
            position=document["position"] + offset,
            id=event["id"],
            type=event["type"],
            schema=event["schema"],
            stream=document["stream"],
            version=document["version"] + offset,
            time=document["time"],
            actor=document["actor"],
            correlation=document["correlation"],
            causation=document["causation"],
            traceparent=document["traceparent"],
            data=bytes(event["data"]),
            address=document.get("address", ""),
            credential=document.get("credential", ""),
        )
        for offset, event in enumerate(document["events"])
    ]
