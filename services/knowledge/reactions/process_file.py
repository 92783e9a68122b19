"""Every file that is to be processed is, however often the service dies meanwhile."""

from __future__ import annotations

from parlance.knowledge.v1 import events_pb2

from kernel.bus.model import Delivered, Reaction
from services.knowledge.processing import Processor


class ProcessFile(Reaction):
    """Starts work that was asked for; ends when the file is final."""

    name = "process_file"
    follows = (
        events_pb2.FileUploaded,
        events_pb2.FileProcessingRequested,
        events_pb2.FileContentReplaced,
    )
    concurrency = 4

    def __init__(self, processor: Processor) -> None:
        self._processor = processor

    async def handle(self, delivered: Delivered) -> None:
        """See Reaction.handle."""
        await self._processor.ensure(delivered.ctx, delivered.event.file_id)
