"""The cards of people that replies show."""

from __future__ import annotations

from collections.abc import Iterable

from parlance.knowledge.v1 import bases_pb2

from kernel.eventstore.model import EventStore
from kernel.people import known


class People:
    """Reads `people`."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def cards(self, user_ids: Iterable[str]) -> dict[str, bases_pb2.UserCard]:
        """Cards by user id; unknown users have none."""
        return {
            one.id: bases_pb2.UserCard(id=one.id, name=one.name, role=one.role, email=one.email)
            for one in (await known(self._store, user_ids)).values()
        }
