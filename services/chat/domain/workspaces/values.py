"""Reading values that clients send loosely: numbers as text, anything in place of anything.

Nothing here refuses: what does not fit is None, and the caller knows what stands in for it.
"""

from __future__ import annotations

import math
from typing import Any

Form = dict[str, Any]
MOST = 2**31 - 1


def number(value: Any) -> float | None:
    """A finite number, also when it is written as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def whole(value: Any) -> int | None:
    """A whole number of 32 bits; fractions are cut off and larger ones made to fit."""
    found = number(value)
    return None if found is None else int(max(-MOST, min(MOST, found)))


def text(value: Any) -> str | None:
    """A text."""
    return value if isinstance(value, str) else None


def truth(value: Any) -> bool:
    """Whether something is meant to be on; forms send text."""
    if isinstance(value, str):
        return value.strip().lower() not in ("", "0", "false", "no", "off", "null")
    return bool(value)


def texts(value: Any) -> list[str]:
    """The non-empty texts of a list, each once, in order; a single text is a list of one."""
    items = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(item for item in items if isinstance(item, str) and item))
