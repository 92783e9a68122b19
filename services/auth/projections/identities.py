"""View `identities`: one document per external identity, with the account it opens.

`_id` is domain.identity.key; `linked_at` is epoch seconds.
"""

from __future__ import annotations

from collections.abc import Iterable

from pymongo import DeleteMany, DeleteOne, IndexModel, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.events import IdentityLinked, IdentityUnlinked, UserDeleted
from services.auth.domain.identity import key

COLLECTION = "identities"


class IdentitiesView(Projection):
    """See the module."""

    name = "identities"
    collections = (COLLECTION,)
    indexes = {COLLECTION: (IndexModel([("user_id", 1), ("provider", 1)], name="user"),)}  # noqa: RUF012

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        match recorded.event:
            case IdentityLinked(user_id, provider, subject) if subject:  # empty once the person is forgotten
                document = {
                    "_id": key(provider, subject),
                    "_stream": recorded.stream,
                    "user_id": user_id,
                    "provider": provider,
                    "subject": subject,
                    "linked_at": recorded.time // 1000,
                }
                yield Write(COLLECTION, ReplaceOne({"_id": document["_id"]}, document, upsert=True))
            case IdentityUnlinked(_, provider, subject):
                yield Write(COLLECTION, DeleteOne({"_id": key(provider, subject)}))
            case UserDeleted(user_id):
                yield Write(COLLECTION, DeleteMany({"user_id": user_id}))
