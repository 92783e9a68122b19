"""The life of a file: stored, processed (again and again), moved, deleted.

A file has one content at a time, counted from 1 (`content_version`). Results of work on an older
content are refused with Superseded, so that a slow worker cannot overwrite a newer text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from services.knowledge.domain import events as e
from services.knowledge.domain import refusals

STORED = ""
PENDING = "pending"
PROCESSING = "processing"
COMPLETED = "completed"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class File:
    """State of a file stream; `user_id` is empty before the upload."""

    user_id: str = ""
    status: str = STORED
    content_version: int = 0
    blob: str = ""
    sha256: str = ""
    content_blob: str = ""
    """Replaces the extracted text when set."""
    text_hash: str = ""
    deleted: bool = False

    @property
    def exists(self) -> bool:
        """Whether there is a file to work on."""
        return bool(self.user_id) and not self.deleted


def evolve(state: File, event: Any) -> File:
    """The state after an event."""
    match event:
        case e.FileUploaded():
            return File(
                user_id=event.user_id,
                status=PENDING if event.process else STORED,
                content_version=1,
                blob=event.blob,
                sha256=event.sha256,
            )
        case e.FileProcessingRequested():
            return replace(state, status=PENDING)
        case e.FileProcessingStarted():
            return replace(state, status=PROCESSING)
        case e.FileTextExtracted():
            return replace(state, text_hash=event.text_hash)
        case e.FileProcessed():
            return replace(state, status=COMPLETED)
        case e.FileProcessingFailed():
            return replace(state, status=FAILED)
        case e.FileContentReplaced():
            return replace(
                state,
                status=PENDING,
                content_version=event.content_version,
                content_blob=event.blob,
            )
        case e.FileVectorsRemoved():
            return replace(state, status=STORED)
        case e.FileDeleted():
            return replace(state, deleted=True)
        case _:
            return state


def _present(state: File) -> None:
    if not state.exists:
        raise refusals.FileNotFound("There is no such file.")


def _current(state: File, content_version: int) -> None:
    _present(state)
    if state.content_version != content_version:
        raise refusals.Superseded("The file has another content by now.")


def decide_upload(state: File, uploaded: e.FileUploaded) -> list[Any]:
    """Store a new file; the same upload again changes nothing."""
    if uploaded.size == 0:
        raise refusals.FileEmpty("The file is empty.")
    if state.user_id and state.sha256 != uploaded.sha256:
        raise refusals.KeyReused("This idempotency key was used for another file.")
    return [] if state.user_id else [uploaded]


def decide_request(state: File, file_id: str, *, again: bool = False) -> list[Any]:
    """Ask for processing unless it is under way or, without `again`, done."""
    _present(state)
    if state.status in (PENDING, PROCESSING) or (state.status == COMPLETED and not again):
        return []
    return [e.FileProcessingRequested(file_id)]


def decide_start(state: File, file_id: str) -> list[Any]:
    """Begin work on the present content; a second worker's start adds nothing."""
    _present(state)
    if state.status == PROCESSING:
        return []
    return [e.FileProcessingStarted(file_id, state.content_version)]


def decide_extracted(state: File, extracted: e.FileTextExtracted) -> list[Any]:
    """Note the text of a content."""
    _current(state, extracted.content_version)
    return [extracted]


def decide_processed(state: File, processed: e.FileProcessed) -> list[Any]:
    """Note that a content can be searched."""
    _current(state, processed.content_version)
    return [processed]


def decide_failed(state: File, failed: e.FileProcessingFailed) -> list[Any]:
    """Note that a content cannot be searched."""
    _current(state, failed.content_version)
    return [failed]


def decide_replace(state: File, file_id: str, blob: str, sha256: str, size: int) -> list[Any]:
    """Take another text for the file."""
    _present(state)
    version = state.content_version + 1
    return [e.FileContentReplaced(file_id, state.user_id, version, blob, sha256, size)]


def decide_unindex(state: File, file_id: str) -> list[Any]:
    """Take the file out of the vector store."""
    _present(state)
    return [] if state.status == STORED else [e.FileVectorsRemoved(file_id)]


def decide_move(state: File, file_id: str, folder: str, name: str) -> list[Any]:
    """Give the document another location."""
    _present(state)
    return [e.FileMoved(file_id, state.user_id, folder, name)]


def decide_offer(state: File, file_id: str, location: str, slugs: tuple[str, ...]) -> list[Any]:
    """Offer the document to workspaces."""
    _present(state)
    return [e.DocumentOfferedToWorkspaces(file_id, state.user_id, location, slugs)] if slugs else []


def decide_delete(state: File, file_id: str) -> list[Any]:
    """Delete the file."""
    _present(state)
    blobs = tuple(name for name in (state.blob, state.content_blob) if name)
    return [e.FileDeleted(file_id, state.user_id, blobs)]
