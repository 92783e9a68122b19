"""Words of a text, as search compares them: folded in case and form, long ones cut.

Scripts that do not part words by blanks are taken by pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec

WORD_LENGTH = 32
"""Characters of a word that count."""
EXCERPT = 160
"""Characters of an excerpt."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


class _Message(msgspec.Struct):
    content: Any = None


_message = msgspec.json.Decoder(_Message)


def words(text: str) -> Iterator[str]:
    """The words of a text, in order, repeated as they are."""
    for found in _WORD.finditer(_folded(text)):
        word = found.group()
        if word.isascii():
            yield word[:WORD_LENGTH]
            continue
        end = 0
        for run in _UNSPACED.finditer(word):
            if run.start() > end:
                yield word[end : run.start()][:WORD_LENGTH]
            yield from _pairs(run.group())
            end = run.end()
        if end < len(word):
            yield word[end:][:WORD_LENGTH]


def text_of(body: bytes) -> str:
    """The text of a message: its content, or the texts of its parts."""
    content = _message.decode(body).content
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, dict))
        return "\n".join(part for part in parts if isinstance(part, str))
    return ""


def excerpt(text: str, wanted: list[str]) -> str | None:
    """A piece of the text around the first place where a wanted word begins; None without one."""
    for found in _WORD.finditer(text):
        if any(_begins(word, wanted) for word in words(found.group())):
            start = max(0, found.start() - EXCERPT // 4)
            if len(text) <= EXCERPT or start < EXCERPT // 8:
                start = 0
            piece = " ".join(text[start : start + EXCERPT].split())
            return ("…" if start else "") + piece + ("…" if start + EXCERPT < len(text) else "")
    return None


def _begins(word: str, wanted: list[str]) -> bool:
    return any(word.startswith(beginning) for beginning in wanted)


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for place in range(len(run) - 1):
        yield run[place : place + 2]


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
