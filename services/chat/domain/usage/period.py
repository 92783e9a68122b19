"""Stretches of time figures are asked for, in slots (see services.chat.domain.usage.counting)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from services.chat.domain.usage.counting import DAY, SLOT, SLOTS

GRANULARITIES = {"10m": 1, "hourly": 6, "3h": 18, "6h": 36, "daily": SLOTS}
"""Slots of a stretch, by its name."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of slot `first` to the end of slot `last`, counted from 1970-01-01 (UTC); None
    for no bound."""

    first: int | None = None
    last: int | None = None

    @classmethod
    def between(cls, start: int | None, end: int | None) -> Period:
        """The slots these times (epoch seconds) lie in, and those between."""
        return cls(None if start is None else start // SLOT, None if end is None else end // SLOT)

    @classmethod
    def days(cls, first: int, last: int) -> Period:
        """Whole days."""
        return cls(first * SLOTS, last * SLOTS + SLOTS - 1)

    @property
    def first_day(self) -> int | None:
        """The day it begins in."""
        return None if self.first is None else self.first // SLOTS

    @property
    def last_day(self) -> int | None:
        """The day it ends in."""
        return None if self.last is None else self.last // SLOTS

    @property
    def starts(self) -> int | None:
        """Epoch seconds of its beginning."""
        return None if self.first is None else self.first * SLOT

    @property
    def ends(self) -> int | None:
        """Epoch seconds of the moment after it."""
        return None if self.last is None else (self.last + 1) * SLOT

    @property
    def cut_days(self) -> list[int]:
        """Days of which it has a part."""
        found = []
        if self.first is not None and self.first % SLOTS:
            found.append(self.first // SLOTS)
        if self.last is not None and (self.last + 1) % SLOTS:
            found.append(self.last // SLOTS)
        return found

    def before(self) -> Period | None:
        """The period of the same length just before; None without both bounds."""
        if self.first is None or self.last is None:
            return None
        return Period(self.first - (self.last - self.first + 1), self.first - 1)


def day_text(day: int) -> str:
    """YYYY-MM-DD."""
    return datetime.fromtimestamp(day * DAY, UTC).strftime("%Y-%m-%d")


def moment(slot: int) -> datetime:
    """When a slot begins."""
    return datetime.fromtimestamp(slot * SLOT, UTC)
