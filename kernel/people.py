"""Who people are, as replies of any service show them: a view each service keeps of its own, fed by auth.

A service that shows people names `PeopleView` among the `FOLLOWERS` of its app module. The view is behind
auth by moments, and holds nobody whose account is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parlance.auth.v1 import events_pb2
from pymongo import DeleteOne, UpdateOne

from kernel.bus.model import Delivered, Follower
from kernel.eventstore.model import Write
from kernel.mongo import rows

PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Person:
    """What others see of somebody."""

    id: str
    name: str = ""
    email: str = ""
    role: str = ""


class PeopleView(Follower):
    """`_id` is the user id; name, email, role."""

    name = "people"
    follows = (
        events_pb2.UserRegistered,
        events_pb2.UserProfileUpdated,
        events_pb2.UserEmailChanged,
        events_pb2.UserRoleChanged,
        events_pb2.UserDeleted,
    )
    collections = (PEOPLE,)

    def project(self, delivered: Delivered) -> Iterable[Write]:
        """See Follower.project."""
        event = delivered.event
        match event:
            case events_pb2.UserRegistered():
                yield _set(delivered, name=event.name, email=event.email, role=event.role)
            case events_pb2.UserProfileUpdated():
                yield _set(delivered, name=event.name)
            case events_pb2.UserEmailChanged():
                yield _set(delivered, email=event.email)
            case events_pb2.UserRoleChanged():
                yield _set(delivered, role=event.role)
            case events_pb2.UserDeleted():
                yield Write(PEOPLE, DeleteOne({"_id": event.user_id}))


async def known(views: Any, user_ids: Iterable[str]) -> Mapping[str, Person]:
    """People by id; who is not in the view is left out."""
    wanted = sorted(set(user_ids))
    found = await rows(views.view(PEOPLE).find({"_id": {"$in": wanted}})) if wanted else []
    return {
        one["_id"]: Person(one["_id"], one.get("name", ""), one.get("email", ""), one.get("role", ""))
        for one in found
    }


def _set(delivered: Delivered, **fields: Any) -> Write:
    change = {"$set": {**fields, "_stream": delivered.stream}}
    return Write(PEOPLE, UpdateOne({"_id": delivered.event.user_id}, change, upsert=True))
