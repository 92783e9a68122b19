"""View `api_keys`: one document per named API key that was not removed, expired ones included."""

from __future__ import annotations

from collections.abc import Iterable

from pymongo import DeleteMany, DeleteOne, IndexModel, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.events import UserDeleted
from services.auth.domain.key_events import ApiKeyAdded, ApiKeyRemoved

COLLECTION = "api_keys"


class ApiKeysView(Projection):
    """See the module."""

    name = "api_keys"
    collections = (COLLECTION,)
    indexes = {COLLECTION: (IndexModel([("user_id", 1), ("created_at", 1)], name="user"),)}  # noqa: RUF012

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        match recorded.event:
            case ApiKeyAdded() as made:
                document = {
                    "_id": made.key_id,
                    "_stream": recorded.stream,
                    "user_id": made.user_id,
                    "name": made.name,
                    "scopes": list(made.scopes),
                    "hint": made.hint,
                    "created_at": recorded.time // 1000,
                    "expires_at": made.expires_at,
                }
                yield Write(COLLECTION, ReplaceOne({"_id": made.key_id}, document, upsert=True))
            case ApiKeyRemoved(_, key_id):
                yield Write(COLLECTION, DeleteOne({"_id": key_id}))
            case UserDeleted(user_id):
                yield Write(COLLECTION, DeleteMany({"user_id": user_id}))
