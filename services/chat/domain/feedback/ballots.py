"""What feedback says about models: a ballot for or against an answer that had siblings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_OUTCOMES = {1: 1, "1": 1, -1: -1, "-1": -1}
_MOST_TAGS = 20
_LONGEST_TAG = 100


@dataclass(frozen=True, slots=True)
class Ballot:
    """`model` won (1) or lost (-1) against each opponent."""

    model: str
    opponents: Sequence[str]
    outcome: int
    tags: Sequence[str] = ()


def ballot_of(data: Mapping[str, Any]) -> Ballot | None:
    """The ballot of a feedback; None when it compares nothing."""
    model, rating = data.get("model_id"), data.get("rating")
    outcome = None if isinstance(rating, bool | float) else _OUTCOMES.get(rating)
    given = data.get("sibling_model_ids") or ()
    opponents = [one for one in dict.fromkeys(given) if one and one != model]
    if not model or outcome is None or not opponents:
        return None
    return Ballot(model, opponents, outcome, _tags(data.get("tags")))


def _tags(given: Any) -> list[str]:
    texts = (tag for tag in (given if isinstance(given, list) else ()) if isinstance(tag, str))
    return list(dict.fromkeys(tag for tag in texts if 0 < len(tag) <= _LONGEST_TAG))[:_MOST_TAGS]
