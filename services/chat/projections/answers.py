"""The `answers` view: one small document a run.

<run>   c chat · i message · u owner · m model · s state · b begun (ms) · n last event · w cause of a failure
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bson import Int64
from pymongo import ASCENDING, DESCENDING, DeleteMany, IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.chat.domain.answers import events as e
from services.chat.domain.answers.answer import COMPLETED, FAILED, RUNNING, STOPPED
from services.chat.domain.chats.events import ChatDeleted

ANSWERS = "answers"


class AnswersView(Projection):
    """See the module."""

    name = "answers"
    collections = (ANSWERS,)
    indexes = {  # noqa: RUF012 - a table
        ANSWERS: [
            IndexModel([("c", ASCENDING), ("i", ASCENDING), ("b", DESCENDING)], name="by_message"),
            # Small whatever was ever answered.
            IndexModel(
                [("s", ASCENDING), ("c", ASCENDING), ("i", ASCENDING)],
                name="running",
                partialFilterExpression={"s": RUNNING},
            ),
        ]
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """The writes of one event."""
        event: Any = recorded.event
        match event:
            case e.AnswerStarted():
                run = {
                    "_id": event.run_id,
                    "_stream": recorded.stream,
                    "c": event.chat_id,
                    "i": event.message_id,
                    "u": event.owner_id,
                    "m": event.model,
                    "s": RUNNING,
                    "b": Int64(event.started_at),
                }
                return [Write(ANSWERS, ReplaceOne({"_id": event.run_id}, run, upsert=True))]
            case e.AnswerCompleted():
                return [_ended(event, COMPLETED)]
            case e.AnswerStopped():
                return [_ended(event, STOPPED)]
            case e.AnswerFailed():
                return [_ended(event, FAILED, w=event.cause)]
            case ChatDeleted():
                return [Write(ANSWERS, DeleteMany({"c": event.chat_id}))]
        return []


def _ended(event: Any, state: str, **more: str) -> Write:
    fields = {"s": state, "n": Int64(event.last_event), **more}
    return Write(ANSWERS, UpdateOne({"_id": event.run_id}, {"$set": fields}))
