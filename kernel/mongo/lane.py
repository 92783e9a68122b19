"""A short way to MongoDB for what every request does: a write transaction, and a find.

The driver spends 0.2 to 0.3 ms of client CPU on a command, most of it on what a command that is sent
as it is does not need. A lane keeps connections of its own, which the driver opens, greets and
authenticates, writes all commands of an exchange at once and reads the replies in order.

A transaction is one exchange: its statements and its commit. When the outcome gets lost on the way,
`transact` finds it out: a later transaction on the same session shuts the lost one out for good, and
looks whether the witness, a document the lost one inserts, stands.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bson import Binary, Int64
from bson.codec_options import DEFAULT_CODEC_OPTIONS
from pymongo.errors import (
    AutoReconnect,
    ConnectionFailure,
    DocumentTooLarge,
    DuplicateKeyError,
    OperationFailure,
    PyMongoError,
    WriteError,
)
from pymongo.helpers_shared import _NOT_PRIMARY_CODES, _check_command_response
from pymongo.message import _op_msg
from pymongo.server_selectors import writable_server_selector

Command = dict[str, Any]

MOST_BYTES = 16 << 20
"""Longer exchanges are left to the driver."""
_MOST_IDLE = 240.0
_DUPLICATE_KEY = 11000


class Unsuited(Exception):
    """Nothing was sent: the driver's own way has to be taken."""


class OutcomeUnknown(Exception):
    """Until the deadline nobody could tell whether the transaction was committed."""


class StatementRefused(Exception):
    """The server refused a statement, and with it the transaction."""

    def __init__(self, place: int, error: PyMongoError) -> None:
        """`place` of the statement, and the error the driver would have raised."""
        super().__init__(str(error))
        self.place = place
        self.error = error


@dataclass(slots=True, eq=False)
class _Line:
    """A connection and the session that is used on it."""

    conn: Any
    pool: Any
    session: Command = field(default_factory=lambda: {"id": Binary.from_uuid(uuid.uuid4())})
    number: int = 0
    used: float = field(default_factory=time.monotonic)

    @property
    def good(self) -> bool:
        """Whether it may still be used."""
        stale = self.pool.stale_generation(self.conn.generation, self.conn.service_id)
        return not (stale or self.conn.conn_closed() or time.monotonic() - self.used > _MOST_IDLE)


class Lane:
    """At most `most` exchanges at a time with the primary of PyMongo's asynchronous `client`."""

    def __init__(self, client: Any, most: int = 32) -> None:
        self._client = client
        self._idle: list[_Line] = []
        self._room = asyncio.Semaphore(most)

    async def find(self, database: str, command: Command) -> list[Any]:
        """All documents of a find command. Raises the driver's errors."""
        (reply,) = await self._ask(database, [command])
        _check_command_response(reply, None)
        cursor = reply["cursor"]
        found: list[Any] = cursor["firstBatch"]
        while cursor["id"]:
            more = {"getMore": Int64(cursor["id"]), "collection": command["find"], "batchSize": 100_000}
            (reply,) = await self._ask(database, [more])
            _check_command_response(reply, None)
            cursor = reply["cursor"]
            found += cursor["nextBatch"]
        return found

    async def transact(
        self,
        database: str,
        statements: Sequence[Command],
        witness: tuple[str, Any],
        concern: Mapping[str, Any],
        deadline: float,
    ) -> None:
        """Commit statements of one database as a transaction that has read nothing before.

        `witness` is the collection and `_id` of a document that only this transaction inserts,
        `concern` the write concern, `deadline` on time.monotonic(). Raises StatementRefused, Unsuited,
        OutcomeUnknown, or the driver's errors when nothing was committed.
        """
        async with self._room:
            line = await self._take()
            commands, mark = self._marked(line, statements, concern)
            parts = self._packed(line, database, commands)
            try:
                replies = await self._exchange(line, parts)
            except ConnectionFailure:
                await self._find_out(database, mark, witness, concern, deadline)
                return
            for place, reply in enumerate(replies[:-1]):
                _judge(place, reply)
            if not replies[-1]["ok"] or "writeConcernError" in replies[-1]:
                await self._find_out(database, mark, witness, concern, deadline)

    async def close(self) -> None:
        """Close what is idle."""
        idle, self._idle = self._idle, []
        for line in idle:
            await _drop(line)

    def _marked(
        self, line: _Line, statements: Sequence[Command], concern: Mapping[str, Any]
    ) -> tuple[list[Command], Command]:
        """The commands of a transaction with its commit, and what names the transaction."""
        line.number += 1
        mark = {"lsid": line.session, "txnNumber": Int64(line.number), "autocommit": False}
        commands = [{**statement, **mark} for statement in statements]
        commands[0] |= {"startTransaction": True, "readConcern": {"level": "snapshot"}}
        commit = {"commitTransaction": 1, **mark, "writeConcern": dict(concern), "maxTimeMS": 5000}
        return [*commands, commit], mark

    async def _find_out(
        self,
        database: str,
        mark: Command,
        witness: tuple[str, Any],
        concern: Mapping[str, Any],
        deadline: float,
    ) -> None:
        """Return when the transaction `mark` stands; raise AutoReconnect when it never will."""
        collection, key = witness
        look: Command = {"find": collection, "filter": {"_id": key}, "projection": {"_id": 1}, "limit": 1}
        number, pause = int(mark["txnNumber"]), 0.02
        while time.monotonic() < deadline:
            number += 1
            try:
                line = await self._take()
                # The lost one's session, with a higher number: from now on it cannot be committed.
                line.session, line.number = mark["lsid"], number - 1
                commands, _ = self._marked(line, [look], concern)
                found, committed = await self._exchange(line, self._packed(line, database, commands))
                if found["ok"] and committed["ok"] and "writeConcernError" not in committed:
                    if found["cursor"]["firstBatch"]:
                        return
                    raise _NotCommitted("the connection was lost before the commit")
            except _NotCommitted:
                raise
            except ConnectionFailure:
                pass  # asked again below
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 2, 0.5)
        raise OutcomeUnknown

    async def _ask(self, database: str, commands: Sequence[Command]) -> list[Command]:
        async with self._room:
            line = await self._take()
            return await self._exchange(line, self._packed(line, database, commands))

    async def _exchange(self, line: _Line, parts: Sequence[tuple[int, bytes, int, int]]) -> list[Command]:
        """Write all, read all; the line is kept when that went well."""
        try:
            await line.conn.send_message(b"".join(part[1] for part in parts), 0)
            replies = []
            for number, _, _, _ in parts:
                reply = await line.conn.receive_message(number)
                replies.append(reply.command_response(DEFAULT_CODEC_OPTIONS))
        except BaseException:
            await _drop(line)
            raise
        line.used = time.monotonic()
        if any(reply.get("code") in _NOT_PRIMARY_CODES for reply in replies):
            await _drop(line)
        else:
            self._idle.append(line)
        return replies

    def _packed(
        self, line: _Line, database: str, commands: Sequence[Command]
    ) -> list[tuple[int, bytes, int, int]]:
        """The messages of an exchange. When they cannot be sent the line is given back."""
        try:
            return _messages(line.conn, database, commands)
        except BaseException:
            self._idle.append(line)
            raise

    async def _take(self) -> _Line:
        while self._idle:
            line = self._idle.pop()
            if line.good:
                return line
            await _drop(line)
        server = await self._client._select_server(writable_server_selector, None, "lane")
        conn = await server.pool.connect()
        if not conn.is_repl:
            await conn.close_conn(None)
            raise Unsuited("only a replica set's primary is spoken to directly")
        return _Line(conn, server.pool)


class _NotCommitted(AutoReconnect):
    """The transaction was shut out before it was committed: it may be tried again."""


def _messages(conn: Any, database: str, commands: Sequence[Command]) -> list[tuple[int, bytes, int, int]]:
    parts = []
    for command in commands:
        name = "admin" if "commitTransaction" in command else database
        part = _op_msg(0, command, name, None, DEFAULT_CODEC_OPTIONS, conn.compression_context)
        if part[3] > conn.max_bson_size:
            raise DocumentTooLarge(f"a document has {part[3]} bytes")
        parts.append(part)
    if sum(part[2] for part in parts) > MOST_BYTES:
        raise Unsuited("too long for one exchange")
    return parts


def _judge(place: int, reply: Command) -> None:
    for fault in reply.get("writeErrors", ()):
        kind = DuplicateKeyError if fault["code"] == _DUPLICATE_KEY else WriteError
        raise StatementRefused(place, kind(fault["errmsg"], fault["code"], fault))
    try:
        _check_command_response(reply, None)
    except (OperationFailure, ConnectionFailure) as error:
        raise StatementRefused(place, error) from error


async def _drop(line: _Line) -> None:
    line.pool.active_contexts.discard(line.conn.cancel_context)
    with contextlib.suppress(OSError):
        await line.conn.close_conn(None)
