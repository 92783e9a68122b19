"""Follower of auth: `people` holds what replies show of a user (name, e-mail, role)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parlance.auth.v1 import events_pb2
from pymongo import DeleteOne, UpdateOne

from kernel.bus.model import Delivered, Follower
from kernel.eventstore.model import Write

PEOPLE = "people"


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


def _set(delivered: Delivered, **fields: Any) -> Write:
    change = {"$set": {**fields, "_stream": delivered.stream}}
    return Write(PEOPLE, UpdateOne({"_id": delivered.event.user_id}, change, upsert=True))
