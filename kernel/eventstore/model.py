"""The words of the event store: recorded events, view writes, projections, the store itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from kernel.context import CallContext

T = TypeVar("T")
S = TypeVar("S")

Fold = Callable[[S, Any], S]
"""`evolve(state, event) -> state` of a domain module."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the log. `event` is the domain's dataclass.

    `version` counts from 1 within the stream. `time` is epoch milliseconds of the server.
    `position` is the place in the service's log, known once the relay has published it. `address` is
    the client's, sealed (kernel.privacy.address); `credential` is `<kind>:<id>` of what it used.
    """

    event: Any
    id: str
    type: str
    stream: str
    version: int
    time: int
    actor: str
    correlation_id: str = ""
    causation_id: str = ""
    request_id: str = ""
    traceparent: str = ""
    position: int | None = None
    address: str = ""
    credential: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """One change of a view: `op` is a pymongo operation (UpdateOne, ReplaceOne, DeleteMany, …)."""

    collection: str
    op: Any


class Projection(ABC):
    """A view of one service's own events, kept in the transaction of the commit.

    `project` is pure: events in, view writes out. Every document it writes carries `_stream`, the
    stream it comes from, so that one stream's part of a view can be replayed alone. What is read
    right after it is written is projected this way. `indexes` are created before the first write.
    """

    name: str
    collections: tuple[str, ...]
    indexes: Mapping[str, Sequence[Any]] = {}
    """collection -> pymongo IndexModel list."""

    @abstractmethod
    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes one event causes; events it does not know give none."""


class Transaction(Protocol):
    """One atomic unit: appends, claims and the views they change. Nothing shows before commit."""

    ctx: CallContext

    async def load(self, stream: str, after: int = 0) -> list[Recorded]:
        """The events of a stream after a version, decrypted and upcast, in order."""

    async def fold(self, stream: str, initial: S, evolve: Fold[S]) -> tuple[S, int]:
        """State and version of a stream."""

    async def append(self, stream: str, expected: int, events: Sequence[Any]) -> int:
        """Add events to a stream that is at version `expected` (0: new). Returns the new version.

        Raises VersionConflict (here or at commit).
        """

    async def claim(self, kind: str, value: str, owner: str) -> None:
        """Take a unique value for `owner`; its own claim again is fine. Raises ClaimTaken."""

    async def release(self, kind: str, value: str, owner: str) -> None:
        """Give a unique value back; no error when it is not held."""

    def view(self, collection: str) -> Any:
        """The collection bound to this transaction: find_one, find, count_documents."""

    async def write(self, *writes: Write) -> None:
        """Writes of plain documents that are not projections, in the same transaction."""


Work = Callable[[Transaction], Awaitable[T]]


class EventStore(Protocol):
    """Append-only streams of one service, with claims and views in the same transaction."""

    async def execute(self, ctx: CallContext, work: Work[T]) -> T:
        """Run `work` in a transaction and commit it.

        `work` may run several times: on a version conflict or a transient fault the whole of it is
        tried again (bounded, with jitter), so it must have no effect outside the transaction.
        Inside an idempotent call it joins that call's transaction.
        """

    async def load(self, stream: str, after: int = 0) -> list[Recorded]:
        """The events of a stream after a version, outside a transaction."""

    async def fold(self, stream: str, initial: S, evolve: Fold[S]) -> tuple[S, int]:
        """State and version of a stream, outside a transaction."""

    def view(self, collection: str) -> Any:
        """The collection of a view for reads (PyMongo's asynchronous collection or motor's)."""
