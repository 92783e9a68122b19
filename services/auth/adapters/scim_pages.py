"""What makes long lists cheap: how long they are, and where their next page begins.

The whole list of a provider is counted once a second at most; a create or delete here counts anew. A
page deep in the order of creation begins after the last row of the page before it instead of skipping
all that precedes: a client that reads page after page also misses nobody when somebody before is
deleted meanwhile. Short lists need neither and are counted and skipped exactly.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

LONG = 5000
"""Rows from which a list is long."""
DEEP = 1000
"""Rows from which skipping is avoided."""
_COUNTED = 1.0
_REMEMBERED = 60.0
_MOST = 1000


class Pages:
    """Of one process. Keys say which list: collection and whose."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._totals: dict[str, tuple[int, float]] = {}
        self._ends: OrderedDict[tuple[str, int], tuple[int, str, float]] = OrderedDict()

    def total(self, key: str) -> int | None:
        """The length of a long list, if it was counted just now."""
        total, until = self._totals.get(key, (0, 0.0))
        return total if until > self._clock() else None

    def counted(self, key: str, total: int) -> None:
        """A list was counted."""
        if total >= LONG:
            self._totals[key] = (total, self._clock() + _COUNTED)

    def changed(self) -> None:
        """Some list became longer or shorter."""
        self._totals.clear()

    def before(self, key: str, skip: int) -> tuple[int, str] | None:
        """The place (creation, id) of the row before the one at `skip`, if that is deep and known."""
        created, row_id, until = self._ends.get((key, skip), (0, "", 0.0))
        return (created, row_id) if until > self._clock() else None

    def ended(self, key: str, skip: int, row: Any) -> None:
        """A page ended with a row; the next one begins at `skip`."""
        if skip >= DEEP:
            self._ends[key, skip] = (row["created"], row["_id"], self._clock() + _REMEMBERED)
            self._ends.move_to_end((key, skip))
            while len(self._ends) > _MOST:
                self._ends.popitem(last=False)
