"""Replace the text of a file by hand."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.adapters.blobs import Blob
from services.knowledge.commands.loading import file_stream, own_file
from services.knowledge.domain import file as life


@dataclass(frozen=True, slots=True)
class ReplaceContent:
    """`blob` holds the new text in UTF-8."""

    file_id: str
    blob: Blob
    person: Caller


async def handle(store: EventStore, ctx: CallContext, command: ReplaceContent) -> None:
    """Record the new content. Raises FileNotFound."""

    async def work(tx: Transaction) -> None:
        state, version = await own_file(tx, command.file_id, command.person)
        blob = command.blob
        events = life.decide_replace(state, command.file_id, blob.name, blob.sha256, blob.size)
        await tx.append(file_stream(command.file_id), version, events)

    await store.execute(ctx, work)
