"""Passages: nothing of a text is lost, none is too large, and they are the same every time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from services.knowledge.domain.chunking import chunks, point_id, weight

WORDS = st.sampled_from(
    ["tool", "a", "Saturday.", "why?", "well!", "\n\n", "\n", "日本語。", "x" * 90, "é", "…", "3.14", "\t"]
)
TEXTS = st.one_of(
    st.lists(WORDS, max_size=300).map(" ".join),
    st.text(max_size=400),
    st.lists(WORDS, max_size=60).map("".join),
)
SIZES = st.integers(min_value=1, max_value=60)


def pages_of(text: str, marks: list[int]) -> list[int]:
    """Offsets of pages within a text, the first at 0."""
    return sorted({0, *(m % (len(text) + 1) for m in marks)}) if marks else []


@given(TEXTS, SIZES, st.lists(st.integers(0, 500), max_size=4), st.sampled_from([0.0, 0.15, 0.5]))
@settings(max_examples=200)
def test_the_passages_cover_the_text_in_order(text: str, size: int, marks: list[int], overlap: float) -> None:
    """Every character but white space is in some passage."""
    pages = pages_of(text, marks)
    found = chunks(text, pages, size, overlap)
    covered = bytearray(len(text))
    for number, chunk in enumerate(found):
        assert chunk.index == number
        assert chunk.text == text[chunk.start : chunk.end] and chunk.text.strip() == chunk.text != ""
        covered[chunk.start : chunk.end] = b"\1" * (chunk.end - chunk.start)
    assert all(mark or char.isspace() for mark, char in zip(covered, text, strict=True))
    assert [c.start for c in found] == sorted({c.start for c in found})


@given(TEXTS, SIZES)
@settings(max_examples=200)
def test_no_passage_is_larger_than_asked(text: str, size: int) -> None:
    """In words, however long the words."""
    assert all(weight(c.text) <= max(size, 1) for c in chunks(text, (), size))


@given(TEXTS, SIZES)
@settings(max_examples=50)
def test_the_same_text_gives_the_same_passages(text: str, size: int) -> None:
    """So that ids in the vector store are stable."""
    assert chunks(text, (), size) == chunks(text, (), size)


def test_a_passage_knows_its_page() -> None:
    """And does not run across pages once it has some length."""
    first, second = "One is here. " * 10, "Two is there. " * 10
    found = chunks(first + second, [0, len(first)], size=40)
    assert [c.page for c in found if "Two" in c.text and "One" not in c.text]
    assert all(c.page == (1 if "One" in c.text else 2) for c in found)


def test_neighbours_share_a_sentence_when_there_is_room() -> None:
    """Overlap."""
    text = " ".join(f"Sentence number {n} says something." for n in range(40))
    found = chunks(text, (), size=50, overlap=0.2)
    assert all(b.start < a.end for a, b in pairwise(found))


def test_ids_depend_on_file_text_and_place() -> None:
    """And are stable over releases: a change here means re-indexing everything."""
    assert point_id("f", "h", 0) == point_id("f", "h", 0)
    assert (
        len({point_id("f", "h", 0), point_id("f", "h", 1), point_id("f", "i", 0), point_id("g", "h", 0)}) == 4
    )
    assert point_id("file", "hash", 7) == "a97ea341-9a98-59d6-aed2-0eaeec5930cd"
