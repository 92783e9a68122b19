"""Refused acts on their way into the audit trail: counted here, written elsewhere, never without bound.

`note` costs a dictionary entry and waits for nothing. The first refusal of a kind (who, with what,
where from, why) is handed on within a second; repeats are counted and handed on once a minute. At most
`BURST` kinds are handed on at once and `A_DAY` in a day; the rest is summed by reason, one sum a
minute. So somebody who tries as fast as they can adds a few megabytes a day to the log, whatever they
vary. What is noted within the last second before a crash is lost.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

BURST = 600
A_DAY = 17_280
_OPEN = 2_000
"""Kinds counted at a time."""
_TICK = 1.0
_QUIET = 60.0
_NOT_NOTED = frozenset(
    {"TOKEN_STALE", "UNAVAILABLE", "DIRECTORY_UNAVAILABLE", "OVERLOADED", "DEADLINE_EXCEEDED", "INTERNAL"}
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Act:
    """What was refused. `account` is a name that was tried: it stays in memory, to be hashed."""

    reason: str
    method: str = ""
    user_id: str = ""
    credential: str = ""
    address: str = ""
    account: str = field(default="", repr=False)
    sign_in: bool = False


@dataclass(slots=True)
class Counted:
    """An act and how often it was refused, between two moments (epoch milliseconds)."""

    act: Act
    count: int
    first_at: int
    last_at: int


@dataclass(slots=True)
class Sum:
    """All refusals beyond what is handed on one by one, by reason."""

    counts: Counter[str]
    first_at: int
    last_at: int


Sink = Callable[[Sequence[Counted], Sum | None], Awaitable[None]]
"""Keeps what was refused. Raising means that it is offered again."""


class Refusals:
    """One per process; `sink` may be exchanged before `run` begins."""

    def __init__(
        self,
        sink: Sink | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.sink = sink
        self._clock = clock
        self._wall = wall
        self._open: dict[Act, Counted] = {}
        self._quiet: dict[Act, float] = {}
        self._sum: Sum | None = None
        self._sum_from = 0.0
        self._credit = float(BURST)
        self._credited = clock()

    def note(self, act: Act) -> None:
        """Count a refused act; outages are none."""
        if act.reason in _NOT_NOTED:
            return
        now = int(self._wall() * 1000)
        counted = self._open.get(act)
        if counted is not None:
            counted.count += 1
            counted.last_at = now
        elif len(self._open) < _OPEN:
            self._open[act] = Counted(act, 1, now, now)
        else:
            self._add(act.reason, 1, now, now)

    async def run(self) -> None:
        """Hand on until cancelled."""
        while True:
            await asyncio.sleep(_TICK)
            await self.flush()

    async def flush(self, everything: bool = False) -> None:
        """Hand on what is due; what cannot be handed on now is kept and counted on."""
        if self.sink is None:
            return
        due, summed = self._due(everything)
        if not due and summed is None:
            return
        try:
            await self.sink(due, summed)
        except Exception as error:  # noqa: BLE001 - the trail waits; what is refused goes on being refused
            _log.warning("refused acts are not recorded now: %s", type(error).__name__)
            self._take_back(due, summed)
            return
        until = self._clock() + _QUIET
        for counted in due:
            self._quiet[counted.act] = until

    def _due(self, everything: bool) -> tuple[list[Counted], Sum | None]:
        now = self._clock()
        self._credit = min(BURST, self._credit + (now - self._credited) * A_DAY / 86_400)
        self._credited = now
        self._quiet = {act: until for act, until in self._quiet.items() if until > now}
        due = [c for act, c in self._open.items() if everything or act not in self._quiet]
        for counted in due:
            del self._open[counted.act]
        affordable = int(self._credit)
        self._credit -= min(affordable, len(due))
        for counted in due[affordable:]:
            self._add(counted.act.reason, counted.count, counted.first_at, counted.last_at)
        summed = None
        if self._sum is not None and (everything or now - self._sum_from >= _QUIET):
            summed, self._sum = self._sum, None
        return due[:affordable], summed

    def _add(self, reason: str, count: int, first_at: int, last_at: int) -> None:
        if self._sum is None:
            self._sum, self._sum_from = Sum(Counter(), first_at, last_at), self._clock()
        self._sum.counts[reason] += count
        self._sum.first_at = min(self._sum.first_at, first_at)
        self._sum.last_at = max(self._sum.last_at, last_at)

    def _take_back(self, due: Sequence[Counted], summed: Sum | None) -> None:
        self._credit = min(BURST, self._credit + len(due))
        for counted in due:
            newer = self._open.get(counted.act)
            if newer is not None:
                counted.count += newer.count
                counted.last_at = newer.last_at
            self._open[counted.act] = counted
        if summed is not None:
            for reason, count in summed.counts.items():
                self._add(reason, count, summed.first_at, summed.last_at)
