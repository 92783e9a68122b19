"""parlance.chat.v1.Rooms: rooms of connected clients, and live events as a stream.

A stream holds at most QUEUED events for a caller that reads slowly; beyond that it ends, and the caller
connects again and reads the API: a live event is never the only place where something stands.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec
from parlance.chat.v1 import rooms_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.model import EventStore
from kernel.live.events import ROOM, USER, LiveEvent
from kernel.live.listener import Listener
from kernel.live.sender import CONTROL, JOIN, LEAVE, RECHECK
from services.chat.adapters.channel_live import room
from services.chat.adapters.people import People
from services.chat.domain.channels.refusals import ChannelsDisabled
from services.chat.queries.channels import find
from services.chat.queries.channels.reads import Reads
from services.chat.rpc.channel_shapes import author

QUEUED = 1000
STREAMS = 5
"""Streams one person holds at most in one process."""
_encode = msgspec.json.Encoder().encode


class Rooms:
    """See the proto for what each method promises."""

    def __init__(
        self,
        store: EventStore,
        people: People,
        reads: Reads,
        listener: Listener | None,
        enabled: Callable[[], Awaitable[bool]],
    ) -> None:
        self._store = store
        self._people = people
        self._reads = reads
        self._listener = listener
        self._enabled = enabled
        self._streams: dict[str, int] = {}

    async def List(self, request: Any, ctx: CallContext) -> Any:
        """Who the caller is and where they belong."""
        cards = await self._people.named(ctx, [ctx.who.id])
        user = author(ctx.who.id, cards) or {"id": ctx.who.id, "name": "", "role": ctx.who.role}
        return pb.RoomList(user=pb.ChannelUser(**user), rooms=sorted(await self._rooms(ctx)))

    async def Read(self, request: Any, ctx: CallContext) -> Any:
        """The caller has read a channel."""
        if not await self._enabled():
            raise ChannelsDisabled
        await find.readable(self._store, ctx.who, request.channel_id)
        await self._reads.read(request.channel_id, ctx.who.id, time.time_ns())
        return common_pb2.BoolValue(value=True)

    async def Stream(self, request: Any, ctx: CallContext) -> AsyncIterator[Any]:
        """The caller's events from now on."""
        if self._listener is None:
            raise Refusal("NOT_CONFIGURED")
        user_id = ctx.who.id
        if self._streams.get(user_id, 0) >= STREAMS:
            raise Refusal("RATE_LIMITED", f"At most {STREAMS} event streams at once.")
        self._streams[user_id] = self._streams.get(user_id, 0) + 1
        heard = _Heard(self, self._listener, ctx)
        try:
            await heard.start()
            yield common_pb2.Frame(head=common_pb2.StreamHead(streaming=True))
            async for events in heard.frames():
                yield common_pb2.Frame(events=events)
        finally:
            heard.stop()
            self._streams[user_id] -= 1
            if not self._streams[user_id]:
                del self._streams[user_id]

    async def _rooms(self, ctx: CallContext) -> set[str]:
        if not ctx.who.may("features.channels") or not await self._enabled():
            return set()
        return {room(one["_id"]) for one in await find.of_person(self._store, ctx.who, every=True)}


class _Heard:
    """What one stream listens to."""

    def __init__(self, rooms: Rooms, listener: Listener, ctx: CallContext) -> None:
        self._rooms = rooms
        self._listener = listener
        self._ctx = ctx
        self._inside: set[str] = set()
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUED)

    async def start(self) -> None:
        """Listen; returns when the bus delivers, or a little later when it is away."""
        self._listener.listen(USER, self._ctx.who.id, self, self._take)
        await self._settle()
        await self._listener.heard(USER, self._ctx.who.id)

    def stop(self) -> None:
        """Listen no more."""
        self._listener.stop(USER, self._ctx.who.id, self)
        for one in self._inside:
            self._listener.stop(ROOM, one, self)
        self._inside = set()

    async def frames(self) -> AsyncIterator[list[bytes]]:
        """Events as they come, several at once when several wait."""
        while True:
            events = [await self._queue.get()]
            while not self._queue.empty():
                events.append(self._queue.get_nowait())
            known = [one for one in events if one is not None]
            if known:
                yield known
            if len(known) < len(events):
                return

    async def _take(self, event: LiveEvent) -> None:
        if event.name not in CONTROL:
            self._put(b'{"event":%b,"data":%b}' % (_encode(event.name), event.data))
        elif event.name == JOIN:
            self._enter(event.data.decode())
        elif event.name == LEAVE:
            self._leave(event.data.decode())
        elif event.name == RECHECK:
            await self._settle()

    async def _settle(self) -> None:
        wanted = await self._rooms._rooms(self._ctx)
        for one in self._inside - wanted:
            self._leave(one)
        for one in wanted - self._inside:
            self._enter(one)

    def _enter(self, name: str) -> None:
        if name not in self._inside:
            self._inside.add(name)
            self._listener.listen(ROOM, name, self, self._take)

    def _leave(self, name: str) -> None:
        if name in self._inside:
            self._inside.discard(name)
            self._listener.stop(ROOM, name, self)

    def _put(self, event: bytes) -> None:
        if self._queue.full():
            self._queue.get_nowait()
            self._queue.put_nowait(None)
        else:
            self._queue.put_nowait(event)
