"""View `erasures`: one document a person, so that an operator sees what is not done yet.

`_id` is the user id; status is running or completed; `waiting_for` the services that have not reported;
`removed` what each has removed. Times are epoch milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable

from pymongo import IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.erasure_events import ErasureCompleted, ErasureStarted, SubjectErased

COLLECTION = "erasures"
RUNNING, COMPLETED = "running", "completed"


class ErasuresView(Projection):
    """See the module."""

    name = "erasures"
    collections = (COLLECTION,)
    indexes = {  # noqa: RUF012
        COLLECTION: (
            IndexModel([("started_at", -1), ("_id", 1)], name="latest"),
            IndexModel([("status", 1), ("started_at", -1), ("_id", 1)], name="status"),
        )
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        match recorded.event:
            case ErasureStarted(user_id, asked_by, services):
                document = {
                    "_id": user_id,
                    "_stream": recorded.stream,
                    "status": RUNNING,
                    "asked_by": asked_by,
                    "started_at": recorded.time,
                    "waiting_for": list(services),
                    "removed": {},
                }
                yield Write(COLLECTION, ReplaceOne({"_id": user_id}, document, upsert=True))
            case SubjectErased(user_id, service, counts):
                change = {"$pull": {"waiting_for": service}, "$set": {f"removed.{service}": dict(counts)}}
                yield Write(COLLECTION, UpdateOne({"_id": user_id}, change))
            case ErasureCompleted(user_id, _, _, completed_at):
                done = {"$set": {"status": COMPLETED, "completed_at": completed_at}}
                yield Write(COLLECTION, UpdateOne({"_id": user_id}, done))
