"""View `scim_groups`: one row per group, for filters, sorting and versions as SCIM has them.

As `scim_users`; `name` and `external_id` are as they were given. Members are in `group_members`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pymongo import DeleteOne, IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain import group_events as happened
from services.auth.projections.groups import PREFIX
from services.auth.scim.resources import GROUP, GROUP_URI
from services.auth.scim.search import search_document

COLLECTION = "scim_groups"
_AGE = [("created", 1), ("_id", 1)]


class ScimGroupsView(Projection):
    """See the module."""

    name = "scim_groups"
    collections = (COLLECTION,)
    indexes = {  # noqa: RUF012
        COLLECTION: (
            IndexModel(_AGE, name="age"),
            IndexModel([("provider", 1), *_AGE], name="provider_age"),
            IndexModel([("a.displayName", 1), *_AGE], name="display_name"),
            IndexModel([("a.externalId", 1), *_AGE], name="external_id"),
            IndexModel([("modified", 1), ("_id", 1)], name="modified"),
        )
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        if not recorded.stream.startswith(PREFIX):
            return
        group_id = recorded.stream.removeprefix(PREFIX)
        changed: dict[str, Any] = {"version": recorded.version, "modified": recorded.time}
        match recorded.event:
            case happened.GroupCreated(_, name=name, provider=provider, external_id=external_id):
                row = {
                    "_id": group_id,
                    "_stream": recorded.stream,
                    "provider": provider,
                    "active": True,
                    "created": recorded.time,
                    "k": {},
                    **changed,
                    **_named(name, external_id),
                }
                yield Write(COLLECTION, ReplaceOne({"_id": group_id}, row, upsert=True))
            case happened.GroupChanged(_, name=name, external_id=external_id):
                fields = {**changed, **_named(name, external_id)}
                yield Write(COLLECTION, UpdateOne({"_id": group_id}, {"$set": fields}))
            case happened.GroupMembersAdded() | happened.GroupMembersRemoved():
                yield Write(COLLECTION, UpdateOne({"_id": group_id}, {"$set": changed}))
            case happened.GroupDeleted():
                yield Write(COLLECTION, DeleteOne({"_id": group_id}))


def _named(name: str, external_id: str) -> dict[str, Any]:
    document: dict[str, Any] = {"schemas": [GROUP_URI], "displayName": name}
    if external_id:
        document["externalId"] = external_id
    return {"name": name, "external_id": external_id, "a": search_document(GROUP, document)}
