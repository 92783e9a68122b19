"""The socket.io endpoint `/ws/socket.io/`, over WebSocket and long polling (Engine.IO 4).

A client shows its credential when it connects (`auth: {"token"}`, the session cookie, or later in
`user-join`) and is put into its own room and those of its channels. What the services publish
(kernel.live) is emitted to the clients in those rooms here; other replicas do the same for theirs.
Client events: user-join, join-channels, join-note, heartbeat, usage, events:channel (typing,
last_read_at), events:chat (last_read_at). Others are refused. https://socket.io/docs/v4/socket-io-protocol/
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

import grpc.aio
import msgspec
import socketio
from parlance.chat.v1 import rooms_pb2, rooms_pb2_grpc

from kernel.bus.nats import Bus
from kernel.errors import Refusal
from kernel.identity.authenticator import Authenticator
from kernel.live.events import ROOM, USER, LiveEvent
from kernel.live.listener import Listener
from kernel.live.sender import CONTROL, JOIN, LEAVE, LiveEvents
from services.gateway.call import Receive, Scope, Send
from services.gateway.live.codec import Json
from services.gateway.live.connections import IN_ALL, Connection, Connections
from services.gateway.live.handshake import address, busy, get, metadata, reason, shown, token
from services.gateway.live.reads import Reads

log = logging.getLogger("parlance.gateway")

_QUIET = logging.Logger("socketio", logging.CRITICAL)
"""What clients do wrong is their business: the libraries would log it as errors of ours."""
PATH = "/ws/socket.io"
BELOW = PATH + "/"
CHANNEL_EVENT, CHAT_EVENT = "events:channel", "events:chat"
MAX_MESSAGE = 64 * 1024
"""Bytes a client may send at once: clients send small things here, documents go over HTTP."""
_WITHIN = 5.0
_ASKING = 16
"""Room lists asked for at the same time."""
_INTRODUCE = 10.0
"""Seconds a client has to say who it is."""
_WAITING = 1000
"""Events that may wait for a client that reads slowly; then it has to connect again."""


class Sockets:
    """See the module. An ASGI application for PATH."""

    def __init__(
        self,
        authenticator: Authenticator,
        bus: Bus,
        chat: grpc.aio.Channel,
        origins: Iterable[str] = (),
    ) -> None:
        self._server = socketio.AsyncServer(
            async_mode="asgi",
            json=Json,
            cors_allowed_origins=self._allowed(origins),
            max_http_buffer_size=MAX_MESSAGE,
            ping_interval=25,
            ping_timeout=20,
            logger=_QUIET,
            engineio_logger=_QUIET,
        )
        self._application = socketio.ASGIApp(self._server, socketio_path=PATH)
        self._connections = Connections(authenticator, self._end, self._settle)
        self._listener = Listener(bus)
        self._live = LiveEvents(bus.publish)
        self._rooms = rooms_pb2_grpc.RoomsStub(chat)
        self._reads = Reads(chat)
        self._asking = asyncio.Semaphore(_ASKING)
        self._inside: dict[str, set[str]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.draining = False
        self._server.on("connect", self._connect)
        self._server.on("disconnect", self._disconnect)
        for name, handler in (
            ("user-join", self._user_join),
            ("join-channels", self._join_channels),
            ("join-note", self._join_note),
            ("heartbeat", self._nothing),
            ("usage", self._nothing),
            (CHANNEL_EVENT, self._channel_event),
            (CHAT_EVENT, self._chat_event),
        ):
            self._server.on(name, handler)

    def __len__(self) -> int:
        return len(self._connections)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request or a WebSocket below PATH."""
        if self.draining or (
            len(self._server.eio.sockets) >= IN_ALL and b"sid=" not in scope["query_string"]
        ):
            await busy(scope, receive, send)
        else:
            await self._application(scope, receive, send)

    async def close(self) -> None:
        """Tell every client to reconnect elsewhere, and stop."""
        if self.draining:
            return
        self.draining = True
        ends = [self._server.disconnect(sid) for sid in self._connections.all()]
        await asyncio.gather(*ends, return_exceptions=True)
        if self._server.eio.service_task_handle is not None:
            await self._server.shutdown()
        await self._connections.close()
        await self._listener.close()

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
        authorization = shown(environ, auth)
        if not authorization:
            # Some clients say who they are in user-join: until then they are in no room.
            asyncio.get_running_loop().call_later(_INTRODUCE, self._unknown, sid)
            return True
        try:
            await self._admit(sid, authorization, address(environ))
        except (Refusal, grpc.aio.AioRpcError, TimeoutError) as error:
            raise socketio.exceptions.ConnectionRefusedError(reason(error)) from error
        return True

    async def _disconnect(self, sid: str, reason: str = "") -> None:
        connection = self._connections.release(sid)
        if connection is not None:
            for room in list(connection.rooms):
                self._leave(connection, room)
            self._drop(USER, connection.user_id, sid)

    async def _user_join(self, sid: str, data: Any = None) -> Any:
        connection = self._sender(sid)
        if connection is None:
            authorization = token(data)
            if not authorization or self._connections.get(sid) is not None:
                return None
            try:
                connection = await self._admit(sid, authorization, "")
            except (Refusal, grpc.aio.AioRpcError, TimeoutError):
                await self._server.disconnect(sid)
                return None
        return {"id": connection.user["id"], "name": connection.user["name"]}

    async def _join_channels(self, sid: str, data: Any = None) -> None:
        connection = self._sender(sid)
        if connection is not None:
            await self._settle(connection)

    async def _join_note(self, sid: str, data: Any = None) -> None:
        # Rooms of notes are in the list of rooms as soon as a person has any.
        await self._join_channels(sid)

    async def _nothing(self, sid: str, data: Any = None) -> None:
        self._sender(sid)

    async def _channel_event(self, sid: str, data: Any = None) -> None:
        connection = self._sender(sid)
        match data:
            case {"channel_id": str(channel), "data": {"type": "typing", "data": inner}}:
                message = data.get("message_id")
                body = {"type": "typing", "data": {"typing": bool(get(inner, "typing"))}}
                room = f"channel:{channel}"
                if connection is None or room not in connection.rooms:
                    return
                named = message if isinstance(message, str) and len(message) <= 128 else None
                told = {"channel_id": channel, "message_id": named, "data": body, "user": connection.user}
                await self._live.to_room(room, CHANNEL_EVENT, msgspec.json.encode(told))
            case {"channel_id": str(channel), "data": {"type": "last_read_at"}}:
                if connection is None or f"channel:{channel}" not in connection.rooms:
                    return
                await self._reads.channel(connection, channel)

    async def _chat_event(self, sid: str, data: Any = None) -> None:
        connection = self._sender(sid)
        match data:
            case {"chat_id": str(chat), "data": {"type": "last_read_at"}} if connection is not None:
                await self._reads.chat(connection, chat)

    def _unknown(self, sid: str) -> None:
        if self._connections.get(sid) is None and not self.draining:
            task = asyncio.get_running_loop().create_task(self._server.disconnect(sid))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _sender(self, sid: str) -> Connection | None:
        """Who sent something, within their limit."""
        connection = self._connections.get(sid)
        return connection if connection is not None and connection.may_send() else None

    async def _admit(self, sid: str, authorization: str, address: str) -> Connection:
        identity = await self._connections.identify(authorization, address)
        connection = Connection(sid, authorization, address, identity)
        self._connections.hold(connection)
        try:
            self._take(USER, connection.user_id, sid)
            await self._listener.heard(USER, connection.user_id)
            await self._settle(connection)
        except BaseException:
            await self._disconnect(sid)
            raise
        return connection

    async def _settle(self, connection: Connection) -> None:
        """Ask for the rooms of a connection and put it into exactly these. Raises AioRpcError."""
        async with self._asking:
            reply = await self._rooms.List(
                rooms_pb2.ListRoomsRequest(), metadata=metadata(connection), timeout=_WITHIN
            )
        if self._connections.get(connection.sid) is not connection:
            return
        connection.user = {"id": reply.user.id, "name": reply.user.name, "role": reply.user.role}
        wanted = set(reply.rooms)
        for room in connection.rooms - wanted:
            self._leave(connection, room)
        fresh = wanted - connection.rooms
        for room in fresh:
            self._enter(connection, room)
        for room in fresh:
            await self._listener.heard(ROOM, room)

    async def _end(self, connection: Connection) -> None:
        await self._disconnect(connection.sid)
        await self._server.disconnect(connection.sid)

    def _enter(self, connection: Connection, room: str) -> None:
        if room not in connection.rooms:
            connection.rooms.add(room)
            self._take(ROOM, room, connection.sid)

    def _leave(self, connection: Connection, room: str) -> None:
        if room in connection.rooms:
            connection.rooms.discard(room)
            self._drop(ROOM, room, connection.sid)

    def _take(self, kind: str, target: str, sid: str) -> None:
        inside = self._inside.setdefault(f"{kind}/{target}", set())
        if not inside:
            self._listener.listen(kind, target, self, self._hear)
        inside.add(sid)

    def _drop(self, kind: str, target: str, sid: str) -> None:
        key = f"{kind}/{target}"
        inside = self._inside.get(key)
        if inside is None:
            return
        inside.discard(sid)
        if not inside:
            del self._inside[key]
            self._listener.stop(kind, target, self)

    async def _hear(self, event: LiveEvent) -> None:
        """Hand an event of the bus to the clients it is meant for."""
        inside = self._inside.get(f"{event.kind}/{event.target}", set())
        if event.name in CONTROL:
            await self._rearrange(event, inside)
            return
        to = [sid for sid in inside if sid != event.exclude and not self._slow(sid)]
        if to:
            await self._server.emit(event.name, msgspec.Raw(event.data), to=to)

    def _slow(self, sid: str) -> bool:
        """Whether too much waits for a client already; then it is let go."""
        manager, sockets = self._server.manager, self._server.eio.sockets
        client = sockets.get(manager.eio_sid_from_sid(sid, "/"))
        if client is None or client.queue.qsize() < _WAITING:
            return False
        asyncio.get_running_loop().call_soon(self._let_go, sid)
        return True

    def _let_go(self, sid: str) -> None:
        connection = self._connections.get(sid)
        if connection is not None:
            task = asyncio.get_running_loop().create_task(self._end(connection))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _rearrange(self, event: LiveEvent, inside: set[str]) -> None:
        held = [c for sid in inside if (c := self._connections.get(sid)) is not None]
        if event.name == JOIN:
            for connection in held:
                self._enter(connection, event.data.decode())
        elif event.name == LEAVE:
            for connection in held:
                self._leave(connection, event.data.decode())
        else:
            for answer in await asyncio.gather(*map(self._settle, held), return_exceptions=True):
                if isinstance(answer, Exception):
                    log.warning("the rooms of a client could not be asked for: %s", answer)

    @staticmethod
    def _allowed(origins: Iterable[str]) -> Any:
        listed = [one.rstrip("/") for one in origins]
        return "*" if "*" in listed else (listed or None)
