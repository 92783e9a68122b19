"""A person's own usage: rows of their days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kernel.mongo import rows
from services.chat.documents.usage_rows import CHATS, PEOPLE
from services.chat.domain.usage.period import Period
from services.chat.queries.usage.figures import Figure, chat_rows, person_rows

_SUMS = {name: {"$sum": f"${name}"} for name in "nioq"}


@dataclass(slots=True)
class Day:
    """One day: questions, answers and tokens, chats with answers, answers by model."""

    questions: int = 0
    answers: int = 0
    tokens: int = 0
    chats: int = 0
    models: dict[str, int] = field(default_factory=dict)

    @property
    def messages(self) -> int:
        """Questions and answers."""
        return self.questions + self.answers


@dataclass(frozen=True, slots=True)
class Own:
    """Days with messages, figures by model, chats, and the longest stretch of answers in a chat (s)."""

    days: dict[int, Day]
    models: list[Figure]
    chats: int
    longest: int


async def usage_of(views: Any, user_id: str, period: Period) -> Own:
    """What a person used in a period."""
    found = await rows(views.view(PEOPLE).aggregate(person_rows(user_id, period)))
    days: dict[int, Day] = {}
    models: dict[str, Figure] = {}
    for one in found:
        n, i, o, q = (int(one.get(name, 0)) for name in "nioq")
        if n <= 0 and q <= 0:
            continue
        day = days.setdefault(one["d"], Day())
        day.questions += q
        day.answers += n
        day.tokens += i + o
        if n > 0:
            day.models[one["x"]] = day.models.get(one["x"], 0) + n
            was = models.get(one["x"], Figure(one["x"]))
            models[one["x"]] = Figure(one["x"], was.answers + n, was.input_tokens + i, was.output_tokens + o)
    chats: dict[str, tuple[int, int]] = {}
    on_days: set[tuple[int, str]] = set()
    fields = {"$project": {"_id": 0, "c": 1, "d": 1, "f": 1, "l": 1}}
    for one in await rows(views.view(CHATS).aggregate([*chat_rows(period, {}, [user_id]), fields])):
        first, last = chats.get(one["c"], (one["f"], one["l"]))
        chats[one["c"]] = (min(first, one["f"]), max(last, one["l"]))
        on_days.add((one["d"], one["c"]))
    for place, _ in on_days:
        days.setdefault(place, Day()).chats += 1
    longest = max((last - first for first, last in chats.values()), default=0)
    ranked = sorted(models.values(), key=lambda one: (-one.answers, one.key))
    return Own(days, ranked, len(chats), int(longest))


async def lifetime_tokens(views: Any, user_id: str) -> int:
    """Of the whole time."""
    stages = [*person_rows(user_id, Period()), {"$group": {"_id": None, **_SUMS}}]
    found = await rows(views.view(PEOPLE).aggregate(stages))
    return int(found[0]["i"] + found[0]["o"]) if found else 0


def streaks(days: Iterable[int], today: int) -> tuple[int, int]:
    """How many days in a row there were messages: up to today or yesterday, and at most."""
    longest = current = run = 0
    before = None
    for day in sorted(days):
        run = run + 1 if before is not None and day == before + 1 else 1
        longest = max(longest, run)
        before = day
    if before is not None and before >= today - 1:
        current = run
    return current, longest
