"""Questions visitors may ask in a day (UTC): counted in MongoDB, so that they hold across replicas.

A question is counted before it is asked, by one update that fails when there is no room: no number of
questions at the same time gets past a limit. One that failed without an answer is given back. Counts are kept
without a limit too, so that a limit set at noon counts the morning.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pymongo import IndexModel
from pymongo.errors import DuplicateKeyError

from services.chat.domain.embeds.embed import Embed
from services.chat.domain.embeds.refusals import QuotaReached

COLLECTION = "embed_questions"
_DAY = 86_400
_ANY = 2**53


@dataclass(frozen=True, slots=True)
class Place:
    """A question that was counted."""

    keys: tuple[str, ...]


class EmbedQuota:
    """See the module. Counts of past days are dropped by MongoDB."""

    def __init__(self, database: Any, clock: Callable[[], float] = time.time) -> None:
        self._counts = database[COLLECTION]
        self._clock = clock

    async def start(self) -> None:
        """Make the index by which past days go."""
        await self._counts.create_indexes([IndexModel([("until", 1)], expireAfterSeconds=60)])

    async def take(self, embed: Embed, session_id: str) -> Place:
        """Count a question of a session. Raises QuotaReached, and then nothing was counted."""
        now, limits = self._clock(), embed.settings
        day = int(now // _DAY)
        tomorrow = (day + 1) * _DAY
        until = datetime.datetime.fromtimestamp(tomorrow, datetime.UTC)
        whole, own = f"{embed.embed_id}:{day}", f"{embed.embed_id}:{day}:{session_id}"
        # The session first: a visitor at their own limit takes no room from others.
        if not await self._counted(own, limits.per_session, until):
            raise QuotaReached(int(tomorrow - now) + 1)
        if not await self._counted(whole, limits.per_day, until):
            await self.give_back(Place((own,)))
            raise QuotaReached(int(tomorrow - now) + 1)
        return Place((whole, own))

    async def give_back(self, place: Place) -> None:
        """The question was not answered."""
        for key in place.keys:
            await self._counts.update_one({"_id": key, "n": {"$gt": 0}}, {"$inc": {"n": -1}})

    async def _counted(self, key: str, limit: int | None, until: datetime.datetime) -> bool:
        room = {"_id": key, "n": {"$lt": _ANY if limit is None else limit}}
        more = {"$inc": {"n": 1}}
        try:
            await self._counts.update_one(room, {**more, "$setOnInsert": {"until": until}}, upsert=True)
        except DuplicateKeyError:  # there is no room, or another question was the first at the same time
            return bool((await self._counts.update_one(room, more)).modified_count)
        return True
