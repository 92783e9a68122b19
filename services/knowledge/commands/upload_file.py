"""Store a file whose bytes are in the blob store already."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.adapters.blobs import Blob
from services.knowledge.commands.loading import file_stream
from services.knowledge.domain import events as e
from services.knowledge.domain import file as life
from services.knowledge.domain.locations import document_name


@dataclass(frozen=True, slots=True)
class UploadFile:
    """`metadata` and `document` are JSON objects; `name` empty: made from the file's name and id."""

    file_id: str
    filename: str
    content_type: str
    blob: Blob
    metadata: bytes
    document: bytes
    folder: str
    surface: str
    process: bool
    name: str = ""


async def handle(store: EventStore, ctx: CallContext, command: UploadFile) -> bool:
    """Record the upload for the caller; False when it is recorded already. Raises FileEmpty, KeyReused."""
    event = e.FileUploaded(
        file_id=command.file_id,
        user_id=ctx.who.id,
        filename=command.filename,
        content_type=command.content_type,
        size=command.blob.size,
        sha256=command.blob.sha256,
        blob=command.blob.name,
        metadata=command.metadata,
        document=command.document,
        folder=command.folder,
        name=command.name or document_name(command.filename, command.file_id),
        surface=command.surface,
        uploader_role=ctx.who.role,
        process=command.process,
    )

    async def work(tx: Transaction) -> bool:
        stream = file_stream(command.file_id)
        state, version = await tx.fold(stream, life.File(), life.evolve)
        events = life.decide_upload(state, event)
        await tx.append(stream, version, events)
        return bool(events)

    return await store.execute(ctx, work)
