"""The cards of people that replies show."""

from __future__ import annotations

from collections.abc import Iterable

from parlance.chat.v1 import people_pb2

from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.chat.projections.people import PEOPLE


async def cards(store: EventStore, user_ids: Iterable[str]) -> dict[str, people_pb2.PersonCard]:
    """Cards by user id; unknown users have none."""
    wanted = sorted(set(user_ids))
    found = await rows(store.view(PEOPLE).find({"_id": {"$in": wanted}})) if wanted else []
    return {
        one["_id"]: people_pb2.PersonCard(
            id=one["_id"], name=one.get("name", ""), role=one.get("role", ""), email=one.get("email", "")
        )
        for one in found
    }
