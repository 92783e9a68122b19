"""View `users`: one document per account, with the version of its stream.

`epoch` is the version of the last event that ended all sessions. `created_at` and `updated_at` are
epoch seconds. `name_lower` is for sorting and searching, `name_grams` and `email_grams` find accounts
by any part of a name or address. When an account was last used is not here: see the collection
`activity`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pymongo import DeleteOne, IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain import developer, scim_token
from services.auth.domain.events import ENDING_SESSIONS, UserDeleted, UserRegistered
from services.auth.domain.grams import grams
from services.auth.domain.user import changes

COLLECTION = "users"
PREFIX = "user-"
BUILT_IN = (developer.ACCOUNT_ID, scim_token.ACCOUNT_ID)
"""Accounts of the installation itself; no list shows them."""


class UsersView(Projection):
    """See the module."""

    name = "users"
    collections = (COLLECTION,)
    indexes = {  # noqa: RUF012
        COLLECTION: (
            IndexModel([("email", 1), ("_id", 1)], name="by_email"),
            IndexModel([("name_lower", 1), ("_id", 1)], name="name"),
            IndexModel([("email_grams", 1)], name="email_part"),
            IndexModel([("name_grams", 1)], name="name_part"),
            IndexModel([("username", 1)], name="username"),
            IndexModel([("number", 1)], name="number"),
            IndexModel([("created_at", 1), ("_id", 1)], name="age"),
            IndexModel([("updated_at", 1), ("_id", 1)], name="updated"),
            IndexModel([("role", 1), ("_id", 1)], name="by_role"),
            IndexModel([("role", 1), ("active", 1), ("_id", 1)], name="role"),
        )
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        if not recorded.stream.startswith(PREFIX):
            return
        user_id = recorded.stream.removeprefix(PREFIX)
        if user_id in BUILT_IN:
            return
        seconds = recorded.time // 1000
        if isinstance(recorded.event, UserDeleted):
            yield Write(COLLECTION, DeleteOne({"_id": user_id}))
        elif isinstance(recorded.event, UserRegistered):
            document: dict[str, Any] = {
                "_id": user_id,
                "_stream": recorded.stream,
                **_fields(recorded.event),
                "active": True,
                "epoch": 0,
                "version": recorded.version,
                "created_at": seconds,
                "updated_at": seconds,
            }
            yield Write(COLLECTION, ReplaceOne({"_id": user_id}, document, upsert=True))
        else:
            change = {**_fields(recorded.event), "version": recorded.version, "updated_at": seconds}
            if isinstance(recorded.event, ENDING_SESSIONS):
                change["epoch"] = recorded.version
            yield Write(COLLECTION, UpdateOne({"_id": user_id}, {"$set": change}))


def _fields(event: object) -> dict[str, Any]:
    fields = {key: value for key, value in changes(event).items() if key != "id"}
    if "name" in fields:
        fields["name_lower"] = fields["name"].lower()
        fields["name_grams"] = grams(fields["name"])
    if "email" in fields:
        fields["email_grams"] = grams(fields["email"])
    return fields
