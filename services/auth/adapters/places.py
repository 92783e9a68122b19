"""Deep pages and lengths of long lists of accounts and groups, without passing over all that precedes.

To skip is to walk the index. So the places where pages ended are remembered, and a page further on
begins at the nearest of them: pages of any numbers soon have one close by, and nothing is built ahead.
A page is exactly what skipping gives. Every change of a list leaves a row in the view `moves`, in its
own transaction; a page is read from a place first and the rows afterwards, and when there is one that
was not there when the place was found, places are forgotten and the page is skipped to (docs/adr/0030).

New rows are added at the end of the order of their creation, so places there outlast additions. After a
rebuild that changes a view, what was remembered may be off for as long as it lives.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bson import MaxKey, MinKey

from kernel.eventstore.ambient import ambient
from kernel.eventstore.model import EventStore
from kernel.mongo import rows
from services.auth.projections import moves

DEEP = 1_000
"""Rows from which skipping is avoided."""
APART = 200
"""Rows between places at least."""
LIFE = 600.0
UNSETTLED = 120.0
"""Seconds after which a change has either become visible or never will: the longest transaction, and as
much for clocks that differ."""
_MOST_MOVES = 1_000
_MOST_PLACES = 1_000
_MOST_LISTS = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """All rows of a view that have a value, by an index of (the value's field, order, _id)."""

    view: str
    index: str
    order: str
    what: str = moves.USER
    direction: int = 1
    moved: str = ""
    """What moves an account in it, beside adding and removing."""
    second: int = 0
    """What a second is in `order`, if rows are added at its end as time passes."""
    of: tuple[str, Any] | None = None
    """Field and value; without, all rows of the view."""

    @property
    def query(self) -> dict[str, Any]:
        """What its rows match."""
        return dict([self.of]) if self.of else {}

    @property
    def changes(self) -> tuple[str, ...]:
        """The moves that change its length."""
        return self._named(moves.ADDED, moves.REMOVED, self.moved if self.of else "")

    @property
    def shifts(self) -> tuple[str, ...]:
        """The moves that change where a row stands."""
        return self._named("" if self.second else moves.ADDED, moves.REMOVED, self.moved)

    def _named(self, *how: str) -> tuple[str, ...]:
        return tuple(moves.change(self.what, one) for one in how if one)


@dataclass(slots=True)
class _Known:
    """What was found out about a list: at which time, and after which moves."""

    at: float
    moves: frozenset[str]
    total: int = 0
    ranks: list[int] = field(default_factory=list)
    keys: list[tuple[Any, str]] = field(default_factory=list)

    def before(self, skip: int) -> tuple[int, tuple[Any, str]] | None:
        """The nearest row before one that is passed over: how many precede it, and its key."""
        at = bisect_right(self.ranks, skip - 1) - 1
        return (self.ranks[at], self.keys[at]) if at >= 0 else None

    def learn(self, rank: int, key: tuple[Any, str]) -> None:
        """A row has so many before it."""
        at = bisect_right(self.ranks, rank)
        near = [*self.ranks[max(at - 1, 0) : at], *self.ranks[at : at + 1]]
        if len(self.ranks) < _MOST_PLACES and all(abs(rank - one) >= APART for one in near):
            self.ranks.insert(at, rank)
            self.keys.insert(at, key)


class Places:
    """Of one process."""

    def __init__(
        self, store: EventStore, clock: Callable[[], float] = time.time, unsettled: float = UNSETTLED
    ) -> None:
        self._store = store
        self._clock = clock
        self._unsettled = unsettled
        self._places: OrderedDict[Listing, _Known] = OrderedDict()
        self._totals: OrderedDict[Listing, _Known] = OrderedDict()

    async def ids(self, listing: Listing, skip: int, limit: int) -> list[str]:
        """The ids of a page."""
        if skip < DEEP or ambient(self._store) is not None:
            return [key[1] for key in await self._read(listing, None, skip, limit)]
        known = self._remembered(self._places, listing)
        if known is not None:
            found = await self._read(listing, known.before(skip), skip, limit)
            if await self._moves(listing.shifts, known.at) == known.moves:
                self._learn(listing, known, skip, found)
                return [key[1] for key in found]
        now = self._clock()
        before = await self._moves(listing.shifts, now)
        found = await self._read(listing, None, skip, limit)
        if before is not None and await self._moves(listing.shifts, now) == before:
            known = _Known(now, before)
            self._learn(listing, known, skip, found)
            _keep(self._places, listing, known)
        else:
            self._places.pop(listing, None)
        return [key[1] for key in found]

    async def total(self, listing: Listing) -> int:
        """How many rows there are."""
        view = self._store.view(listing.view)
        if ambient(self._store) is not None:
            return int(await view.count_documents(listing.query))
        if listing.of is None:
            # The whole view: its size is known without counting.
            return int(await view.estimated_document_count())
        known = self._remembered(self._totals, listing)
        if known is not None and await self._moves(listing.changes, known.at) == known.moves:
            return known.total
        now = self._clock()
        before = await self._moves(listing.changes, now)
        total = int(await view.count_documents(listing.query))
        self._totals.pop(listing, None)
        if total >= DEEP and before is not None:
            _keep(self._totals, listing, _Known(now, before, total))
        return total

    async def _read(
        self, listing: Listing, place: tuple[int, tuple[Any, str]] | None, skip: int, limit: int
    ) -> list[tuple[Any, str]]:
        """The keys of a page, read from the index alone."""
        way = listing.direction
        view, shown = self._store.view(listing.view), {"_id": 1, listing.order: 1}
        query = listing.query
        order = [(name, way) for name in (*query, listing.order, "_id")]
        if place is None:
            found = view.find(query, shown).sort(order).skip(skip)
        else:
            rank, (value, row_id) = place
            here = [*query.items(), (listing.order, value), ("_id", row_id)]
            beyond = MaxKey() if way > 0 else MinKey()
            border = [*query.items(), (listing.order, beyond), ("_id", beyond)]
            low, high = (here, border) if way > 0 else (border, here)
            # The upper bound is not part of what is read: backwards, the row of the place is left out.
            passed = skip - rank if way > 0 else skip - rank - 1
            found = view.find({}, shown).sort(order).hint(listing.index).min(low).max(high).skip(passed)
        return [(one[listing.order], one["_id"]) for one in await rows(found.limit(limit))]

    async def _moves(self, kinds: tuple[str, ...], at: float) -> frozenset[str] | None:
        """The moves since a time at which all that precede have settled; None if they are very many."""
        since = {"$gte": int((at - self._unsettled) * 1000)}
        query = {"what": {"$in": list(kinds)}, "at": since}
        found = self._store.view(moves.COLLECTION).find(query, {"_id": 1}).hint(moves.SINCE)
        ids = frozenset(one["_id"] for one in await rows(found.limit(_MOST_MOVES)))
        return ids if len(ids) < _MOST_MOVES else None

    def _remembered(self, kept: Mapping[Listing, _Known], listing: Listing) -> _Known | None:
        known = kept.get(listing)
        return known if known is not None and self._clock() - known.at < LIFE else None

    def _learn(self, listing: Listing, known: _Known, skip: int, found: list[tuple[Any, str]]) -> None:
        """Remember where a page ended, unless a row that is being added may still come before."""
        settled = int(known.at - self._unsettled) * listing.second
        if found and (not listing.second or found[-1][0] < settled):
            known.learn(skip + len(found) - 1, found[-1])


def _keep(kept: OrderedDict[Listing, _Known], listing: Listing, known: _Known) -> None:
    kept[listing] = known
    kept.move_to_end(listing)
    while len(kept) > _MOST_LISTS:
        kept.popitem(last=False)
