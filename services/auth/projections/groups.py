"""Views `groups` (one document per group, with the version of its stream) and `group_members` (one per
group and member, so that groups of any size stay indexed and concurrent changes do not meet).

`granted` are the permission keys of the group's members, `share` is its data's `config.share`,
`name_lower` is for searching. `created_at` and `updated_at` are epoch seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pymongo import DeleteMany, DeleteOne, IndexModel, ReplaceOne, UpdateOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.group import changes, granted_by, share_of
from services.auth.domain.group_events import (
    GroupCreated,
    GroupDeleted,
    GroupMembersAdded,
    GroupMembersRemoved,
)

GROUPS = "groups"
MEMBERS = "group_members"
PREFIX = "group-"


class GroupsView(Projection):
    """See the module."""

    name = "groups"
    collections = (GROUPS, MEMBERS)
    indexes = {  # noqa: RUF012
        GROUPS: (
            IndexModel([("name_lower", 1), ("created_at", 1), ("_id", 1)], name="name"),
            IndexModel([("provider", 1), ("name_lower", 1), ("_id", 1)], name="provider_name"),
            IndexModel([("provider", 1), ("external_id", 1)], name="provider_external_id"),
            IndexModel([("provider", 1), ("created_at", 1), ("_id", 1)], name="provider_age"),
            IndexModel([("share", 1)], name="share"),
        ),
        MEMBERS: (
            IndexModel([("group_id", 1), ("user_id", 1)], name="group", unique=True),
            IndexModel([("user_id", 1), ("group_id", 1)], name="user"),
        ),
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        if not recorded.stream.startswith(PREFIX):
            return
        group_id = recorded.stream.removeprefix(PREFIX)
        event, seconds = recorded.event, recorded.time // 1000
        change = {**_fields(event), "version": recorded.version, "updated_at": seconds}
        if isinstance(event, GroupDeleted):
            yield Write(GROUPS, DeleteOne({"_id": group_id}))
            return
        if isinstance(event, GroupCreated):
            document = {"_id": group_id, "_stream": recorded.stream, "created_at": seconds, **change}
            yield Write(GROUPS, ReplaceOne({"_id": group_id}, document, upsert=True))
            return
        yield Write(GROUPS, UpdateOne({"_id": group_id}, {"$set": change}))
        if isinstance(event, GroupMembersAdded):
            for user_id in event.user_ids:
                member = {
                    "_id": f"{group_id}:{user_id}",
                    "_stream": recorded.stream,
                    "group_id": group_id,
                    "user_id": user_id,
                    "since": seconds,
                }
                yield Write(MEMBERS, ReplaceOne({"_id": member["_id"]}, member, upsert=True))
        elif isinstance(event, GroupMembersRemoved):
            gone = {"group_id": group_id, "user_id": {"$in": list(event.user_ids)}}
            yield Write(MEMBERS, DeleteMany(gone))


def _fields(event: object) -> dict[str, Any]:
    fields = dict(changes(event))
    if "name" in fields:
        fields["name_lower"] = fields["name"].lower()
    if "data" in fields:
        fields["share"] = share_of(fields["data"])
    if "permissions" in fields:
        fields["granted"] = sorted(granted_by(fields["permissions"]))
    return fields
