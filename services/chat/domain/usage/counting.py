"""What a message counts for: a question, or an answer of a model with the tokens it took.

A message is read as clients write it: `role`, `model`, `timestamp` and `usage`, whose names for tokens
differ by backend. Anything unexpected counts for nothing; nobody's message may spoil the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

DAY = 86_400
SLOT = 600
"""Seconds of the finest stretch figures are kept for."""
SLOTS = DAY // SLOT
LONGEST_MODEL = 256
"""Characters of a model's id."""
_MOST_TOKENS = 10**9
"""Of one answer; more is no figure."""
_INPUT = ("input_tokens", "prompt_tokens", "prompt_eval_count")
_OUTPUT = ("output_tokens", "completion_tokens", "eval_count")
_EARLIEST = 946_684_800
"""2000-01-01: an earlier time is no time of a message."""
_MILLISECONDS = 100_000_000_000


@dataclass(frozen=True, slots=True)
class Counted:
    """What a message counts for. `at` is epoch seconds, 0 when it does not say; `model` is empty for what
    is no answer of a model."""

    question: bool = False
    model: str = ""
    at: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    @property
    def counts(self) -> bool:
        """Whether it is in any figure."""
        return self.question or bool(self.model)

    def since(self, before: Counted | None, written: int) -> Counted:
        """As it counts when written at this time (epoch seconds), with what it counted for before: a
        message stays in the slot in which it first counted, and none is ahead of its writing."""
        if before is not None and before.counts:
            return replace(self, at=before.at)
        return replace(self, at=min(self.at, written) or written)


def read(message: Any) -> Counted:
    """What a message counts for by what it says."""
    if not isinstance(message, Mapping):
        return Counted()
    at = _time(message.get("timestamp"))
    match message.get("role"):
        case "user":
            return Counted(question=True, at=at)
        case "assistant":
            model = message.get("model")
            if not isinstance(model, str) or not 0 < len(model) <= LONGEST_MODEL or "\0" in model:
                return Counted()
            usage = message.get("usage")
            found = usage if isinstance(usage, Mapping) else {}
            return Counted(False, model, at, _tokens(found, _INPUT), _tokens(found, _OUTPUT))
    return Counted()


def day_of(at: int) -> int:
    """Days since 1970-01-01 (UTC)."""
    return at // DAY


def slot_of(at: int) -> int:
    """Slot within the day."""
    return at % DAY // SLOT


def _tokens(usage: Mapping[str, Any], names: tuple[str, ...]) -> int:
    for name in names:
        value = usage.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= _MOST_TOKENS:
            return int(value)
    return 0


def _time(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    seconds = value / 1000 if value > _MILLISECONDS else value
    return int(seconds) if _EARLIEST <= seconds < _MILLISECONDS else 0
