"""Elo ratings from ballots in the order in which they were given.

Everybody begins at 1000 and moves by at most 32 a comparison. A ballot is one comparison with each
opponent; all of them are made from the ratings before the ballot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.chat.domain.feedback.ballots import Ballot

START = 1000.0
STEP = 32.0
TOP_TAGS = 5
_SPREAD = 400.0


@dataclass(slots=True)
class Standing:
    """Where a model stands; `won` and `lost` count comparisons."""

    model: str
    rating: float = START
    won: int = 0
    lost: int = 0
    tags: Counter[str] = field(default_factory=Counter)


def standings(ballots: Iterable[Ballot]) -> list[Standing]:
    """All models that were compared, the best first."""
    table: dict[str, Standing] = {}
    for ballot in ballots:
        _count(table, ballot)
    return sorted(table.values(), key=lambda one: (-one.rating, one.model))


def _count(table: dict[str, Standing], ballot: Ballot) -> None:
    own = table.setdefault(ballot.model, Standing(ballot.model))
    own.tags.update(ballot.tags)
    score, moved = (1.0 if ballot.outcome > 0 else 0.0), 0.0
    for name in ballot.opponents:
        other = table.setdefault(name, Standing(name))
        expected = 1.0 / (1.0 + 10.0 ** ((other.rating - own.rating) / _SPREAD))
        change = STEP * (score - expected)
        moved += change
        other.rating -= change
        if ballot.outcome > 0:
            own.won += 1
            other.lost += 1
        else:
            own.lost += 1
            other.won += 1
    own.rating += moved
