"""Groups as their views have them: for commands (in their transaction) and for reads.

How often the memberships of an account changed is counted in a plain document per account, written
in the transaction of each change. Two changes for one person at a time therefore conflict, also
across groups and with the person's deletion, and one of them is tried again; and an access token
names the version it was made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from pymongo import UpdateOne

from kernel.eventstore.model import Transaction, Write
from services.auth.domain.group import Group, Moved
from services.auth.projections.groups import GROUPS, MEMBERS, PREFIX
from services.auth.projections.users import COLLECTION as USERS

VERSIONS = "membership_versions"
NAME = "group-name"
"""Kind of the claim that keeps the names of one provider's groups unique."""
_FIELDS = tuple(field.name for field in fields(Group) if field.name != "id")


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """A group with what the view knows about it beyond its state. Times are epoch seconds."""

    group: Group
    version: int
    created_at: int
    updated_at: int

    @property
    def stream(self) -> str:
        """Its stream."""
        return stream_of(self.group.id)


def stream_of(group_id: str) -> str:
    """The stream of a group."""
    return f"{PREFIX}{group_id}"


def group_of(document: Mapping[str, Any]) -> StoredGroup:
    """From a document of the view."""
    known = {name: document[name] for name in _FIELDS}
    known["data"], known["permissions"] = bytes(known["data"]), bytes(known["permissions"])
    return StoredGroup(
        Group(id=document["_id"], **known),
        document["version"],
        document["created_at"],
        document["updated_at"],
    )


def name_claim(provider: str, name: str) -> str:
    """The value of the claim on a group's name."""
    return f"{provider}|{name.casefold()}"


async def load(tx: Transaction, group_id: str) -> StoredGroup | None:
    """The group in a transaction's snapshot; its version is what to append at."""
    document = await tx.view(GROUPS).find_one({"_id": group_id})
    return group_of(document) if document else None


async def joining(tx: Transaction, group_id: str, user_ids: Iterable[str]) -> tuple[str, ...]:
    """Those of some ids that are accounts and no members yet, each once, in the order given."""
    wanted = list(dict.fromkeys(user_ids))
    accounts = await _ids(tx, USERS, {"_id": {"$in": wanted}}, "_id")
    present = await _ids(tx, MEMBERS, {"group_id": group_id, "user_id": {"$in": wanted}}, "user_id")
    return tuple(user_id for user_id in wanted if user_id in accounts and user_id not in present)


async def leaving(tx: Transaction, group_id: str, user_ids: Iterable[str]) -> tuple[str, ...]:
    """Those of some ids that are members, each once, in the order given."""
    wanted = list(dict.fromkeys(user_ids))
    present = await _ids(tx, MEMBERS, {"group_id": group_id, "user_id": {"$in": wanted}}, "user_id")
    return tuple(user_id for user_id in wanted if user_id in present)


async def members(tx: Transaction, group_id: str) -> tuple[str, ...]:
    """All members."""
    return tuple(sorted(await _ids(tx, MEMBERS, {"group_id": group_id}, "user_id")))


async def groups_with(tx: Transaction, user_id: str) -> tuple[str, ...]:
    """The groups an account is a member of."""
    return tuple(sorted(await _ids(tx, MEMBERS, {"user_id": user_id}, "group_id")))


async def moved(tx: Transaction, user_ids: tuple[str, ...]) -> Moved:
    """The next version of each one's memberships, recorded in this transaction."""
    known = {
        document["_id"]: int(document["version"])
        for document in await tx.view(VERSIONS).find({"_id": {"$in": list(user_ids)}}).to_list(None)
    }
    versions = tuple(known.get(user_id, 0) + 1 for user_id in user_ids)
    await tx.write(
        *(
            Write(VERSIONS, UpdateOne({"_id": user_id}, {"$set": {"version": version}}, upsert=True))
            for user_id, version in zip(user_ids, versions, strict=True)
        )
    )
    return Moved(user_ids, versions)


async def _ids(tx: Transaction, collection: str, query: Mapping[str, Any], field: str) -> set[str]:
    found = await tx.view(collection).find(query, {field: 1}).to_list(None)
    return {document[field] for document in found}
