"""When an account is deleted, its files and collections are deleted."""

from __future__ import annotations

from parlance.auth.v1 import events_pb2

from kernel.bus.model import Delivered, Reaction
from kernel.context import Caller
from kernel.eventstore.model import EventStore
from services.knowledge.commands import delete_knowledge
from services.knowledge.domain.refusals import FileNotFound, KnowledgeNotFound
from services.knowledge.projections.files import FILES
from services.knowledge.projections.knowledge import KNOWLEDGE
from services.knowledge.removal import Removal


class ErasePerson(Reaction):
    """Deletes one by one; what is gone already is skipped."""

    name = "erase_person"
    follows = (events_pb2.UserDeleted,)

    def __init__(self, store: EventStore, removal: Removal) -> None:
        self._store = store
        self._removal = removal

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction.handle."""
        user, ctx = delivered.event.user_id, delivered.ctx
        owner = Caller(user, "user", "service")
        for knowledge_id in await self._store.view(KNOWLEDGE).distinct("_id", {"user_id": user}):
            try:
                await delete_knowledge.handle(
                    self._store, ctx, delete_knowledge.DeleteKnowledge(knowledge_id, owner)
                )
            except KnowledgeNotFound:
                continue
        for file_id in await self._store.view(FILES).distinct("_id", {"user_id": user}):
            try:
                await self._removal.delete(ctx, owner, file_id)
            except FileNotFound:
                continue
