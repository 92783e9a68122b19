"""What clients tell they have read: a channel or a chat, up to now. A refusal is nobody's loss: the next
look tells it again."""

from __future__ import annotations

import logging
from collections.abc import Awaitable

import grpc.aio
from parlance.chat.v1 import chat_reading_pb2_grpc, chats_pb2, rooms_pb2, rooms_pb2_grpc

from services.gateway.live.connections import Connection
from services.gateway.live.handshake import metadata

log = logging.getLogger("parlance.gateway")
_WITHIN = 5.0


class Reads:
    """Passes it on to the chat service, with the credential of the connection."""

    def __init__(self, chat: grpc.aio.Channel) -> None:
        self._rooms = rooms_pb2_grpc.RoomsStub(chat)
        self._chats = chat_reading_pb2_grpc.ChatReadingStub(chat)

    async def channel(self, connection: Connection, channel_id: str) -> None:
        """A channel was read."""
        request = rooms_pb2.ReadRoomRequest(channel_id=channel_id)
        await _passed(self._rooms.Read(request, metadata=metadata(connection), timeout=_WITHIN))

    async def chat(self, connection: Connection, chat_id: str) -> None:
        """A chat was read."""
        request = chats_pb2.ChatRequest(id=chat_id)
        await _passed(self._chats.Read(request, metadata=metadata(connection), timeout=_WITHIN))


async def _passed(call: Awaitable[object]) -> None:
    try:
        await call
    except grpc.aio.AioRpcError as error:
        log.debug("what was read was not marked: %s", error.code())
