"""View `files`: one document a file, with its processing state and its place in the document store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING, DeleteOne, IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.knowledge.domain import events as e
from services.knowledge.domain import file as life

FILES = "files"


class Files(Projection):
    """Fields: user_id, filename, content_type, size, sha256, blob, content_blob, metadata and document
    (JSON text), folder, name, surface, hidden, uploader_role, status, reason, error, content_version,
    text_version (content whose text is stored; 0: none), text_hash, characters, words, tokens, pages,
    chunks, embedding, created_at and updated_at (epoch seconds), at (milliseconds, for order),
    version (of the stream)."""

    name = "files"
    collections = (FILES,)
    indexes: Mapping[str, Sequence[Any]] = {
        FILES: [
            IndexModel([("user_id", ASCENDING), ("hidden", ASCENDING), ("at", DESCENDING)]),
            IndexModel([("hidden", ASCENDING), ("at", DESCENDING)]),
            IndexModel([("folder", ASCENDING), ("name", ASCENDING)]),
            IndexModel([("name", ASCENDING)]),
            IndexModel([("text_hash", ASCENDING)]),
            IndexModel([("status", ASCENDING), ("at", ASCENDING)]),
            IndexModel([("blob", ASCENDING)]),
            IndexModel([("content_blob", ASCENDING)]),
            IndexModel([("_stream", ASCENDING)]),
        ]
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection.project."""
        match recorded.event:
            case e.FileUploaded() as event:
                yield Write(
                    FILES, ReplaceOne({"_id": event.file_id}, _uploaded(event, recorded), upsert=True)
                )
            case e.FileProcessingRequested() as event:
                yield _set(recorded, event.file_id, status=life.PENDING, reason="", error="")
            case e.FileProcessingStarted() as event:
                yield _set(recorded, event.file_id, status=life.PROCESSING)
            case e.FileTextExtracted() as event:
                yield _set(
                    recorded,
                    event.file_id,
                    text_version=event.content_version,
                    text_hash=event.text_hash,
                    characters=event.characters,
                    words=event.words,
                    tokens=event.tokens_estimate,
                    pages=event.pages,
                )
            case e.FileProcessed() as event:
                yield _set(
                    recorded,
                    event.file_id,
                    status=life.COMPLETED,
                    reason="",
                    error="",
                    chunks=event.chunks,
                    embedding=event.embedding,
                )
            case e.FileProcessingFailed() as event:
                yield _set(
                    recorded, event.file_id, status=life.FAILED, reason=event.reason, error=event.explanation
                )
            case e.FileContentReplaced() as event:
                yield _set(
                    recorded,
                    event.file_id,
                    status=life.PENDING,
                    reason="",
                    error="",
                    content_version=event.content_version,
                    content_blob=event.blob,
                )
            case e.FileVectorsRemoved() as event:
                yield _set(recorded, event.file_id, status=life.STORED, chunks=0, embedding="")
            case e.FileMoved() as event:
                yield _set(recorded, event.file_id, folder=event.folder, name=event.name)
            case e.FileDeleted() as event:
                yield Write(FILES, DeleteOne({"_id": event.file_id}))


def _uploaded(event: e.FileUploaded, recorded: Recorded) -> dict[str, Any]:
    return {
        "_id": event.file_id,
        "_stream": recorded.stream,
        "version": recorded.version,
        "user_id": event.user_id,
        "filename": event.filename,
        "content_type": event.content_type,
        "size": event.size,
        "sha256": event.sha256,
        "blob": event.blob,
        "content_blob": "",
        "metadata": event.metadata.decode(),
        "document": event.document.decode(),
        "folder": event.folder,
        "name": event.name,
        "surface": event.surface,
        "hidden": event.surface == "text",
        "uploader_role": event.uploader_role,
        "status": life.PENDING if event.process else life.STORED,
        "reason": "",
        "error": "",
        "content_version": 1,
        "text_version": 0,
        "text_hash": "",
        "characters": 0,
        "words": 0,
        "tokens": 0,
        "pages": 0,
        "chunks": 0,
        "embedding": "",
        "created_at": recorded.time // 1000,
        "updated_at": recorded.time // 1000,
        "at": recorded.time,
    }


def _set(recorded: Recorded, file_id: str, **fields: Any) -> Write:
    change = {"$set": {**fields, "version": recorded.version, "updated_at": recorded.time // 1000}}
    return Write(FILES, UpdateOne({"_id": file_id}, change))
