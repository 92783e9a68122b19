"""A collection whose finds take the short way (kernel.mongo.lane); all else is the driver's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from pymongo.errors import ConnectionFailure, OperationFailure

from kernel.mongo.lane import Lane, Unsuited

_LOCAL = {"level": "local"}
_PLAN_KILLED = 175


class LaneCollection:
    """Reads the latest state of the primary. What a lane cannot do is done by `collection`."""

    def __init__(self, collection: Any, lane: Lane) -> None:
        self._collection = collection
        self._lane = lane

    def __getattr__(self, name: str) -> Any:
        return getattr(self._collection, name)

    def find(
        self, query: Mapping[str, Any] | None = None, projection: Mapping[str, Any] | None = None
    ) -> LaneCursor:
        """As the driver's, with a projection as a mapping; sent when documents are asked for."""
        return LaneCursor(self._collection, self._lane, query or {}, projection)

    async def find_one(
        self,
        query: Mapping[str, Any] | None = None,
        projection: Mapping[str, Any] | None = None,
        sort: Sequence[tuple[str, int]] = (),
    ) -> Any:
        """As the driver's."""
        cursor = self.find(query, projection).limit(1)
        found = await (cursor.sort(sort) if sort else cursor).to_list()
        return found[0] if found else None


class LaneCursor:
    """A find that is being described, as the driver's cursor before its first document."""

    def __init__(
        self,
        collection: Any,
        lane: Lane,
        query: Mapping[str, Any],
        fields: Mapping[str, Any] | None,
    ) -> None:
        self._collection = collection
        self._lane = lane
        self._query = query
        self._fields = fields
        self._steps: list[tuple[str, tuple[Any, ...]]] = []
        self._command: dict[str, Any] = {"find": collection.name, "filter": query}
        if fields is not None:
            self._command["projection"] = fields
        self._command["readConcern"] = _LOCAL

    def sort(self, order: Any, direction: int = 1) -> LaneCursor:
        """As the driver's."""
        pairs = [(order, direction)] if isinstance(order, str) else order
        return self._step("sort", pairs, dict(pairs))

    def skip(self, count: int) -> LaneCursor:
        """As the driver's."""
        return self._step("skip", count, count)

    def limit(self, count: int) -> LaneCursor:
        """As the driver's."""
        return self._step("limit", count, count)

    def hint(self, index: str) -> LaneCursor:
        """As the driver's, with an index's name."""
        return self._step("hint", index, index)

    def min(self, bound: Sequence[tuple[str, Any]]) -> LaneCursor:
        """As the driver's; with `hint`."""
        return self._step("min", bound, dict(bound))

    def max(self, bound: Sequence[tuple[str, Any]]) -> LaneCursor:
        """As the driver's; with `hint`."""
        return self._step("max", bound, dict(bound))

    def batch_size(self, count: int) -> LaneCursor:
        """As the driver's."""
        self._command["batchSize"] = count
        self._steps.append(("batch_size", (count,)))
        return self

    async def to_list(self, length: int | None = None) -> list[Any]:
        """The documents, at most `length`."""
        try:
            found = await self._lane.find(self._collection.database.name, self._command)
        except (ConnectionFailure, Unsuited, OperationFailure) as error:
            if isinstance(error, OperationFailure) and error.code != _PLAN_KILLED:
                raise
            # The driver knows how to wait for a server. A view that was just replaced is asked again.
            found = await self._driven().to_list(length)
        return found if length is None else found[:length]

    async def __aiter__(self) -> AsyncIterator[Any]:
        # One by one there may be many: the driver reads them in batches.
        async with self._driven() as cursor:
            async for document in cursor:
                yield document

    async def explain(self) -> Any:
        """The plan, as the driver's."""
        return await self._driven().explain()

    async def close(self) -> None:
        """Nothing is left open."""

    def _driven(self) -> Any:
        cursor = self._collection.find(self._query, self._fields)
        for name, args in self._steps:
            cursor = getattr(cursor, name)(*args)
        return cursor

    def _step(self, name: str, value: Any, sent: Any) -> LaneCursor:
        self._command[name] = sent
        self._steps.append((name, (value,)))
        return self
