"""View `invites`: one document per invitation. `created_at` and `updated_at` are milliseconds."""

from __future__ import annotations

from collections.abc import Iterable

from bson import Int64
from pymongo import IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.instance_events import InviteClaimed, InviteCreated, InviteDisabled
from services.auth.domain.invite import CLAIMED, DISABLED, PENDING

COLLECTION = "invites"


class InvitesView(Projection):
    """See the module."""

    name = "invites"
    collections = (COLLECTION,)
    indexes = {COLLECTION: (IndexModel([("number", 1)], name="number"),)}  # noqa: RUF012

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        now = Int64(recorded.time)
        match recorded.event:
            case InviteCreated(invite_id, number, workspaces, created_by):
                document = {
                    "_id": invite_id,
                    "_stream": recorded.stream,
                    "number": Int64(number),
                    "status": PENDING,
                    "workspaces": [Int64(one) for one in workspaces],
                    "created_by": created_by,
                    "claimed_by": "",
                    "created_at": now,
                    "updated_at": now,
                }
                yield Write(COLLECTION, ReplaceOne({"_id": invite_id}, document, upsert=True))
            case InviteDisabled(invite_id):
                yield Write(COLLECTION, _set(invite_id, {"status": DISABLED, "updated_at": now}))
            case InviteClaimed(invite_id, user_id, _):
                change = {"status": CLAIMED, "claimed_by": user_id, "updated_at": now}
                yield Write(COLLECTION, _set(invite_id, change))


def _set(invite_id: str, change: dict[str, object]) -> UpdateOne:
    return UpdateOne({"_id": invite_id}, {"$set": change})
