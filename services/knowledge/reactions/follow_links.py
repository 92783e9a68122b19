"""The vector store follows the log: memberships, emptied and deleted collections."""

from __future__ import annotations

from parlance.knowledge.v1 import events_pb2

from kernel.bus.model import Delivered, Reaction
from services.knowledge.membership import Membership


class FollowLinks(Reaction):
    """Writes the collections of every file whose links changed."""

    name = "follow_links"
    follows = (
        events_pb2.FileAddedToKnowledge,
        events_pb2.FileRemovedFromKnowledge,
        events_pb2.KnowledgeReset,
        events_pb2.KnowledgeDeleted,
    )
    concurrency = 4

    def __init__(self, membership: Membership) -> None:
        self._membership = membership

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction.handle."""
        event = delivered.event
        several = isinstance(event, events_pb2.KnowledgeReset | events_pb2.KnowledgeDeleted)
        for file_id in event.file_ids if several else (event.file_id,):
            await self._membership.sync(file_id)
