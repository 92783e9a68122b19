"""A file: given events, when a command, then events or a refusal."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import Any

import pytest

from services.knowledge.domain import events as e
from services.knowledge.domain import file as life
from services.knowledge.domain.refusals import FileEmpty, FileNotFound, Superseded

UPLOADED = e.FileUploaded(
    "f", "anna", "a.txt", "text/plain", 5, "sha", "blob", b"{}", b"{}", "custom-documents", "a.json",
    "openwebui", "user", True,
)  # fmt: skip
STARTED = e.FileProcessingStarted("f", 1)
PROCESSED = e.FileProcessed("f", 1, 3, "m-x-4")
REPLACED = e.FileContentReplaced("f", "anna", 2, "blob2", "sha2", 4)
DELETED = e.FileDeleted("f", "anna", ("blob",))


def given(*events: Any) -> life.File:
    """The state after events."""
    return reduce(life.evolve, events, life.File())


def test_an_empty_file_is_not_taken() -> None:
    """Nothing half-written."""
    with pytest.raises(FileEmpty):
        life.decide_upload(given(), replace(UPLOADED, size=0))


def test_the_same_upload_again_adds_nothing() -> None:
    """A retry."""
    assert life.decide_upload(given(UPLOADED), UPLOADED) == []


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ((UPLOADED,), life.PENDING),
        ((replace(UPLOADED, process=False),), life.STORED),
        ((UPLOADED, STARTED), life.PROCESSING),
        ((UPLOADED, STARTED, PROCESSED), life.COMPLETED),
        ((UPLOADED, STARTED, e.FileProcessingFailed("f", 1, "FILE_UNREADABLE", "x")), life.FAILED),
        ((UPLOADED, STARTED, PROCESSED, REPLACED), life.PENDING),
        ((UPLOADED, STARTED, PROCESSED, e.FileVectorsRemoved("f")), life.STORED),
    ],
)
def test_the_state_follows_the_events(events: tuple[Any, ...], status: str) -> None:
    """What a client polls for."""
    assert given(*events).status == status


def test_a_slow_worker_cannot_overwrite_a_newer_text() -> None:
    """Its result belongs to an older content."""
    state = given(UPLOADED, STARTED, REPLACED)
    with pytest.raises(Superseded):
        life.decide_processed(state, PROCESSED)
    newer = replace(PROCESSED, content_version=2)
    assert life.decide_processed(state, newer) == [newer]


def test_work_is_asked_for_once() -> None:
    """Unless it is wanted again."""
    assert life.decide_request(given(UPLOADED), "f") == []
    done = given(UPLOADED, STARTED, PROCESSED)
    assert life.decide_request(done, "f") == []
    assert life.decide_request(done, "f", again=True) == [e.FileProcessingRequested("f")]


def test_deletion_names_every_blob_and_is_final() -> None:
    """The original and the replaced text."""
    state = given(UPLOADED, REPLACED)
    assert life.decide_delete(state, "f") == [e.FileDeleted("f", "anna", ("blob", "blob2"))]
    gone = given(UPLOADED, DELETED)
    for decide in (life.decide_delete, life.decide_start, life.decide_request, life.decide_unindex):
        with pytest.raises(FileNotFound):
            decide(gone, "f")
