"""The event store on MongoDB: one database per service.

`commits` is the log (see kernel.eventstore.commits), `claims` holds unique values, the views are
collections of the same database. A transaction covers all three. Two writers never both get a
version: the unique index on (stream, version) is the lock. Acknowledged means journaled by a
majority.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from pymongo import IndexModel
from pymongo.errors import CollectionInvalid, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern

from kernel.context import CallContext
from kernel.errors import Refusal, VersionConflict
from kernel.eventstore.ambient import ambient
from kernel.eventstore.bound import BoundCollection
from kernel.eventstore.codec import Registry
from kernel.eventstore.commits import CommitCodec
from kernel.eventstore.idempotency import KEPT
from kernel.eventstore.model import Fold, Projection, Recorded, Work
from kernel.eventstore.mongo_answers import ANSWERS, MongoAnswers
from kernel.eventstore.mongo_transaction import MongoTransaction
from kernel.eventstore.races import ClaimRaced, Raced
from kernel.mongo import Mongo, is_unavailable, rows
from kernel.mongo.reads import LaneCollection
from kernel.privacy import KeyRing

T = TypeVar("T")
S = TypeVar("S")

COMMITS = "commits"
CLAIMS = "claims"
REBUILDS = "rebuilds"
"""Markers of views under reconstruction; see kernel.eventstore.rebuild."""

MARKER_AGE = 1.0
"""Seconds after which a store that is about to write looks for rebuild markers again."""
MARKER_LIFE = 60
"""Seconds without a sign of life after which a rebuild counts as dead and its marker is ignored."""

_TRIES = 25
_LONGEST = 10.0
_WRITE_CONFLICT = 112
_NAMESPACE_EXISTS = 48


class MongoEventStore:
    """See kernel.eventstore.model.EventStore."""

    def __init__(self, mongo: Mongo, database: str, registry: Registry, keys: KeyRing) -> None:
        self.mongo = mongo
        self.database: Any = mongo.database(database)
        self.commits: Any = self.database[COMMITS]
        self.claims: Any = self.database[CLAIMS]
        self.registry = registry
        self.codec = CommitCodec(registry, keys)
        self.projections: list[Projection] = []
        self.shadows: dict[str, str] = {}
        """View collection -> the collection it is being rebuilt into, if it is."""
        self.committed: Callable[[], None] = lambda: None
        """Called after each commit with events; the relay sets it to be woken."""
        self.answers = MongoAnswers(self.database, keys)
        self._log = self.commits.with_options(read_concern=ReadConcern("majority"))
        self._looked = 0.0

    def register(self, projections: Iterable[Projection]) -> None:
        """Add views that are kept in the transaction of each commit. Before the first command."""
        for projection in projections:
            taken = {name for other in self.projections for name in other.collections}
            if any(other.name == projection.name for other in self.projections):
                raise ValueError(f"two projections are called {projection.name}")
            if taken & set(projection.collections):
                raise ValueError(f"{projection.name} shares a collection with another projection")
            self.projections.append(projection)

    async def ensure_indexes(self) -> None:
        """Create the collections and indexes that are missing. Idempotent, safe in several processes."""
        await self._create(
            COMMITS,
            [
                IndexModel([("stream", 1), ("version", 1)], name="stream_version", unique=True),
                IndexModel([("at", 1)], name="pending", partialFilterExpression={"pending": True}),
            ],
        )
        await self._create(CLAIMS, [])
        await self._create(REBUILDS, [])
        await self._create(ANSWERS, [IndexModel("at", name="kept", expireAfterSeconds=KEPT)])
        for projection in self.projections:
            for name in projection.collections:
                await self._create(name, projection.indexes.get(name, ()))

    async def execute(self, ctx: CallContext, work: Work[T]) -> T:
        """Run `work` in a transaction and commit it; see the protocol.

        Raises VersionConflict when the conflict stays, Refusal("UNAVAILABLE") when MongoDB does not
        answer in time (the change is then wholly there or wholly absent).
        """
        transaction = ambient(self)
        if transaction is not None:
            return await _join(transaction, ctx, work)
        return await self.atomically(ctx, work)

    async def atomically(self, ctx: CallContext, work: Work[T]) -> T:
        """As `execute`, but always a transaction of its own."""
        deadline = time.monotonic() + (ctx.remaining(_LONGEST) or _LONGEST)
        tries = 0
        # Versions an earlier try found taken: work that asks for one of them again would never succeed.
        taken: dict[str, int] = {}
        while True:
            tries += 1
            transaction: MongoTransaction | None = None
            try:
                transaction = MongoTransaction(self, ctx, deadline, taken)
                result = await work(transaction)
                await transaction.commit()
                break
            except (Raced, ClaimRaced) as error:
                if tries >= _TRIES or time.monotonic() > deadline:
                    raise
                if isinstance(error, Raced):
                    taken[error.stream] = error.expected + 1
                fault: Exception = error
            except PyMongoError as error:
                if not _worth_retrying(error):
                    raise
                if time.monotonic() > deadline or (tries >= _TRIES and not is_unavailable(error)):
                    raise _given_up(error) from error
                fault = error
            finally:
                if transaction is not None:
                    await transaction.close()
            await _pause(tries, fault, deadline)
        if transaction.appended:
            self.committed()
        return result

    async def load(self, stream: str, after: int = 0) -> list[Recorded]:
        """The events of a stream after a version, outside a transaction."""
        transaction = ambient(self)
        if transaction is not None:
            events: list[Recorded] = await transaction.load(stream, after)
            return events
        return await self.read(stream, after)

    async def fold(self, stream: str, initial: S, evolve: Fold[S]) -> tuple[S, int]:
        """State and version of a stream, outside a transaction."""
        state, version = initial, 0
        for recorded in await self.load(stream):
            state, version = evolve(state, recorded.event), recorded.version
        return state, version

    def view(self, collection: str) -> Any:
        """The collection of a view for reads; inside an idempotent call, of its transaction."""
        transaction = ambient(self)
        if transaction is not None:
            bound: BoundCollection = transaction.view(collection)
            return bound
        lane = self.mongo.lane
        return self.database[collection] if lane is None else LaneCollection(self.database[collection], lane)

    async def read(self, stream: str, after: int = 0, session: Any = None) -> list[Recorded]:
        """The events of a stream after a version, in a session's snapshot or as the majority has them."""
        log = self.commits if session is not None else self._log
        query: dict[str, Any] = {"stream": stream}
        if after > 0:
            # The commit that holds the next event may begin before it.
            place = {"stream": stream, "version": {"$lte": after + 1}}
            first = await log.find_one(place, {"version": 1}, sort=[("version", -1)], session=session)
            query["version"] = {"$gte": first["version"] if first else 1}
        documents = await rows(log.find(query, session=session).sort("version", 1))
        return await self.codec.decode(documents, after)

    async def notice_rebuilds(self) -> None:
        """Learn, at most once in MARKER_AGE, which views are being rebuilt: they are written twice."""
        started = time.monotonic()
        if started - self._looked < MARKER_AGE:
            return
        alive = {"$gt": ["$beat", {"$subtract": ["$$NOW", MARKER_LIFE * 1000]}]}
        shadows: dict[str, str] = {}
        for marker in await rows(self.database[REBUILDS].find({"active": True, "$expr": alive})):
            shadows.update(marker["shadows"])
        self.shadows = shadows
        self._looked = started

    async def _create(self, name: str, indexes: Sequence[IndexModel]) -> None:
        try:
            await self.database.create_collection(name)
        except CollectionInvalid:
            pass  # it is there
        except OperationFailure as error:
            if error.code != _NAMESPACE_EXISTS:
                raise
        if indexes:
            await self.database[name].create_indexes(list(indexes))


async def _join(transaction: MongoTransaction, ctx: CallContext, work: Work[T]) -> T:
    outer, mark = transaction.ctx, transaction.mark()
    transaction.ctx, transaction.began = ctx, True
    try:
        return await work(transaction)
    except BaseException:
        transaction.back_to(mark)
        raise
    finally:
        transaction.ctx = outer


def _worth_retrying(error: PyMongoError) -> bool:
    return error.has_error_label("TransientTransactionError") or is_unavailable(error)


def _given_up(error: PyMongoError) -> Exception:
    if isinstance(error, OperationFailure) and error.code == _WRITE_CONFLICT:
        return Refusal("CONFLICT", "others keep changing the same things")
    return Refusal("UNAVAILABLE", "the database does not answer")


async def _pause(tries: int, fault: Exception, deadline: float) -> None:
    longest = 0.5 if is_unavailable(fault) else 0.1
    pause = random.uniform(0, min(longest, 0.002 * 2**tries))
    await asyncio.sleep(min(pause, max(0.0, deadline - time.monotonic())))


__all__ = ["CLAIMS", "COMMITS", "REBUILDS", "MongoEventStore", "VersionConflict"]
