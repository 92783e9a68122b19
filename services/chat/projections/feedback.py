"""The `feedback` view: feedback, the chats as they were rated, and ballots.

feedback            <feedback>   u owner · k kind · d data · e meta (JSON) · x model · r rating (text) ·
                                 c, m given and changed (ms) · v version of the stream
feedback_snapshots  <feedback>   s snapshot (JSON)
ballots             <feedback>   x model · o opponents · w 1 won, -1 lost · g tags ·
                                 c since when it counts (ms)

A change replaces the ballot, which keeps its place in the order; ratings are the same after a replay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from bson import Int64
from pymongo import ASCENDING, DESCENDING, DeleteOne, IndexModel, InsertOne, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.domain.feedback import events as e
from services.chat.domain.feedback.ballots import ballot_of

FEEDBACK = "feedback"
SNAPSHOTS = "feedback_snapshots"
BALLOTS = "ballots"
ORDERS = {"updated_at": "m", "created_at": "c", "model_id": "x", "rating": "r", "username": "u"}
"""What lists may be ordered by, and the field it is in."""


class FeedbackView(Projection):
    """See the module."""

    name = "feedback"
    collections = (FEEDBACK, SNAPSHOTS, BALLOTS)

    def __init__(self) -> None:
        orders = [
            IndexModel([(field, DESCENDING), ("_id", DESCENDING)], name=name)
            for name, field in ORDERS.items()
        ]
        of_model = [
            IndexModel([("x", ASCENDING), (field, DESCENDING), ("_id", DESCENDING)], name=f"model_{name}")
            for name, field in ORDERS.items()
            if field != "x"
        ]
        own = [("u", ASCENDING), ("m", DESCENDING), ("_id", DESCENDING)]
        self.indexes = {
            FEEDBACK: [*orders, *of_model, IndexModel(own, name="own")],
            BALLOTS: [
                IndexModel([("c", ASCENDING), ("_id", ASCENDING)], name="in_order"),
                IndexModel([("x", ASCENDING), ("c", ASCENDING)], name="by_model"),
                IndexModel([("o", ASCENDING), ("c", ASCENDING)], name="by_opponent"),
            ],
        }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        return list(_writes(recorded, recorded.event))


def _writes(recorded: Recorded, event: Any) -> Iterator[Write]:
    match event:
        case e.FeedbackGiven():
            yield Write(FEEDBACK, InsertOne(_given(recorded, event)))
            if event.snapshot:
                yield _snapshot(recorded, event.feedback_id, event.snapshot)
            yield from _ballot(recorded, event, recorded.time)
        case e.FeedbackChanged():
            touched: dict[str, Any] = {
                "k": event.kind,
                "m": Int64(recorded.time),
                "v": recorded.version,
                **_data(event.data),
            }
            if event.meta:
                touched["e"] = event.meta
            yield Write(FEEDBACK, UpdateOne({"_id": event.feedback_id}, {"$set": touched}))
            if event.snapshot:
                yield _snapshot(recorded, event.feedback_id, event.snapshot)
            if event.data:
                yield from _ballot(recorded, event, None)
        case e.FeedbackDeleted():
            for collection in (FEEDBACK, SNAPSHOTS, BALLOTS):
                yield Write(collection, DeleteOne({"_id": event.feedback_id}))


def _given(recorded: Recorded, event: e.FeedbackGiven) -> dict[str, Any]:
    return {
        "_id": event.feedback_id,
        "_stream": recorded.stream,
        "u": event.owner_id,
        "k": event.kind,
        "e": event.meta,
        "c": Int64(recorded.time),
        "m": Int64(recorded.time),
        "v": recorded.version,
        **_data(event.data),
    }


def _data(raw: bytes) -> dict[str, Any]:
    if not raw:
        return {}
    data = _object(raw)
    rating = data.get("rating")
    return {"d": raw, "x": data.get("model_id"), "r": None if rating is None else str(rating)}


def _snapshot(recorded: Recorded, feedback_id: str, raw: bytes) -> Write:
    document = {"_id": feedback_id, "_stream": recorded.stream, "s": raw}
    return Write(SNAPSHOTS, ReplaceOne({"_id": feedback_id}, document, upsert=True))


def _ballot(
    recorded: Recorded, event: e.FeedbackGiven | e.FeedbackChanged, given: int | None
) -> Iterator[Write]:
    """The ballot in place of the former one; `given` is None for a change."""
    ballot = ballot_of(_object(event.data))
    if ballot is None:
        if given is None:
            yield Write(BALLOTS, DeleteOne({"_id": event.feedback_id}))
        return
    at = Int64(recorded.time if given is None else given)
    told = {
        "_stream": recorded.stream,
        "x": ballot.model,
        "o": list(ballot.opponents),
        "w": ballot.outcome,
        "g": list(ballot.tags),
    }
    change = {"$set": told, "$setOnInsert": {"c": at}}
    yield Write(BALLOTS, UpdateOne({"_id": event.feedback_id}, change, upsert=True))


def _object(raw: bytes) -> dict[str, Any]:
    return msgspec.json.decode(raw, type=dict[str, Any]) if raw else {}
