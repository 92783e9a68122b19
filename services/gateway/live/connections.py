"""Who is connected to this process: credentials, rooms, and what each may do how often.

A connection belongs to one person and ends within a second when its credential does: the credential is
looked at five times a second, which is a look in a dictionary as long as nothing was revoked. When the
person's rights changed, or access to a room, the rooms are asked for again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import grpc.aio

from kernel.errors import Refusal
from kernel.identity.authenticator import Authenticator, Identity

log = logging.getLogger("parlance.gateway")

EVERY = 0.2
"""Seconds between two looks at the credentials."""
PER_PERSON = 20
"""Connections one person may have to one process."""
IN_ALL = 10_000
BURST = 60
"""Messages a client may send at once, and then REFILL a second."""
REFILL = 20.0


@dataclass(eq=False, slots=True)
class Connection:
    """One client. `user` is `{"id", "name", "role"}`."""

    sid: str
    authorization: str
    address: str
    identity: Identity
    user: dict[str, str] = field(default_factory=dict)
    rooms: set[str] = field(default_factory=set)
    allowance: float = BURST
    counted_at: float = field(default_factory=time.monotonic)

    @property
    def user_id(self) -> str:
        """Whose it is."""
        return self.identity.caller.id

    def may_send(self) -> bool:
        """Whether another message is within the limit; counts it."""
        now = time.monotonic()
        self.allowance = min(BURST, self.allowance + (now - self.counted_at) * REFILL)
        self.counted_at = now
        if self.allowance < 1:
            return False
        self.allowance -= 1
        return True


Ended = Callable[[Connection], Awaitable[Any]]
Changed = Callable[[Connection], Awaitable[Any]]


class Connections:
    """See the module. `ended` is called when a credential is over, `changed` when rights differ."""

    def __init__(self, authenticator: Authenticator, ended: Ended, changed: Changed) -> None:
        self._authenticator = authenticator
        self._ended = ended
        self._changed = changed
        self._held: dict[str, Connection] = {}
        self._by_user: dict[str, set[Connection]] = {}
        self._watching: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._held)

    def get(self, sid: str) -> Connection | None:
        """The connection with this id."""
        return self._held.get(sid)

    def all(self) -> list[str]:
        """The ids of all connections."""
        return list(self._held)

    async def identify(self, authorization: str, address: str) -> Identity:
        """Who shows this credential; only accounts that may use the API. Raises Refusal, AioRpcError."""
        identity = await self._authenticator.identify(authorization, address)
        caller = identity.caller
        if caller.kind not in ("session", "api_key") or caller.role not in ("user", "admin") or caller.scopes:
            raise Refusal("ACCESS_PROHIBITED")
        return identity

    def hold(self, connection: Connection) -> None:
        """Raises Refusal RATE_LIMITED when there are too many."""
        mine = self._by_user.setdefault(connection.user_id, set())
        if len(mine) >= PER_PERSON or len(self._held) >= IN_ALL:
            if not mine:
                del self._by_user[connection.user_id]
            raise Refusal("RATE_LIMITED")
        mine.add(connection)
        self._held[connection.sid] = connection
        if self._watching is None or self._watching.done():
            self._watching = asyncio.get_running_loop().create_task(self._watch())

    def release(self, sid: str) -> Connection | None:
        """The client is gone."""
        connection = self._held.pop(sid, None)
        if connection is not None:
            mine = self._by_user.get(connection.user_id, set())
            mine.discard(connection)
            if not mine:
                self._by_user.pop(connection.user_id, None)
        return connection

    async def close(self) -> None:
        """Watch no more."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)

    async def _watch(self) -> None:
        while self._held:
            await asyncio.sleep(EVERY)
            cached = self._authenticator.cached
            doubtful = [c for c in self._held.values() if cached(c.authorization) is not c.identity]
            for answer in await asyncio.gather(*map(self._ask, doubtful), return_exceptions=True):
                if isinstance(answer, Exception):
                    log.error("a connection's credential could not be looked at", exc_info=answer)

    async def _ask(self, connection: Connection) -> None:
        try:
            identity = await self.identify(connection.authorization, connection.address)
        except Refusal as refusal:
            if refusal.reason not in ("RATE_LIMITED", "OVERLOADED", "UNAVAILABLE", "DEADLINE_EXCEEDED"):
                await self._ended(connection)
            return
        except (grpc.aio.AioRpcError, TimeoutError):
            return
        before, connection.identity = connection.identity.caller, identity
        now = identity.caller
        if (before.role, before.groups, before.permissions) != (now.role, now.groups, now.permissions):
            await self._changed(connection)
