"""View `moves`: when accounts and groups changed their places in lists, and in which.

One row for each change: `what` was changed and `at`, the time of the event. Rows are only ever added, so
that transactions which change different things never wait for each other here; who remembers something
about a list reads afterwards whether there are rows it does not know (services.auth.adapters.places).
"""

from __future__ import annotations

from collections.abc import Iterable

from pymongo import IndexModel, ReplaceOne

from kernel.eventstore.model import Projection, Recorded, Write
from services.auth.domain.events import UserDeleted, UserRegistered
from services.auth.domain.group_events import GroupCreated, GroupDeleted
from services.auth.domain.scim_events import ScimAttributesChanged
from services.auth.domain.user import changes
from services.auth.projections.users import BUILT_IN, PREFIX

COLLECTION = "moves"
SINCE = "since"
"""Name of the index."""

USER, GROUP = "user", "group"
ADDED, REMOVED, PROVIDER = "added", "removed", "provider"
_ORDERED_BY = ("name", "email", "role")


class MovesView(Projection):
    """See the module."""

    name = "moves"
    collections = (COLLECTION,)
    indexes = {  # noqa: RUF012
        COLLECTION: (IndexModel([("what", 1), ("at", 1), ("_id", 1)], name=SINCE),)
    }

    def project(self, recorded: Recorded) -> Iterable[Write]:
        """See Projection."""
        if recorded.stream.removeprefix(PREFIX) in BUILT_IN:
            return
        for what in _moved(recorded.event):
            row = {
                "_id": f"{recorded.id} {what}",
                "_stream": recorded.stream,
                "what": what,
                "at": recorded.time,
            }
            yield Write(COLLECTION, ReplaceOne({"_id": row["_id"]}, row, upsert=True))


def change(what: str, how: str) -> str:
    """The name of a kind of change of users or groups."""
    return f"{what} {how}"


def _moved(event: object) -> Iterable[str]:
    match event:
        case UserRegistered():
            return (change(USER, ADDED),)
        case UserDeleted():
            return (change(USER, REMOVED),)
        case GroupCreated():
            return (change(GROUP, ADDED),)
        case GroupDeleted():
            return (change(GROUP, REMOVED),)
        case ScimAttributesChanged(made=made):
            # Who makes an account adds it; any other may take over what another described.
            return () if made else (change(USER, PROVIDER),)
    return [change(USER, field) for field in _ORDERED_BY if field in changes(event)]
