"""Cuts a text into passages for search: whole sentences, overlapping, never across much of a page.

Promises: each chunk is `text[start:end]`; chunks are in order, and together they contain every
character that is not white space; no chunk weighs more than `size` words (`weight` says how scripts
without spaces and very long words count); a chunk repeats at most the share `overlap` of its
predecessor's weight; the same input gives the same chunks.
"""

from __future__ import annotations

import re
import uuid
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

NAMESPACE = uuid.UUID("6f1f8f0e-6d0e-5e6b-9a57-1d6a3c1b2a44")
_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s)|[。！？]+[」』”]*|\n\s*\n)\s*")
_WORD = re.compile(r"\S+\s*")
_IDEOGRAPH = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONG_WORD = 12


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage; `page` counts from 1 and is 0 when the text has no pages."""

    index: int
    text: str
    start: int
    end: int
    page: int


def point_id(file_id: str, text_hash: str, index: int) -> str:
    """The id of a chunk in the vector store: the same for the same file, text and place."""
    return str(uuid.uuid5(NAMESPACE, f"{file_id}/{text_hash}/{index}"))


def weight(text: str) -> int:
    """Size of a piece in words: twelve characters without a space count as one, an ideograph does too."""
    words = text.split()
    if text.isascii():
        return sum(max(1, -(-len(word) // _LONG_WORD)) for word in words)
    return sum(max(-(-len(word) // _LONG_WORD), len(_IDEOGRAPH.findall(word))) for word in words)


def chunks(text: str, pages: Sequence[int] = (), size: int = 200, overlap: float = 0.15) -> list[Chunk]:
    """Cut a text; `pages` are the offsets at which its pages begin (ascending)."""
    pieces = [(start, end, weight(text[start:end])) for start, end in _pieces(text, pages, size)]
    found: list[Chunk] = []
    first = 0
    while first < len(pieces):
        last, total = first, 0
        while last < len(pieces) and (last == first or total + pieces[last][2] <= size):
            new_page = last > first and _page(pages, pieces[last][0]) != _page(pages, pieces[last - 1][0])
            if new_page and total >= size * 0.3:
                break
            total += pieces[last][2]
            last += 1
        start, end = _trim(text, pieces[first][0], pieces[last - 1][1])
        if start < end:
            found.append(Chunk(len(found), text[start:end], start, end, _page(pages, start)))
        if last == len(pieces):
            break
        first = _step_back(pieces, first, last, int(total * overlap), pages)
    return found


def _step_back(
    pieces: Sequence[tuple[int, int, int]], first: int, last: int, budget: int, pages: Sequence[int]
) -> int:
    """Where the next chunk begins: at most `budget` words before `last`, on the same page."""
    following = last
    while following - 1 > first and pieces[following - 1][2] <= budget:
        if _page(pages, pieces[following - 1][0]) != _page(pages, pieces[last][0]):
            break
        following -= 1
        budget -= pieces[following][2]
    return following


def _pieces(text: str, pages: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Sentences as spans; longer ones cut between words, longer words between characters."""
    limit = max(1, size // 2)
    bounds = sorted({0, len(text), *(p for p in pages if 0 < p < len(text))})
    for lower, upper in pairwise(bounds):
        position = lower
        for match in _SENTENCE_END.finditer(text, lower, upper):
            yield from _cut(text, position, match.end(), limit)
            position = match.end()
        yield from _cut(text, position, upper, limit)


def _cut(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    if start >= end or not text[start:end].strip():
        return
    if weight(text[start:end]) <= limit:
        yield start, end
        return
    longest = limit * _LONG_WORD if text[start:end].isascii() else limit
    begin, total = start, 0
    for match in _WORD.finditer(text, start, end):
        heavy = weight(match.group())
        if total and total + heavy > limit:
            yield begin, match.start()
            begin, total = match.start(), 0
        while heavy > limit:
            yield begin, begin + longest
            begin += longest
            heavy = weight(text[begin : match.end()])
        total += heavy
    if text[begin:end].strip():
        yield begin, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _page(pages: Sequence[int], offset: int) -> int:
    return bisect_right(pages, offset) if pages else 0
