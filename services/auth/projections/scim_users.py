"""View `scim_users`: one row per account, for filters, sorting and versions as SCIM has them.

`a`, `k`, `active`, `created` and `modified` are what services.auth.scim compares; `kept` says that a
provider described the account (then `document` is the resource, as JSON) and `provider` which one;
`made` that it made the account too.
`version` is that of the last event that changed what a provider sees: the entity tag.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pymongo import DeleteOne, IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain import events as happened
from services.auth.domain.scim_events import ScimAttributesChanged
from services.auth.projections.users import PREFIX
from services.auth.scim.accounts import document_of
from services.auth.scim.resources import USER
from services.auth.scim.search import search_document, sort_keys

COLLECTION = "scim_users"
_AGE = [("created", 1), ("_id", 1)]


class ScimUsersView(Projection):
    """See the module."""

    name = "scim_users"
    collections = (COLLECTION,)
    indexes = {  # noqa: RUF012
        COLLECTION: (
            IndexModel(_AGE, name="age"),
            IndexModel([("provider", 1), *_AGE], name="provider_age"),
            IndexModel([("a.userName", 1), *_AGE], name="user_name"),
            IndexModel([("a.externalId", 1), *_AGE], name="external_id"),
            IndexModel([("a.emails.value", 1), *_AGE], name="email"),
            # Whatever else is asked for by a value or the beginning of one.
            IndexModel([("a.$**", 1)], name="attributes"),
            IndexModel([("modified", 1), ("_id", 1)], name="modified"),
            IndexModel([("active", 1), *_AGE], name="active"),
        )
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        if not recorded.stream.startswith(PREFIX):
            return
        user_id = recorded.stream.removeprefix(PREFIX)
        changed = {"version": recorded.version, "modified": recorded.time}
        # What the account is called is told by the provider, where one described it.
        undescribed = {"_id": user_id, "kept": False}
        match recorded.event:
            case happened.UserRegistered(_, email, name):
                row = {
                    "_id": user_id,
                    "_stream": recorded.stream,
                    "provider": "",
                    "kept": False,
                    "made": False,
                    "active": True,
                    "created": recorded.time,
                    **changed,
                    **_searched(document_of(email, name)),
                }
                yield Write(COLLECTION, ReplaceOne({"_id": user_id}, row, upsert=True))
            case happened.UserEmailChanged(_, email):
                found = _searched(document_of(email, ""))
                fields = {
                    "a.userName": found["a"].get("userName", ""),
                    "a.emails": found["a"].get("emails", []),
                    "k.emails": found["k"].get("emails", {}),
                }
                yield Write(COLLECTION, UpdateOne(undescribed, {"$set": {**changed, **fields}}))
            case happened.UserProfileUpdated(_, name):
                found = _searched(document_of("", name))["a"]
                fields = {"a.displayName": found.get("displayName", ""), "a.name": found.get("name", {})}
                yield Write(COLLECTION, UpdateOne(undescribed, {"$set": {**changed, **fields}}))
            case happened.UserProfileImageChanged():
                yield Write(COLLECTION, UpdateOne(undescribed, {"$set": changed}))
            case happened.UserDeactivated() | happened.UserReactivated():
                active = isinstance(recorded.event, happened.UserReactivated)
                yield Write(COLLECTION, UpdateOne({"_id": user_id}, {"$set": {**changed, "active": active}}))
            case ScimAttributesChanged(_, provider, attributes, made):
                # Empty once the person is forgotten.
                document = json.loads(attributes or b"{}")
                kept = {"provider": provider, "kept": True, "document": attributes}
                fields = {**changed, **kept, **({"made": True} if made else {}), **_searched(document)}
                yield Write(COLLECTION, UpdateOne({"_id": user_id}, {"$set": fields}))
            case happened.UserDeleted():
                yield Write(COLLECTION, DeleteOne({"_id": user_id}))


def _searched(document: Mapping[str, Any]) -> dict[str, Any]:
    found = search_document(USER, document)
    return {"a": found, "k": sort_keys(found)}
