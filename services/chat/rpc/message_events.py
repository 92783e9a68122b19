"""parlance.chat.v1.MessageEvents"""

from __future__ import annotations

from parlance.chat.v1 import message_events_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from kernel.live.sender import LiveEvents
from services.chat.commands.chats import send_event
from services.chat.documents.limits import Limits


class MessageEvents:
    """See the proto for what each type does."""

    def __init__(self, store: EventStore, limits: Limits, live: LiveEvents) -> None:
        self._store = store
        self._limits = limits
        self._live = live

    async def Send(self, request: pb.SendMessageEventRequest, ctx: CallContext) -> common_pb2.BoolValue:
        """Tell, and keep what belongs to the message."""
        command = send_event.SendEvent(request.id, request.message_id, request.type, request.data)
        await send_event.handle(self._store, ctx, self._live, command, self._limits)
        return common_pb2.BoolValue(value=True)
