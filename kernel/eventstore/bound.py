"""Reads of a view inside a transaction: see its own uncommitted writes, and one snapshot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from inspect import isawaitable
from typing import Any

Ready = Callable[[], Awaitable[Any]]
"""Brings the transaction to a state that may be read and gives its session."""


class BoundCollection:
    """A collection as seen by one transaction; for reads."""

    def __init__(self, collection: Any, ready: Ready) -> None:
        self._collection = collection
        self._ready = ready

    async def find_one(self, *args: Any, **kwargs: Any) -> Any:
        """As the driver's."""
        return await self._collection.find_one(*args, session=await self._ready(), **kwargs)

    async def count_documents(self, *args: Any, **kwargs: Any) -> int:
        """As the driver's."""
        count: int = await self._collection.count_documents(*args, session=await self._ready(), **kwargs)
        return count

    async def distinct(self, *args: Any, **kwargs: Any) -> list[Any]:
        """As the driver's."""
        values: list[Any] = await self._collection.distinct(*args, session=await self._ready(), **kwargs)
        return values

    def find(self, *args: Any, **kwargs: Any) -> BoundCursor:
        """As the driver's; the query is sent when the first document is asked for."""
        return BoundCursor(
            lambda session: self._collection.find(*args, session=session, **kwargs), self._ready
        )

    def aggregate(self, *args: Any, **kwargs: Any) -> BoundCursor:
        """As the driver's; may be awaited or not."""
        return BoundCursor(
            lambda session: self._collection.aggregate(*args, session=session, **kwargs), self._ready
        )


class BoundCursor:
    """A cursor that opens on first use; `sort`, `skip`, `limit` and the like before that."""

    def __init__(self, make: Callable[[Any], Any], ready: Ready) -> None:
        self._make = make
        self._ready = ready
        self._steps: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self._cursor: Any = None

    def __getattr__(self, name: str) -> Callable[..., BoundCursor]:
        if name not in ("sort", "skip", "limit", "hint", "batch_size", "collation", "max_time_ms"):
            raise AttributeError(name)

        def step(*args: Any, **kwargs: Any) -> BoundCursor:
            self._steps.append((name, args, kwargs))
            return self

        return step

    def __await__(self) -> Generator[Any, None, BoundCursor]:
        yield from ()
        return self

    async def __aiter__(self) -> AsyncIterator[Any]:
        async for document in await self._open():
            yield document

    async def to_list(self, length: int | None = None) -> list[Any]:
        """The documents, at most `length`."""
        found: list[Any] = await (await self._open()).to_list(length)
        return found

    async def close(self) -> None:
        """Give the server's cursor back."""
        if self._cursor is not None:
            await self._cursor.close()

    async def _open(self) -> Any:
        if self._cursor is None:
            made = self._make(await self._ready())
            cursor = await made if isawaitable(made) else made
            for name, args, kwargs in self._steps:
                cursor = getattr(cursor, name)(*args, **kwargs)
            self._cursor = cursor
        return self._cursor
