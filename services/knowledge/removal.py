"""Deleting a file so that it cannot be found from the moment the call returns.

The rest (text, bytes) follows by the event; so do the vectors, should the process die in between.
"""

from __future__ import annotations

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore
from services.knowledge.adapters.vectors import Vectors
from services.knowledge.commands import delete_file
from services.knowledge.processing import Processor
from services.knowledge.queries.catalogue import Catalogue


class Removal:
    """Deletes files."""

    def __init__(
        self, store: EventStore, catalogue: Catalogue, processor: Processor, vectors: Vectors
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._processor = processor
        self._vectors = vectors

    async def delete(self, ctx: CallContext, person: Caller, file_id: str) -> None:
        """Delete a file the person may change. Raises FileNotFound."""
        await delete_file.handle(self._store, ctx, delete_file.DeleteFile(file_id, person))
        self._catalogue.forget()
        self._processor.cancel(file_id)
        await self._vectors.drop_file(file_id)
