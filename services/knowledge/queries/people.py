"""Who a caller is for access checks, and the cards replies show."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from parlance.knowledge.v1 import bases_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.knowledge.domain.access import Person
from services.knowledge.projections.people import PEOPLE

_AGE = 1.0
_MOST = 10_000


class People:
    """Reads `people`; a caller's groups are kept for a second."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._groups: dict[str, tuple[float, frozenset[str]]] = {}

    async def person(self, ctx: CallContext) -> Person:
        """The caller with groups."""
        who = ctx.who
        if who.is_admin:
            return Person(who.id, True)
        now = time.monotonic()
        known = self._groups.get(who.id)
        if known is None or known[0] < now:
            document = await self._people().find_one({"_id": who.id}, {"groups": 1})
            if len(self._groups) >= _MOST:
                self._groups.clear()
            known = self._groups[who.id] = (now + _AGE, frozenset((document or {}).get("groups") or ()))
        return Person(who.id, False, known[1])

    async def cards(self, user_ids: Iterable[str]) -> dict[str, bases_pb2.UserCard]:
        """Cards by user id; unknown users have none."""
        wanted = sorted(set(user_ids))
        found = await rows(self._people().find({"_id": {"$in": wanted}})) if wanted else []
        return {
            p["_id"]: bases_pb2.UserCard(
                id=p["_id"], name=p.get("name", ""), role=p.get("role", ""), email=p.get("email", "")
            )
            for p in found
        }

    def _people(self) -> Any:
        return self._store.view(PEOPLE)
