"""View `scim_tokens`: one document per SCIM token that was not revoked."""

from __future__ import annotations

from collections.abc import Iterable

from pymongo import DeleteOne, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.key_events import ScimTokenCreated, ScimTokenRevoked

COLLECTION = "scim_tokens"


class ScimTokensView(Projection):
    """See the module."""

    name = "scim_tokens"
    collections = (COLLECTION,)

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        match recorded.event:
            case ScimTokenCreated() as made:
                document = {
                    "_id": made.key_id,
                    "_stream": recorded.stream,
                    "provider": made.provider,
                    "view": made.view,
                    "name": made.name,
                    "hint": made.hint,
                    "created_by": made.created_by,
                    "created_at": recorded.time // 1000,
                    "expires_at": made.expires_at,
                }
                yield Write(COLLECTION, ReplaceOne({"_id": made.key_id}, document, upsert=True))
            case ScimTokenRevoked(_, key_id):
                yield Write(COLLECTION, DeleteOne({"_id": key_id}))
