"""One connection pool to MongoDB, the same for PyMongo's asynchronous client and for motor.

Writes are acknowledged by a majority, journaled, within five seconds; plain reads are local on the
primary (what was acknowledged is seen by the next read); transactions read a snapshot. The concerns
are set in code on the client, each database and each transaction: a server default cannot weaken
them. Pool and waiting times are bounded, so an unreachable server becomes an error, not a queue.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Literal, TypeVar

import motor.motor_asyncio
import pymongo
from pymongo.errors import (
    ConfigurationError,
    ConnectionFailure,
    ExecutionTimeout,
    PyMongoError,
    WriteConcernError,
    WTimeoutError,
)
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.write_concern import WriteConcern

from kernel.mongo.check import check_deployment
from kernel.mongo.lane import Lane
from kernel.mongo.pool import DirectPool

T = TypeVar("T")

Driver = Literal["pymongo", "motor"]
DRIVERS: tuple[Driver, ...] = ("pymongo", "motor")

DURABLE = WriteConcern(w="majority", j=True, wtimeout=5000)
LOCAL = ReadConcern("local")
MAJORITY = ReadConcern("majority")
SNAPSHOT = ReadConcern("snapshot")

_log = logging.getLogger(__name__)


class Unreachable(RuntimeError):
    """MongoDB did not answer within the time allowed at start."""


class Mongo:
    """A connected client. `client` is the driver's own, for what this class does not cover."""

    def __init__(self, client: Any, driver: Driver, lane: Lane | None = None) -> None:
        self.client = client
        self.driver = driver
        self.lane = lane
        """The short way for frequent commands; None with motor."""
        self._motor = driver == "motor"

    def database(self, name: str, read_concern: ReadConcern = LOCAL) -> Any:
        """A database (asynchronous) with durable writes and reads from the primary."""
        return self.client.get_database(
            name, read_concern=read_concern, write_concern=DURABLE, read_preference=ReadPreference.PRIMARY
        )

    async def session(self) -> Any:
        """A client session for one transaction after another; end it with `await end_session()`."""
        started = self.client.start_session(causal_consistency=False)
        return await started if self._motor else started

    async def begin(self, session: Any) -> None:
        """Start a transaction on a session: snapshot reads, durable commit."""
        begun = session.start_transaction(
            read_concern=SNAPSHOT,
            write_concern=DURABLE,
            read_preference=ReadPreference.PRIMARY,
            max_commit_time_ms=5000,
        )
        if not self._motor:
            await begun

    async def commit(self, session: Any, deadline: float) -> None:
        """Commit; while the outcome is unknown, ask again until `deadline` (time.monotonic())."""
        pause = 0.02
        while True:
            try:
                await session.commit_transaction()
                return
            except PyMongoError as error:
                if not is_outcome_unknown(error) or time.monotonic() > deadline:
                    raise
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 2, 0.5)

    async def transact(self, body: Callable[[Any], Awaitable[T]], limit: float = 10.0) -> T:
        """Run `body(session)` in a transaction, again as a whole after a transient fault.

        Gives up with the driver's error after `limit` seconds. `body` must have no other effect.
        """
        deadline = time.monotonic() + limit
        pause = 0.002
        while True:
            session = await self.session()
            try:
                await self.begin(session)
                result = await body(session)
                await self.commit(session, deadline)
                return result
            except PyMongoError as error:
                transient = error.has_error_label("TransientTransactionError")
                if not transient or time.monotonic() > deadline:
                    raise
            finally:
                await session.end_session()
            await asyncio.sleep(random.uniform(0, pause))
            pause = min(pause * 2, 0.5)

    async def close(self) -> None:
        """Close the pool."""
        if self.lane is not None:
            await self.lane.close()
        closed = self.client.close()
        if inspect.isawaitable(closed):
            await closed


async def connect(
    url: str,
    driver: Driver = "pymongo",
    *,
    wait: float = 30.0,
    check: bool = True,
    max_pool: int = 64,
    app_name: str = "parlance",
) -> Mongo:
    """Connect, waiting up to `wait` seconds for the server, and run the start-up check.

    Raises Unreachable when time is up, UnsafeDeployment when the check refuses the server.
    """
    options: dict[str, Any] = {
        "appname": app_name,
        "w": "majority",
        "journal": True,
        "wTimeoutMS": 5000,
        "readConcernLevel": "local",
        "retryWrites": True,
        "retryReads": True,
        "maxPoolSize": max_pool,
        "maxIdleTimeMS": 300_000,
        "waitQueueTimeoutMS": 5000,
        "serverSelectionTimeoutMS": 5000,
        "connectTimeoutMS": 3000,
        "socketTimeoutMS": 30_000,
    }
    if driver == "motor":
        mongo = Mongo(motor.motor_asyncio.AsyncIOMotorClient(url, **options), driver)
    else:
        client: Any = pymongo.AsyncMongoClient(url, _pool_class=DirectPool, **options)
        mongo = Mongo(client, driver, Lane(client))
    try:
        await _wait_for(mongo, wait)
        if check:
            await check_deployment(mongo.client.admin)
    except BaseException:
        await mongo.close()
        raise
    return mongo


async def rows(query: Any) -> list[Any]:
    """All documents of `find(…)` or `aggregate(…)`, whichever driver made the cursor."""
    cursor = await query if inspect.isawaitable(query) else query
    found: list[Any] = await cursor.to_list(None)
    return found


async def each(query: Any) -> AsyncIterator[Any]:
    """The documents of `find(…)` or `aggregate(…)` one by one, whichever driver made the cursor."""
    cursor = await query if inspect.isawaitable(query) else query
    try:
        async for document in cursor:
            yield document
    finally:
        await cursor.close()


def is_unavailable(error: BaseException) -> bool:
    """Whether an error says that MongoDB could not answer now (the caller may try again)."""
    if isinstance(error, WriteConcernError):
        # A primary that steps down or shuts down says so in place of the majority's acknowledgement.
        return isinstance(error, WTimeoutError) or error.has_error_label("RetryableWriteError")
    return isinstance(error, ConnectionFailure | ExecutionTimeout) or _is_starting(error)


def is_outcome_unknown(error: PyMongoError) -> bool:
    """Whether a commit that failed with this error may stand."""
    # The driver may have sent the commit before, and met the starting server when it asked again.
    return error.has_error_label("UnknownTransactionCommitResult") or _is_starting(error)


def _is_starting(error: BaseException) -> bool:
    """Whether a server was met that has not read its replica set's configuration yet.

    The driver takes it for one without sessions; the check at start has shown that ours has them.
    """
    return isinstance(error, ConfigurationError) and "Sessions are not supported" in str(error)


async def _wait_for(mongo: Mongo, limit: float) -> None:
    deadline = time.monotonic() + limit
    pause = 0.1
    while True:
        left = deadline - time.monotonic()
        try:
            # Short tries: the driver alone would be silent until its own selection timeout.
            hello = await asyncio.wait_for(mongo.client.admin.command("hello"), min(2.0, max(0.3, left / 3)))
            if hello.get("isWritablePrimary"):
                return
            # A server that has just started answers before it may be written to.
            raise ConnectionFailure("there is no primary yet")
        except (ConnectionFailure, TimeoutError) as error:
            left = deadline - time.monotonic()
            if left <= 0:
                raise Unreachable(f"MongoDB did not answer within {limit:.0f} s: {_short(error)}") from error
            _log.info("waiting for MongoDB (%.0f s left): %s", left, _short(error))
        await asyncio.sleep(min(pause * random.uniform(0.5, 1.5), max(0.0, left)))
        pause = min(pause * 2, 2.0)


def _short(error: PyMongoError | TimeoutError) -> str:
    return str(error).split(", Timeout:")[0][:200] or "no answer to a ping"
