"""View `developer_keys`: one document per developer key that works."""

from __future__ import annotations

from collections.abc import Iterable

from pymongo import DeleteOne, IndexModel, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.events import DeveloperKeyCreated, DeveloperKeyRevoked

COLLECTION = "developer_keys"


class DeveloperKeysView(Projection):
    """See the module."""

    name = "developer_keys"
    collections = (COLLECTION,)
    indexes = {COLLECTION: (IndexModel([("created_by", 1)], name="created_by"),)}  # noqa: RUF012

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        match recorded.event:
            case DeveloperKeyCreated(_, key_id, name, hint, created_by, expires_at):
                document = {
                    "_id": key_id,
                    "_stream": recorded.stream,
                    "name": name,
                    "hint": hint,
                    "created_by": created_by,
                    "created_at": recorded.time // 1000,
                    "expires_at": expires_at,
                }
                yield Write(COLLECTION, ReplaceOne({"_id": key_id}, document, upsert=True))
            case DeveloperKeyRevoked(_, key_id):
                yield Write(COLLECTION, DeleteOne({"_id": key_id}))
