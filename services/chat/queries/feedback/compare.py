"""How models compare: ballots in their order, counted.

A leaderboard reads the ballots (some hundred bytes each, in the order of an index), never feedback itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kernel.mongo import rows
from services.chat.domain.feedback.ballots import Ballot
from services.chat.domain.feedback.elo import Standing, standings
from services.chat.projections.feedback import BALLOTS

_FIELDS = {"x": 1, "o": 1, "w": 1, "g": 1}


async def leaderboard(views: Any, words: str) -> list[Standing]:
    """All models, the best first; with words, by the ballots that have them in a tag."""
    cursor = views.view(BALLOTS).find({}, _FIELDS).sort([("c", 1), ("_id", 1)]).batch_size(5000)
    wanted = words.strip().casefold()
    return standings(
        Ballot(one["x"], one["o"], one["w"], one["g"])
        for one in await rows(cursor)
        if not wanted or any(wanted in tag.casefold() for tag in one["g"])
    )


async def history(views: Any, model: str, days: int) -> Iterator[tuple[str, int, int]]:
    """Day (UTC), comparisons won and lost, for each of the last days, oldest first."""
    today = datetime.now(UTC).date()
    first = today - timedelta(days=days - 1)
    since = int(datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp() * 1000)
    counted: dict[date, list[int]] = {first + timedelta(days=n): [0, 0] for n in range(days)}
    view, ahead = views.view(BALLOTS), {"c": {"$gte": since}}
    for one in await rows(view.find({"x": {"$eq": model}, **ahead}, {"o": 1, "w": 1, "c": 1})):
        _add(counted, one["c"], one["w"], len(one["o"]))
    for one in await rows(view.find({"o": {"$eq": model}, **ahead}, {"w": 1, "c": 1})):
        _add(counted, one["c"], -one["w"], 1)
    return ((day.isoformat(), won, lost) for day, (won, lost) in counted.items())


def _add(counted: dict[date, list[int]], at: int, outcome: int, times: int) -> None:
    day = datetime.fromtimestamp(at / 1000, UTC).date()
    if day in counted:  # not one that began while this ran
        counted[day][0 if outcome > 0 else 1] += times
