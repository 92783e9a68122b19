"""What belonged to a deleted file goes: vectors, text, bytes."""

from __future__ import annotations

from parlance.knowledge.v1 import events_pb2

from kernel.bus.model import Delivered, Reaction
from services.knowledge.adapters.blobs import Blobs
from services.knowledge.adapters.texts import Texts
from services.knowledge.adapters.vectors import Vectors
from services.knowledge.membership import Membership
from services.knowledge.processing import Processor


class DropFile(Reaction):
    """Vectors first: they could be found."""

    name = "drop_file"
    follows = (events_pb2.FileDeleted, events_pb2.FileVectorsRemoved)
    concurrency = 4

    def __init__(
        self, processor: Processor, vectors: Vectors, texts: Texts, blobs: Blobs, membership: Membership
    ) -> None:
        self._processor = processor
        self._vectors = vectors
        self._texts = texts
        self._blobs = blobs
        self._membership = membership

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction.handle."""
        event = delivered.event
        if isinstance(event, events_pb2.FileVectorsRemoved):
            await self._vectors.drop_file(event.file_id)
            return
        self._processor.cancel(event.file_id)
        await self._vectors.drop_file(event.file_id)
        await self._texts.drop(event.file_id)
        for blob in event.blobs:
            await self._blobs.delete(blob)
        await self._membership.drop(event.file_id)
