"""What an account's groups mean for it: which they are, what they permit, as of which version."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.auth.adapters.groups import VERSIONS
from services.auth.projections.groups import GROUPS, MEMBERS


@dataclass(frozen=True, slots=True)
class Memberships:
    """The groups of an account and the permission keys they grant together."""

    version: int = 0
    groups: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()


_NONE = Memberships()


async def memberships_of(store: EventStore, user_id: str) -> Memberships:
    """As the database has them now; the version is read first, so it is never newer than the rest.

    One look-up for who never was in a group.
    """
    version = await store.view(VERSIONS).find_one({"_id": user_id})
    if version is None:
        return _NONE
    members = await rows(store.view(MEMBERS).find({"user_id": user_id}, {"group_id": 1}))
    ids = frozenset(member["group_id"] for member in members)
    if not ids:
        return Memberships(version["version"])
    granting = {"_id": {"$in": list(ids)}, "granted": {"$ne": []}}
    found = await rows(store.view(GROUPS).find(granting, {"granted": 1}))
    return Memberships(version["version"], ids, frozenset(key for one in found for key in one["granted"]))
