"""Pieces of three characters: what an index needs to find a text by any part of it."""

from __future__ import annotations

LENGTH = 3
MOST = 400
"""Of one text; what comes later in a very long one is not found by its parts."""


def grams(text: str) -> list[str]:
    """The pieces of a text in lower case, each once; none for a text shorter than a piece."""
    lower = text.lower()
    found = dict.fromkeys(lower[at : at + LENGTH] for at in range(len(lower) - LENGTH + 1))
    return list(found)[:MOST]
