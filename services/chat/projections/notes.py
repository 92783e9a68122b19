"""The views of notes.

notes           <note>              user_id owner · title, order (title as it is sorted) · data, meta (JSON,
                                    absent: null) · beginning of the text · x words · grants, reach
                                    (projections.reach) · created_at, updated_at (ms) · version
note_versions   <note>/<version>    n note · v version · title, data, meta · by account · at (ms)
note_pins       <note>/<account>    n note · u account · at (ms)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec
from bson import Int64
from pymongo import ASCENDING, DESCENDING, DeleteMany, DeleteOne, IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from kernel.identity.grants import Grant, stored
from services.chat.documents.words import words
from services.chat.domain.notes import events as e
from services.chat.domain.notes.note import text_of
from services.chat.projections.reach import reach

NOTES = "notes"
VERSIONS = "note_versions"
PINS = "note_pins"
ORDERS = ("order", "created_at", "updated_at")
BEGINNING = 1000
"""Characters of the text that lists show."""
MOST_WORDS = 5000
"""Different words of a note that it is found by."""

_grants = msgspec.json.Decoder(list[Grant]).decode


class NotesView(Projection):
    """See the module."""

    name = "notes"
    collections = (NOTES, VERSIONS, PINS)
    indexes: Mapping[str, Sequence[Any]] = {
        NOTES: [
            *(IndexModel([(order, DESCENDING)]) for order in ORDERS),
            *(IndexModel([("reach", ASCENDING), (order, DESCENDING)]) for order in ORDERS),
            IndexModel([("x", ASCENDING)]),
            IndexModel([("_stream", ASCENDING)]),
        ],
        VERSIONS: [
            IndexModel([("n", ASCENDING), ("v", DESCENDING)]),
            IndexModel([("_stream", ASCENDING)]),
        ],
        PINS: [
            IndexModel([("u", ASCENDING), ("at", DESCENDING)]),
            IndexModel([("n", ASCENDING)]),
            IndexModel([("_stream", ASCENDING)]),
        ],
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection.project."""
        return list(_writes(recorded, recorded.event))


def _writes(recorded: Recorded, event: Any) -> Iterator[Write]:
    now = Int64(recorded.time)
    match event:
        case e.NoteCreated():
            document = {
                "_id": event.note_id,
                "_stream": recorded.stream,
                "user_id": event.owner_id,
                **_content(event),
                **_access(event.owner_id, b"[]"),
                "created_at": now,
                "updated_at": now,
                "version": recorded.version,
            }
            yield Write(NOTES, ReplaceOne({"_id": event.note_id}, document, upsert=True))
            yield _version(recorded, event)
        case e.NoteChanged():
            yield _set(recorded, event.note_id, **_content(event), updated_at=now)
            yield _version(recorded, event)
        case e.NoteAccessChanged():
            yield _set(recorded, event.note_id, **_access(event.owner_id, event.access_grants))
        case e.NotePinned():
            yield _set(recorded, event.note_id)
            yield _pin(recorded, event)
        case e.NoteDeleted():
            yield Write(NOTES, DeleteOne({"_id": event.note_id}))
            yield Write(VERSIONS, DeleteMany({"n": event.note_id}))
            yield Write(PINS, DeleteMany({"n": event.note_id}))


def _set(recorded: Recorded, note_id: str, **fields: Any) -> Write:
    return Write(NOTES, UpdateOne({"_id": note_id}, {"$set": {**fields, "version": recorded.version}}))


def _content(event: e.NoteCreated | e.NoteChanged) -> dict[str, Any]:
    text = text_of(event.data)
    found = dict.fromkeys(islice(words(f"{event.title}\n{text}"), 20 * MOST_WORDS))
    return {
        "title": event.title,
        "order": event.title.casefold()[:100],
        "data": event.data,
        "meta": event.meta,
        "beginning": text[:BEGINNING],
        "x": list(islice(found, MOST_WORDS)),
    }


def _access(owner_id: str, document: bytes) -> dict[str, Any]:
    grants = _grants(document or b"[]")
    return {"grants": stored(grants), "reach": reach(owner_id, grants)}


def _version(recorded: Recorded, event: e.NoteCreated | e.NoteChanged) -> Write:
    document = {
        "_id": f"{event.note_id}/{recorded.version}",
        "_stream": recorded.stream,
        "n": event.note_id,
        "v": Int64(recorded.version),
        "title": event.title,
        "data": event.data,
        "meta": event.meta,
        "by": recorded.actor,
        "at": Int64(recorded.time),
    }
    return Write(VERSIONS, ReplaceOne({"_id": document["_id"]}, document, upsert=True))


def _pin(recorded: Recorded, event: e.NotePinned) -> Write:
    key = f"{event.note_id}/{event.user_id}"
    if not event.pinned:
        return Write(PINS, DeleteOne({"_id": key}))
    document = {
        "_id": key,
        "_stream": recorded.stream,
        "n": event.note_id,
        "u": event.user_id,
        "at": Int64(recorded.time),
    }
    return Write(PINS, ReplaceOne({"_id": key}, document, upsert=True))
