"""The cards of people that replies show."""

from __future__ import annotations

from collections.abc import Iterable

from parlance.knowledge.v1 import bases_pb2

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.knowledge.projections.people import PEOPLE


class People:
    """Reads `people`."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    async def cards(self, user_ids: Iterable[str]) -> dict[str, bases_pb2.UserCard]:
        """Cards by user id; unknown users have none."""
        wanted = sorted(set(user_ids))
        found = await rows(self._store.view(PEOPLE).find({"_id": {"$in": wanted}})) if wanted else []
        return {
            p["_id"]: bases_pb2.UserCard(
                id=p["_id"], name=p.get("name", ""), role=p.get("role", ""), email=p.get("email", "")
            )
            for p in found
        }
