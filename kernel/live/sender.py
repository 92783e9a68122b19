"""Sending live events: `Runtime.live_events`.

    await rt.live_events.to_user(user_id, "events", data)
    await rt.live_events.to_room("channel:" + channel_id, "events:channel", data)

Data is JSON bytes. Events of one sender to one target arrive in order; each arrives at most once. Nobody
listens: the bus drops it at once. The bus is away: nothing is sent and nothing fails. Send after the
commit, never inside a transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from kernel.bus.nats import BusUnavailable
from kernel.live.events import ROOM, USER, encode, subject

Publish = Callable[[str, bytes], Awaitable[None]]
JOIN = "live:join"
LEAVE = "live:leave"
RECHECK = "live:recheck"
CONTROL = frozenset({JOIN, LEAVE, RECHECK})
"""Names that change who is in a room and never reach a client."""

_log = logging.getLogger("parlance.live")


class LiveEvents:
    """See the module. Without `publish`, for tests, events go nowhere."""

    def __init__(self, publish: Publish | None = None) -> None:
        self._publish = publish
        self.unsent = 0
        """Events that were not sent because the bus was away."""

    async def to_user(self, user_id: str, name: str, data: bytes, exclude: str | None = None) -> None:
        """To all clients of a user, on any replica, but the connection `exclude`.

        Raises ValueError for a bad id or name, LiveEventTooLarge.
        """
        await self._send(subject(USER, user_id), encode(name, data, exclude or ""))

    async def to_room(self, room: str, name: str, data: bytes, exclude: str | None = None) -> None:
        """To all clients in a room (`channel:<id>`, `note:<id>`). Raises as `to_user`."""
        await self._send(subject(ROOM, room), encode(name, data, exclude or ""))

    async def join(self, user_id: str, room: str) -> None:
        """Put the connected clients of a user into a room; the caller has made sure they may."""
        await self._send(subject(USER, user_id), encode(JOIN, room.encode()))

    async def leave(self, user_id: str, room: str) -> None:
        """Take the connected clients of a user out of a room."""
        await self._send(subject(USER, user_id), encode(LEAVE, room.encode()))

    async def recheck(self, room: str) -> None:
        """Have everybody in a room asked for again: access to it has changed."""
        await self._send(subject(ROOM, room), encode(RECHECK, b""))

    async def _send(self, to: str, frame: bytes) -> None:
        if self._publish is None:
            return
        try:
            await self._publish(to, frame)
        except BusUnavailable as error:
            self.unsent += 1
            _log.debug("live event not sent: %s", error)
