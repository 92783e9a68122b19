"""One attempt at a transaction on MongoDB.

Reads open a snapshot; appends, claims and view writes are collected and sent together: one write
for the commit, one for claims, one per view collection, then the commit; all in one exchange when the
work read nothing (kernel.mongo.lane). A lone commit document of such work needs no multi-document
transaction and is inserted as it is. Reading after a write sends what is collected first, so a
transaction sees its own writes.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from bson import ObjectId
from pymongo import DeleteOne, InsertOne
from pymongo.errors import (
    ConnectionFailure,
    DocumentTooLarge,
    DuplicateKeyError,
    PyMongoError,
    WriteConcernError,
)

from kernel.context import CallContext
from kernel.errors import ClaimTaken, Refusal, VersionConflict
from kernel.eventstore.bound import BoundCollection
from kernel.eventstore.model import Fold, Recorded, Write
from kernel.eventstore.races import ClaimRaced, Raced
from kernel.mongo import is_unavailable
from kernel.mongo.client import DURABLE, is_outcome_unknown
from kernel.mongo.lane import OutcomeUnknown, StatementRefused, Unsuited
from kernel.mongo.statements import MOST, commands, write

if TYPE_CHECKING:
    from kernel.eventstore.mongo_store import MongoEventStore

S = TypeVar("S")


class MongoTransaction:
    """See kernel.eventstore.model.Transaction."""

    def __init__(
        self, store: MongoEventStore, ctx: CallContext, deadline: float, taken: Mapping[str, int]
    ) -> None:
        self.ctx = ctx
        self._taken = taken
        self._store = store
        self._deadline = deadline
        self._session: Any = None
        self._commits: list[dict[str, Any]] = []
        self._claims: dict[str, tuple[str | None, Any]] = {}
        self._claim_ops: list[Any] = []
        self._views: dict[str, list[Any]] = {}
        self._heads: dict[str, int] = {}
        self._flushes = 0
        self._torn = False
        self.appended = False
        self.began = False
        """Whether a command joined this transaction."""

    async def load(self, stream: str, after: int = 0) -> list[Recorded]:
        """The events of a stream after a version, decrypted and upcast, in order."""
        session = await self._reading()
        events = await self._store.read(stream, after, session)
        if events:
            self._heads[stream] = events[-1].version
        elif after == 0:
            self._heads[stream] = 0
        return events

    async def fold(self, stream: str, initial: S, evolve: Fold[S]) -> tuple[S, int]:
        """State and version of a stream."""
        state, version = initial, 0
        for recorded in await self.load(stream):
            state, version = evolve(state, recorded.event), recorded.version
        return state, version

    async def append(self, stream: str, expected: int, events: Sequence[Any]) -> int:
        """Add events to a stream at version `expected`; see the protocol.

        `expected` comes from a read of this stream or of its view: a number the stream never had is
        noticed only if this transaction has loaded the stream.
        """
        head = self._heads.get(stream)
        stale = expected < self._taken.get(stream, 0)
        if stale or (head is not None and head != expected):
            raise VersionConflict(stream, expected)
        if not events:
            return expected
        document, recorded = await self._store.codec.encode(self.ctx, stream, expected, events)
        # One id per attempt: a repeated insert of the same commit is told from another's.
        document["_id"] = ObjectId()
        self._commits.append(document)
        self._heads[stream] = expected + len(events)
        self.appended = True
        for projection in self._store.projections:
            for event in recorded:
                self._collect(projection.project(event))
        return expected + len(events)

    async def claim(self, kind: str, value: str, owner: str) -> None:
        """Take a unique value for `owner`."""
        key = f"{kind}:{value}"
        holder = await self._holder(key)
        if holder == owner:
            return
        if holder is not None:
            raise ClaimTaken(kind, value)
        document = {"_id": key, "kind": kind, "value": value, "owner": owner}
        self._change_claim(key, owner, InsertOne(document))

    async def release(self, kind: str, value: str, owner: str) -> None:
        """Give a unique value back."""
        key = f"{kind}:{value}"
        if await self._holder(key) == owner:
            self._change_claim(key, None, DeleteOne({"_id": key, "owner": owner}))

    def view(self, collection: str) -> BoundCollection:
        """The collection bound to this transaction."""
        return BoundCollection(self._store.database[collection], self._reading)

    async def write(self, *writes: Write) -> None:
        """Writes of plain documents, in the same transaction."""
        self._collect(writes)

    async def update_now(self, collection: str, query: Any, change: Any) -> bool:
        """Send what is collected and one update; whether the update found its document."""
        session = await self._reading()
        result = await self._store.database[collection].update_one(query, change, session=session)
        return bool(result.matched_count)

    def mark(self) -> tuple[Any, ...]:
        """A point to return to when joined work fails."""
        views = {name: len(ops) for name, ops in self._views.items()}
        return (
            *(self._flushes, len(self._commits), len(self._claim_ops)),
            *(dict(self._claims), dict(self._heads), views, self.appended),
        )

    def back_to(self, mark: tuple[Any, ...]) -> None:
        """Drop what was collected since `mark`; if it was sent already, only an abort can undo it."""
        flushes, commits, claim_ops, claims, heads, views, appended = mark
        if flushes != self._flushes:
            self._torn = True
            return
        del self._commits[commits:], self._claim_ops[claim_ops:]
        self._claims, self._heads, self.appended = claims, heads, appended
        self._views = {name: ops[: views[name]] for name, ops in self._views.items() if name in views}

    async def commit(self) -> None:
        """Make everything visible at once. Raises what `execute` knows how to retry."""
        if self._torn:
            raise RuntimeError("work inside an idempotent call failed after its writes were read back")
        if self._session is None and (await self._sent_alone() or await self._sent_at_once()):
            return
        await self._flush()
        if self._session is None:
            return  # nothing was read and nothing is to be written
        try:
            await self._store.mongo.commit(self._session, self._deadline)
        except PyMongoError as error:
            if is_outcome_unknown(error):
                raise Refusal("UNAVAILABLE", "the outcome of the commit is not known") from error
            raise

    async def close(self) -> None:
        """Abort what is open and give the session back."""
        if self._session is not None:
            session, self._session = self._session, None
            try:
                await session.end_session()
            except PyMongoError as error:
                if not is_unavailable(error):
                    raise  # else there is nothing to abort: a server that restarts has no transactions

    def _collect(self, writes: Iterable[Write]) -> None:
        for one in writes:
            self._views.setdefault(one.collection, []).append(one.op)

    async def _holder(self, key: str) -> str | None:
        if key in self._claims:
            return self._claims[key][0]
        found = await self._store.claims.find_one({"_id": key}, session=await self._open())
        return found["owner"] if found else None

    def _change_claim(self, key: str, owner: str | None, op: Any) -> None:
        self._claims[key] = (owner, op)
        self._claim_ops.append(op)

    async def _open(self) -> Any:
        if self._session is None:
            session = await self._store.mongo.session()
            await self._store.mongo.begin(session)
            self._session = session
        return self._session

    async def _reading(self) -> Any:
        if self._commits or self._views or self._claim_ops:
            await self._flush()
        return await self._open()

    async def _flush(self) -> None:
        if not (self._commits or self._views or self._claim_ops):
            return
        if self._views:
            # Late, so that little time passes between knowing of a rebuild and the commit.
            await self._store.notice_rebuilds()
        session = await self._open()
        self._flushes += 1
        commits, self._commits = self._commits, []
        claim_ops, self._claim_ops = self._claim_ops, []
        views, self._views = self._views, {}
        if commits:
            await self._insert(commits, session)
        if claim_ops:
            try:
                await write(self._store.database, self._store.claims.name, claim_ops, session)
            except DuplicateKeyError as error:
                raise ClaimRaced("value", "") from error
        for name, ops in views.items():
            await write(self._store.database, name, ops, session)
            shadow = self._store.shadows.get(name)
            if shadow is not None:
                await write(self._store.database, shadow, ops, session)

    async def _insert(self, commits: list[dict[str, Any]], session: Any) -> None:
        try:
            ops = [InsertOne(document) for document in commits]
            await write(self._store.database, self._store.commits.name, ops, session)
        except DocumentTooLarge as error:
            raise Refusal("TOO_LARGE", "the change is too large to be recorded") from error
        except DuplicateKeyError as error:
            raise self._raced(commits, error) from error

    async def _sent_alone(self) -> bool:
        """Send a lone commit without a transaction; False when there is more to send."""
        if len(self._commits) != 1 or self._claim_ops or self._views:
            return False
        await self._insert_alone(self._commits[0])
        return True

    async def _sent_at_once(self) -> bool:
        """Send all writes and the commit in one exchange; False when that has to be done step by step."""
        store, lane = self._store, self._store.mongo.lane
        if lane is None or not self._commits or self._claim_ops:
            return False
        if max([len(self._commits), *map(len, self._views.values())]) > MOST:
            return False
        await store.notice_rebuilds()
        inserts = [InsertOne(document) for document in self._commits]
        statements = [command for _, _, command in commands(store.commits.name, inserts)]
        for name, ops in self._views.items():
            for target in filter(None, (name, store.shadows.get(name))):
                statements += [command for _, _, command in commands(target, ops)]
        witness = (store.commits.name, self._commits[0]["_id"])
        try:
            await lane.transact(store.database.name, statements, witness, DURABLE.document, self._deadline)
        except (Unsuited, DocumentTooLarge):
            return False
        except OutcomeUnknown as error:
            raise Refusal("UNAVAILABLE", "the outcome of the commit is not known") from error
        except StatementRefused as refused:
            if refused.place == 0 and isinstance(refused.error, DuplicateKeyError):
                raise self._raced(self._commits, refused.error) from refused
            raise refused.error from refused
        return True

    def _raced(self, commits: list[dict[str, Any]], error: DuplicateKeyError) -> Raced:
        which = commits[(error.details or {}).get("index", 0)]
        return Raced(which["stream"], which["version"] - 1)

    async def _insert_alone(self, document: dict[str, Any]) -> None:
        pause, sent = 0.02, False
        while True:
            try:
                await self._store.commits.insert_one(document)
                return
            except DocumentTooLarge as error:
                raise Refusal("TOO_LARGE", "the change is too large to be recorded") from error
            except DuplicateKeyError as error:
                if sent and await self._is_ours(document):
                    return
                raise Raced(document["stream"], document["version"] - 1) from error
            except (ConnectionFailure, WriteConcernError) as error:
                # It may stand: the same document again finds out, since its key is taken if it does.
                sent = True
                if not is_unavailable(error) or time.monotonic() > self._deadline:
                    raise Refusal("UNAVAILABLE", "the outcome of the commit is not known") from error
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 2, 0.5)

    async def _is_ours(self, document: dict[str, Any]) -> bool:
        place = {"stream": document["stream"], "version": document["version"]}
        found = await self._store.commits.find_one(place, {"_id": 1})
        return found is not None and found["_id"] == document["_id"]
