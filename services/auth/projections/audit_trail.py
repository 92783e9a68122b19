"""Follower of all services: `audit` holds one document for each audited event.

    _id event id · t time (ms) · at the same as a date, for retention · n service · p position in its
    log · s, v stream and version · a actor · c category · e event · o whether it failed · g ids it
    names · x address, sealed · k credential · r correlation · d the event as stored, personal fields
    sealed · h its schema

Personal data stay sealed here: who reads opens them, and finds nothing once the key is dropped. Of
large events only the envelope is kept. What an erasure removes item by item is left out, since its
report has the counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bson import Int64
from google.protobuf.descriptor import FieldDescriptor
from pymongo import ASCENDING, DESCENDING, IndexModel, ReplaceOne
from pymongo.errors import OperationFailure

from kernel.audit import AuditedEvent, audited_events
from kernel.bus.model import Delivered, Follower
from kernel.eventstore.model import Write

COLLECTION = "audit"
LARGEST = 32 * 1024
"""Bytes of an event that is kept whole."""
_MOST_TARGETS = 100
_DAY = 86_400
_RETENTION = "retention"
_INDEX_NOT_FOUND, _NAMESPACE_NOT_FOUND = 27, 26


class AuditTrail(Follower):
    """See the module. `days` an entry is kept; 0 means for ever."""

    name = "audit_trail"
    collections = (COLLECTION,)

    def __init__(self, events: Sequence[AuditedEvent] | None = None, days: int = 0) -> None:
        events = audited_events() if events is None else events
        self._events = {(event.service, event.name): event for event in events}
        self.follows = tuple(event.message for event in events)
        newest = [("t", DESCENDING), ("_id", DESCENDING)]
        made = [IndexModel(newest, name="newest")]
        made += [IndexModel([(key, ASCENDING), *newest], name=f"by_{key}") for key in "aceog"]
        made.append(IndexModel([("n", ASCENDING), ("p", ASCENDING)], name="place"))
        if days:
            made.append(IndexModel("at", name=_RETENTION, expireAfterSeconds=days * _DAY))
        self.indexes: Mapping[str, Sequence[Any]] = {COLLECTION: made}

    def project(self, delivered: Delivered) -> Iterable[Write]:
        """See Follower."""
        kind = self._events[delivered.service, delivered.type]
        if kind.category == "data" and delivered.actor == "system":
            return
        event = delivered.event
        document: dict[str, Any] = {
            "_id": delivered.id,
            "t": Int64(delivered.time),
            "at": datetime.fromtimestamp(delivered.time / 1000, UTC),
            "n": delivered.service,
            "p": Int64(delivered.position),
            "s": delivered.stream,
            "v": delivered.version,
            # A refusal is written down by auth; who was refused is in it.
            "a": getattr(event, "user_id", "") if kind.failure else delivered.actor,
            "c": kind.category,
            "e": kind.name,
            "o": kind.failure,
            "g": targets(event, delivered.stream),
            "x": delivered.address,
            "k": getattr(event, "credential", "") if kind.failure else delivered.credential,
            "r": delivered.ctx.correlation_id,
            "h": delivered.schema,
        }
        if len(delivered.data) <= LARGEST:
            document["d"] = delivered.data
        yield Write(COLLECTION, ReplaceOne({"_id": delivered.id}, document, upsert=True))


def targets(event: Any, stream: str) -> list[str]:
    """The ids an event names, each once: of its stream, and in fields called `…_id` or `…_ids`."""
    found = dict.fromkeys([stream.partition("-")[2] or stream])
    found.update(dict.fromkeys(_ids(event)))
    return [one for one in found if one][:_MOST_TARGETS]


def _ids(event: Any) -> Iterator[str]:
    for field in event.DESCRIPTOR.fields:
        if field.type != FieldDescriptor.TYPE_STRING or not field.name.endswith(("_id", "_ids")):
            continue
        value = getattr(event, field.name)
        if field.is_repeated:
            yield from value[:_MOST_TARGETS]
        else:
            yield value


async def retain(database: Any, days: int) -> None:
    """Bring the retention of entries that are there in line with the setting; before the follower runs."""
    try:
        known = await database[COLLECTION].index_information()
    except OperationFailure as error:
        if error.code != _NAMESPACE_NOT_FOUND:
            raise
        return
    present = known.get(_RETENTION)
    if present is None or present["expireAfterSeconds"] == days * _DAY:
        return
    if days:
        change = {"name": _RETENTION, "expireAfterSeconds": days * _DAY}
        await database.command("collMod", COLLECTION, index=change)
        return
    try:
        await database[COLLECTION].drop_index(_RETENTION)
    except OperationFailure as error:
        if error.code != _INDEX_NOT_FOUND:  # another replica was first
            raise
