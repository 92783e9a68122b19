"""Connections of PyMongo's asynchronous pool that wait for a reply without helper tasks.

The stock connection starts three tasks for every command: one to write with a time limit, one to read
and one that looks twice a second whether the read was called off. Here the read is awaited directly,
with one timer, and calling off closes the connection at once; a round trip takes about a third less
client CPU (docs/adr/0002). Nothing else changes: what fails is still reported by PyMongo's own code,
and the monitors keep the stock connection.

PyMongo takes another pool class by an option meant for tests, so a test compares both pools.
"""

from __future__ import annotations

import asyncio
from typing import Any

from pymongo.asynchronous.pool import AsyncConnection, Pool
from pymongo.errors import ProtocolError
from pymongo.message import _OpMsg
from pymongo.pool_shared import _CancellationContext

_OP_MSG = 2013


class _CutOff(_CancellationContext):
    """Calls off what a connection waits for, by closing it."""

    def __init__(self, protocol: Any) -> None:
        super().__init__()
        self._protocol = protocol

    def cancel(self) -> None:
        """Close; a read that waits ends with an error."""
        if not self.cancelled:
            super().cancel()
            self._protocol.close()


class DirectConnection(AsyncConnection):
    """See the module. Connections become one when they are ready; none is made as one."""

    async def send_message(self, message: bytes, max_doc_size: int) -> None:
        """As PyMongo's; the transport takes the bytes at once, so there is nothing to wait for."""
        if max_doc_size > self.max_bson_size:
            await super().send_message(message, max_doc_size)
            return
        try:
            await self.conn.get_conn.write(message)
        except BaseException as error:  # noqa: BLE001 - any failure ends the connection
            await self._raise_connection_failure(error)

    async def receive_message(self, request_id: int | None) -> _OpMsg:
        """As PyMongo's: the reply, or the failure that closed the connection."""
        protocol = self.conn.get_conn
        try:
            async with asyncio.timeout(protocol.gettimeout):
                data, code = await protocol.read(request_id, self.max_message_size)
            if code != _OP_MSG:
                raise ProtocolError(f"a reply has the code {code}")
            return _OpMsg.unpack(data)
        except TimeoutError:
            await self._raise_connection_failure(TimeoutError("timed out"))
        except BaseException as error:  # noqa: BLE001 - any failure ends the connection
            await self._raise_connection_failure(error)


class DirectPool(Pool):
    """A pool of such connections."""

    async def connect(self, handler: Any = None) -> AsyncConnection:
        """A connection that is ready; stock while it greets and authenticates."""
        conn = await super().connect(handler)
        if self.is_sdam:
            return conn
        conn.__class__ = DirectConnection
        async with self.lock:
            known = conn.cancel_context in self.active_contexts
            self.active_contexts.discard(conn.cancel_context)
            called_off = conn.cancel_context.cancelled
            conn.cancel_context = _CutOff(conn.conn.get_conn)
            if known:
                self.active_contexts.add(conn.cancel_context)
        if called_off:
            conn.cancel_context.cancel()
        return conn
