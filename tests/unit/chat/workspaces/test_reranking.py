"""Reranking: of what is near, what uses the question's words comes first."""

from __future__ import annotations

from services.chat.domain.workspaces.reranking import candidates, reranked
from services.chat.domain.workspaces.sources import Passage


def passage(text: str, score: float) -> Passage:
    return Passage(text, text, score, "f", "n")


def test_more_are_looked_at_than_are_wanted_but_not_without_end() -> None:
    assert [candidates(n) for n in (1, 4, 20, 100)] == [10, 40, 50, 100]


def test_shared_words_outweigh_a_little_distance() -> None:
    near, worded = passage("a boat", 0.6), passage("The Red tower", 0.5)
    assert reranked("red tower?", [near, worded], 1) == [worded]
    assert reranked("of it", [near, worded], 1) == [near]
    assert reranked("something else", [near, worded], 2) == [near, worded]


def test_scores_stay() -> None:
    assert [one.score for one in reranked("red", [passage("x", 0.9), passage("red", 0.7)], 2)] == [0.7, 0.9]
