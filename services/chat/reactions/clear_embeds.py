"""When a workspace is deleted: its embeds go. When an embed is deleted: its sessions end, in parts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from parlance.chat.v1 import embed_events_pb2, workspace_events_pb2

from kernel.bus.model import Delivered, Reaction
from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.commands.embeds import delete, end_sessions
from services.chat.domain.embeds.refusals import EmbedNotFound
from services.chat.queries.embeds import find

_AT_ONCE = 50


class ClearEmbeds(Reaction):
    """Doing it again finds nothing. Until then visitors cannot ask an embed whose workspace is gone."""

    name = "clear_embeds"
    follows = (workspace_events_pb2.WorkspaceDeleted, embed_events_pb2.EmbedDeleted)

    def __init__(self, store: EventStore, service_context: Callable[[CallContext], CallContext]) -> None:
        self._store = store
        self._as_service = service_context

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction.handle."""
        event, ctx = delivered.event, self._as_service(delivered.ctx)
        if isinstance(event, workspace_events_pb2.WorkspaceDeleted):
            while found := await find.of(self._store, {"w": event.workspace_id}, _AT_ONCE):
                for embed_id in found:
                    with suppress(EmbedNotFound):  # somebody else deleted it meanwhile
                        await delete.handle(self._store, ctx, embed_id)
            return
        while await end_sessions.some(self._store, ctx, {"e": event.embed_id}):
            pass
