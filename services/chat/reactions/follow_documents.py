"""Documents of the store and workspaces: attached when an upload offers them, gone when they are deleted."""

from __future__ import annotations

from collections.abc import Callable

from parlance.knowledge.v1 import events_pb2

from kernel.bus.model import Delivered, Reaction
from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.knowledge import Knowledge
from services.chat.commands.workspaces import embed
from services.chat.commands.workspaces.numbers import Numbers
from services.chat.domain.workspaces.refusals import WorkspaceNotFound
from services.chat.queries.workspaces import find


class FollowDocuments(Reaction):
    """Unknown workspaces are passed over; doing it again changes nothing."""

    name = "follow_documents"
    follows = (events_pb2.DocumentOfferedToWorkspaces, events_pb2.FileDeleted)
    concurrency = 4

    def __init__(
        self,
        store: EventStore,
        numbers: Numbers,
        knowledge: Knowledge,
        service_context: Callable[[CallContext], CallContext],
    ) -> None:
        self._store = store
        self._numbers = numbers
        self._knowledge = knowledge
        self._as_service = service_context

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction.handle."""
        event, ctx = delivered.event, self._as_service(delivered.ctx)
        if isinstance(event, events_pb2.FileDeleted):
            for workspace_id in await find.holding(self._store, event.file_id):
                await self._forget(ctx, workspace_id, event.file_id)
            return
        for slug in event.slugs:
            try:
                workspace = (await find.load(self._store, slug)).state
                places = [event.location]
                await embed.embed(self._store, ctx, self._numbers, self._knowledge, workspace, places)
            except WorkspaceNotFound:
                continue

    async def _forget(self, ctx: CallContext, workspace_id: str, file_id: str) -> None:
        try:
            workspace = (await find.reload(self._store, workspace_id)).state
            places = [one.location for one in workspace.documents.values() if one.file_id == file_id]
            await embed.forget(self._store, ctx, workspace_id, places)
        except WorkspaceNotFound:
            return
