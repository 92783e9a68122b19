"""The rows of the usage views (see services.chat.projections.usage), and what one event adds to them.

Additions to the same row are one write, so a chat that comes with a thousand messages writes few rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bson import Int64
from pymongo import UpdateOne

from kernel.eventstore.model import Write
from services.chat.domain.usage.counting import Counted, day_of, slot_of

MESSAGES = "usage_messages"
TOTALS = "usage_totals"
PEOPLE = "usage_people"
CHATS = "usage_chats"

_Place = tuple[str, str]


class Additions:
    """What is to be added to rows."""

    def __init__(self) -> None:
        self._places: dict[_Place, dict[str, Any]] = {}
        self._more: dict[_Place, dict[str, int]] = {}
        self._times: dict[_Place, tuple[int, int]] = {}
        self._gone: set[_Place] = set()

    def message(self, owner: str, chat: str, before: Counted | None, now: Counted) -> None:
        """A message counts as `now` and no more as `before`."""
        before = before or Counted()
        day, slot = day_of(now.at), slot_of(now.at)
        if now.question != before.question:
            asked = 1 if now.question else -1
            self._add(PEOPLE, f"{owner}/{day}/", {"u": owner, "d": day, "x": ""}, slot, q=asked)
        if before.model != now.model:
            if before.model:
                self._chat(chat, owner, day, before.model, slot, -1)
            if now.model:
                self.chat(chat, owner, day, now.model, slot, 1, now.at)
        if before.model:
            self.answers(owner, day, slot, before.model, -1, -before.input_tokens, -before.output_tokens)
        if now.model:
            self.answers(owner, day, slot, now.model, 1, now.input_tokens, now.output_tokens)

    def answers(self, owner: str, day: int, slot: int, model: str, n: int, i: int, o: int) -> None:
        """Answers of a model; without an owner they are in the totals alone."""
        place = {"d": day, "x": model}
        self._add(TOTALS, f"{day}/{model}", place, slot, n=n, i=i, o=o)
        if owner:
            self._add(PEOPLE, f"{owner}/{day}/{model}", {"u": owner, **place}, slot, n=n, i=i, o=o)

    def chat(
        self, chat: str, owner: str, day: int, model: str, slot: int, n: int, at: int, *, gone: bool = False
    ) -> None:
        """Answers of a model in a chat at a time (epoch seconds); or in one that is gone."""
        place = self._chat(chat, owner, day, model, slot, n)
        first, last = self._times.get(place, (at, at))
        self._times[place] = (min(first, at), max(last, at))
        if gone:
            self._gone.add(place)

    def writes(self) -> Iterator[Write]:
        """All of it."""
        for place, more in self._more.items():
            added = {name: Int64(value) for name, value in more.items() if value}
            change: dict[str, Any] = {"$setOnInsert": self._places[place]}
            if added:
                change["$inc"] = added
            if place in self._times:
                first, last = self._times[place]
                change |= {"$min": {"f": Int64(first)}, "$max": {"l": Int64(last)}}
            if place in self._gone:
                change["$set"] = {"z": True}
            if added or place in self._times:
                yield Write(place[0], UpdateOne({"_id": place[1]}, change, upsert=True))

    def _chat(self, chat: str, owner: str, day: int, model: str, slot: int, n: int) -> _Place:
        key, fields = f"{chat}/{day}/{model}", {"c": chat, "u": owner, "d": day, "x": model}
        return self._add(CHATS, key, fields, slot, n=n)

    def _add(self, view: str, key: str, fields: dict[str, Any], slot: int, **more: int) -> _Place:
        place = (view, key)
        self._places[place] = fields
        for name, value in more.items():
            self._count(place, name, value)
            self._count(place, f"s.{slot}.{name}", value)
        return place

    def _count(self, place: _Place, name: str, value: int) -> None:
        counts = self._more.setdefault(place, {})
        counts[name] = counts.get(name, 0) + value
