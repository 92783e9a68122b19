"""Which passages go before a question when a workspace reranks: many are found by meaning, and those that
also use the question's words come first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.chat.domain.workspaces.sources import Passage

_WORD = re.compile(r"\w+")
_WEIGHT = 0.5
"""Of the words a passage shares with the question, beside how near it is to it."""


def candidates(wanted: int) -> int:
    """How many passages are looked at to find so many."""
    return max(wanted, min(10 * wanted, 50))


def reranked(question: str, passages: Sequence[Passage], wanted: int) -> list[Passage]:
    """The best `wanted` of these, best first; their scores stay what they are."""
    asked = _words(question)
    if not asked:
        return list(passages[:wanted])

    def worth(passage: Passage) -> float:
        return passage.score + _WEIGHT * len(asked & _words(passage.text)) / len(asked)

    return sorted(passages, key=worth, reverse=True)[:wanted]


def _words(text: str) -> frozenset[str]:
    """Its words of three letters and more, in lower case."""
    return frozenset(word for word in _WORD.findall(text.lower()) if len(word) > 2)
