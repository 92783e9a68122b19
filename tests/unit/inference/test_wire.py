"""Cutting byte streams into events."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.inference.domain.wire import LineParser, Overlong, SseParser

LINE = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=20)
DATA = st.lists(LINE, min_size=1, max_size=3)
END = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def streams(draw: st.DrawFn) -> tuple[bytes, list[bytes]]:
    """The bytes of a stream in any legal spelling, and the data of its events."""
    text, expected = draw(st.sampled_from(["", "\ufeff"])), []
    for lines in draw(st.lists(DATA, max_size=6)):
        end = draw(END)
        if draw(st.booleans()):
            text += f": a comment{end}"
        if draw(st.booleans()):
            text += f"event: message{end}id: 7{end}"
        for line in lines:
            # Without the optional space a value that begins with one would lose it.
            text += f"data:{'' if line[:1] != ' ' and draw(st.booleans()) else ' '}{line}{end}"
        text += end * draw(st.integers(1, 2))
        expected.append("\n".join(lines).encode())
    return text.encode(), expected


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    """The bytes cut at the given places."""
    at = sorted({c % (len(data) + 1) for c in cuts} | {0, len(data)})
    return [data[a:b] for a, b in pairwise(at)]


CUTS = st.lists(st.integers(0, 10_000), max_size=30)


@given(streams(), CUTS)
def test_events_are_the_same_however_the_bytes_are_split(
    stream: tuple[bytes, list[bytes]], cuts: list[int]
) -> None:
    data, expected = stream
    parser = SseParser()
    found = [event for piece in pieces(data, cuts) for event in parser.feed(piece)]
    assert found + parser.finish() == expected


@given(st.binary(max_size=200), CUTS)
def test_any_bytes_give_the_same_events_however_split(data: bytes, cuts: list[int]) -> None:
    whole, split = SseParser(), SseParser()
    expected = whole.feed(data) + whole.finish()
    found = [event for piece in pieces(data, cuts) for event in split.feed(piece)]
    assert found + split.finish() == expected


def test_an_event_without_its_blank_line_counts_at_the_end() -> None:
    parser = SseParser()
    assert parser.feed(b"data: 1\n\ndata: [DONE]") == [b"1"]
    assert parser.finish() == [b"[DONE]"]


def test_an_event_leaves_with_the_bytes_that_complete_it() -> None:
    parser = SseParser()
    assert parser.feed(b"data: {") == []
    assert parser.feed(b"}\n") == []
    assert parser.feed(b"\n") == [b"{}"]


def test_an_endless_event_is_refused() -> None:
    parser = SseParser(limit=100)
    with pytest.raises(Overlong):
        for _ in range(20):
            parser.feed(b"data: aaaaaaaaaaaaa")


@given(st.lists(LINE.map(lambda s: s.strip().encode()), max_size=8), CUTS, st.booleans())
def test_lines_are_the_same_however_the_bytes_are_split(
    lines: list[bytes], cuts: list[int], closed: bool
) -> None:
    data = b"\n".join(lines) + (b"\n" if closed else b"")
    parser = LineParser()
    found = [line for piece in pieces(data, cuts) for line in parser.feed(piece)]
    assert found + parser.finish() == [line for line in data.split(b"\n") if line.strip()]


def test_an_endless_line_is_refused() -> None:
    parser = LineParser(limit=100)
    with pytest.raises(Overlong):
        for _ in range(20):
            parser.feed(b"aaaaaaaaaaaaaaaaa")
