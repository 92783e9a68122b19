"""The event store in memory, for tests of commands without a database.

Same rules as the MongoDB store for streams, claims, conflicts, joins and first answers, and stricter
in one: an append beyond the end of a stream is always a conflict. Events go through the same codec,
encryption included. View writes are kept in order in `writes`, not applied: `view` is refused.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from kernel.context import CallContext
from kernel.errors import ClaimTaken, VersionConflict
from kernel.eventstore.ambient import ambient
from kernel.eventstore.codec import Registry
from kernel.eventstore.commits import CommitCodec, Document
from kernel.eventstore.idempotency import Entry
from kernel.eventstore.model import Fold, Projection, Recorded, Work, Write
from kernel.privacy import KeyRing

T = TypeVar("T")
S = TypeVar("S")

_TRIES = 25


class _Raced(VersionConflict):
    pass


class MemoryTransaction:
    """See kernel.eventstore.model.Transaction."""

    def __init__(self, store: MemoryEventStore, ctx: CallContext) -> None:
        self.ctx = ctx
        self.began = False
        self.commits: list[Document] = []
        self.claims: dict[str, str | None] = {}
        self.writes: list[Write] = []
        self.answers: dict[str, tuple[str, bytes]] = {}
        self._store = store
        self._heads: dict[str, int] = {}

    async def load(self, stream: str, after: int = 0) -> list[Recorded]:
        """The events of a stream after a version, this transaction's own included."""
        own = [document for document in self.commits if document["stream"] == stream]
        documents = self._store.streams[stream] + own
        events = await self._store.codec.decode(_containing(documents, after), after)
        self._heads.setdefault(stream, _head(documents))
        return events

    async def fold(self, stream: str, initial: S, evolve: Fold[S]) -> tuple[S, int]:
        """State and version of a stream."""
        return _fold(await self.load(stream), initial, evolve)

    async def append(self, stream: str, expected: int, events: Sequence[Any]) -> int:
        """Add events to a stream at version `expected`."""
        head = self._heads.get(stream)
        if expected < 0 or (head is not None and head != expected):
            raise VersionConflict(stream, expected)
        if not events:
            return expected
        document, recorded = await self._store.codec.encode(self.ctx, stream, expected, events)
        self.commits.append(document)
        self._heads[stream] = expected + len(events)
        for projection in self._store.projections:
            for event in recorded:
                self.writes.extend(projection.project(event))
        return expected + len(events)

    async def claim(self, kind: str, value: str, owner: str) -> None:
        """Take a unique value for `owner`."""
        holder = self._holder(f"{kind}:{value}")
        if holder not in (None, owner):
            raise ClaimTaken(kind, value)
        self.claims[f"{kind}:{value}"] = owner

    async def release(self, kind: str, value: str, owner: str) -> None:
        """Give a unique value back."""
        if self._holder(f"{kind}:{value}") == owner:
            self.claims[f"{kind}:{value}"] = None

    def view(self, collection: str) -> Any:
        """Refused: there are no views in memory."""
        return self._store.view(collection)

    async def write(self, *writes: Write) -> None:
        """Note writes of plain documents."""
        self.writes.extend(writes)

    def mark(self) -> tuple[Any, ...]:
        """A point to return to when joined work fails."""
        return len(self.commits), len(self.writes), dict(self.claims), dict(self._heads)

    def back_to(self, mark: tuple[Any, ...]) -> None:
        """Drop what was done since `mark`."""
        commits, writes, self.claims, self._heads = mark
        del self.commits[commits:], self.writes[writes:]

    def _holder(self, key: str) -> str | None:
        return self.claims[key] if key in self.claims else self._store.claims.get(key)


class MemoryEventStore:
    """See kernel.eventstore.model.EventStore."""

    def __init__(self, registry: Registry, keys: KeyRing) -> None:
        self.registry = registry
        self.codec = CommitCodec(registry, keys)
        self.streams: defaultdict[str, list[Document]] = defaultdict(list)
        self.claims: dict[str, str] = {}
        self.writes: list[Write] = []
        self.projections: list[Projection] = []
        self.answers = MemoryAnswers()
        self.committed: Callable[[], None] = lambda: None

    def register(self, projections: Iterable[Projection]) -> None:
        """Add projections whose writes are noted."""
        self.projections.extend(projections)

    async def ensure_indexes(self) -> None:
        """Nothing to do."""

    async def execute(self, ctx: CallContext, work: Work[T]) -> T:
        """Run `work` in a transaction and commit it; see the protocol."""
        transaction = ambient(self)
        if transaction is None:
            return await self.atomically(ctx, work)
        outer, mark = transaction.ctx, transaction.mark()
        transaction.ctx, transaction.began = ctx, True
        try:
            return await work(transaction)
        except BaseException:
            transaction.back_to(mark)
            raise
        finally:
            transaction.ctx = outer

    async def atomically(self, ctx: CallContext, work: Work[T]) -> T:
        """As `execute`, but always a transaction of its own."""
        for last in (*[False] * _TRIES, True):
            transaction = MemoryTransaction(self, ctx)
            result = await work(transaction)
            try:
                self._commit(transaction)
            except (_Raced, ClaimTaken):
                if last:
                    raise
                await asyncio.sleep(0)
                continue
            if transaction.commits:
                self.committed()
            return result
        raise AssertionError("the last try returns or raises")

    async def load(self, stream: str, after: int = 0) -> list[Recorded]:
        """The events of a stream after a version."""
        transaction = ambient(self)
        if transaction is not None:
            events: list[Recorded] = await transaction.load(stream, after)
            return events
        return await self.codec.decode(_containing(self.streams[stream], after), after)

    async def fold(self, stream: str, initial: S, evolve: Fold[S]) -> tuple[S, int]:
        """State and version of a stream."""
        return _fold(await self.load(stream), initial, evolve)

    def view(self, collection: str) -> Any:
        """Refused: there are no views in memory."""
        raise NotImplementedError(f"the in-memory store does not apply view writes ({collection})")

    def _commit(self, transaction: MemoryTransaction) -> None:
        # No await in here: what is checked holds until it is done.
        heads: dict[str, int] = {}
        for document in transaction.commits:
            stream = document["stream"]
            head = heads.get(stream, _head(self.streams[stream]))
            if document["version"] != head + 1:
                raise _Raced(stream, document["version"] - 1)
            heads[stream] = head + len(document["events"])
        for key, owner in transaction.claims.items():
            if owner is not None and self.claims.get(key, owner) != owner:
                raise ClaimTaken(*key.split(":", 1))
        for document in transaction.commits:
            self.streams[document["stream"]].append(document)
        for key, owner in transaction.claims.items():
            if owner is None:
                self.claims.pop(key, None)
            else:
                self.claims[key] = owner
        self.writes.extend(transaction.writes)
        for key, (holder, answer) in transaction.answers.items():
            entry = self.answers.entries[key]
            assert entry.holder == holder
            self.answers.entries[key] = replace(entry, answer=answer)


class MemoryAnswers:
    """See kernel.eventstore.idempotency.Answers."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def over(self, holder: str) -> None:
        """Nothing to remember: an entry in memory can always be freed."""

    async def take(self, key: str, entry: Entry) -> Entry | None:
        """Store `entry` if the key is free; else the entry that stands."""
        standing = self.entries.setdefault(key, entry)
        return None if standing is entry else standing

    async def take_over(self, key: str, old: Entry, new: Entry) -> bool:
        """Replace a dead holder's entry."""
        if not self._holds(key, old.holder):
            return False
        self.entries[key] = new
        return True

    async def keep(self, transaction: MemoryTransaction, key: str, holder: str, answer: bytes) -> bool:
        """Store the answer with the transaction."""
        transaction.answers[key] = (holder, answer)
        return self._holds(key, holder)

    async def refuse(self, key: str, holder: str, refusal: str) -> None:
        """Store a refusal as the answer."""
        if self._holds(key, holder):
            self.entries[key] = replace(self.entries[key], refusal=refusal)

    async def free(self, key: str, holder: str) -> None:
        """Forget an entry without an answer."""
        if self._holds(key, holder):
            del self.entries[key]

    def _holds(self, key: str, holder: str) -> bool:
        entry = self.entries.get(key)
        return entry is not None and entry.holder == holder and entry.answer is None and not entry.refusal


def _fold(events: Iterable[Recorded], initial: S, evolve: Fold[S]) -> tuple[S, int]:
    state, version = initial, 0
    for recorded in events:
        state, version = evolve(state, recorded.event), recorded.version
    return state, version


def _head(documents: Sequence[Document]) -> int:
    return documents[-1]["version"] + len(documents[-1]["events"]) - 1 if documents else 0


def _containing(documents: Iterable[Document], after: int) -> list[Document]:
    return [d for d in documents if d["version"] + len(d["events"]) - 1 > after]
