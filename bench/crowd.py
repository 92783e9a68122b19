"""Accounts and groups by the hundred thousand, put straight into auth's views as projections write them.

Registering them one by one would take an hour of password hashes; what lists and filters read is the
same. Each has a name of a few, an address of its own, and an employee number; every tenth was
provisioned by `okta`. Groups are named `Guild 000` and on, with as many members as asked for.
"""

from __future__ import annotations

import itertools
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pymongo import InsertOne, ReplaceOne

from kernel.eventstore.model import Recorded, Write
from services.auth.adapters.activity import ACCOUNT, COLLECTION
from services.auth.domain.events import UserRegistered
from services.auth.domain.group_events import GroupCreated, GroupMembersAdded
from services.auth.domain.instance_events import UserNumbered
from services.auth.domain.scim_events import ScimAttributesChanged
from services.auth.projections.groups import GroupsView
from services.auth.projections.scim_groups import ScimGroupsView
from services.auth.projections.scim_users import ScimUsersView
from services.auth.projections.users import UsersView

BEGAN = 1_760_000_000_000
PROVIDER = "okta"
_GIVEN = ("Ada", "Bruno", "Carla", "Dario", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jonas")
_FAMILY = ("Abel", "Berg", "Costa", "Dufour", "Eker", "Falk", "Gallo", "Holm", "Ivanov", "Jansen")
_AT_ONCE = 2_000


def user_id(number: int) -> str:
    """The id of one of them."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"person {number}"))


def address(number: int) -> str:
    """Their address."""
    return f"p{number:06d}.{_FAMILY[number % 7]}@crowd.example".lower()


def name(number: int) -> str:
    """Their name; thousands share it but for the number."""
    return f"{_GIVEN[number % 10]} {_FAMILY[number // 10 % 10]} {number:06d}"


def people(first: int, last: int) -> Iterator[Write]:
    """What the views hold of persons `first` to `last` - 1."""
    for number in range(first, last):
        stream, who = f"user-{user_id(number)}", user_id(number)
        at = BEGAN + number * 1000
        events: list[Any] = [
            UserRegistered(who, address(number), name(number), "user", "/user.png"),
            UserNumbered(who, number + 1000),
        ]
        if number % 10 == 0:
            events.append(ScimAttributesChanged(who, PROVIDER, json.dumps(_resource(number)).encode(), True))
        yield from _projected((UsersView(), ScimUsersView()), stream, at, events)
        yield Write(COLLECTION, InsertOne({"_id": who, "at": at // 1000, "kind": ACCOUNT}))


def groups(count: int, members: int, of: int) -> Iterator[Write]:
    """Groups with members among the first `of` people."""
    for number in range(count):
        group_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"guild {number}"))
        chosen = tuple(user_id((number * members + each) % of) for each in range(members))
        created = GroupCreated(group_id, f"Guild {number:03d}", "", b"{}", b"{}", "", "", "bench")
        events = [created, GroupMembersAdded(group_id, chosen, (1,) * members, members)]
        yield from _projected((GroupsView(), ScimGroupsView()), f"group-{group_id}", BEGAN + number, events)


async def fill(database: Any, writes: Iterable[Write]) -> None:
    """Write them; `database` is auth's, asynchronous."""
    made = iter(writes)
    while some := list(itertools.islice(made, _AT_ONCE)):
        by_collection: dict[str, list[Any]] = defaultdict(list)
        for write in some:
            by_collection[write.collection].append(write.op)
        for collection, operations in by_collection.items():
            await database[collection].bulk_write(operations, ordered=False)


def _projected(views: tuple[Any, ...], stream: str, at: int, events: list[Any]) -> Iterator[Write]:
    """The documents the events leave, each written once."""
    documents: dict[tuple[str, str], dict[str, Any]] = {}
    for write in _writes(views, stream, at, events):
        key = (write.collection, write.op._filter["_id"])
        if isinstance(write.op, ReplaceOne):
            documents[key] = dict(write.op._doc)
        else:
            documents[key].update(write.op._doc["$set"])
    for (collection, _), document in documents.items():
        yield Write(collection, InsertOne(document))


def _writes(views: tuple[Any, ...], stream: str, at: int, events: list[Any]) -> Iterator[Write]:
    for version, event in enumerate(events, 1):
        recorded = Recorded(event, str(uuid.uuid4()), type(event).__name__, stream, version, at, "bench")
        for view in views:
            yield from view.project(recorded)


def _resource(number: int) -> dict[str, Any]:
    given, family, _ = name(number).split(" ")
    return {
        "userName": address(number),
        "externalId": f"ext-{number}",
        "displayName": name(number),
        "name": {"givenName": given, "familyName": family},
        "emails": [{"value": address(number), "type": "work", "primary": True}],
    }
