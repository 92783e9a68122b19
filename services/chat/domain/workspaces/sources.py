"""Passages and documents as the API shows them: sources of an answer, results of a search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TOLD = ("url", "title", "docAuthor", "description", "docSource", "chunkSource", "published")
SHOWN = 1000
"""Characters of a whole document that its source shows."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that fits a question; `page` counts from 1, 0 when there are none."""

    id: str
    text: str
    score: float
    file_id: str
    name: str
    page: int = 0


def headed(passage: Passage, about: Mapping[str, Any]) -> str:
    """The text of a passage under what is known of its document, as clients expect it."""
    lines = [f"sourceDocument: {about.get('title') or passage.name}"]
    if about.get("published"):
        lines.append(f"published: {about['published']}")
    if passage.page:
        lines.append(f"page: {passage.page}")
    return "<document_metadata>\n" + "\n".join(lines) + f"\n</document_metadata>\n\n{passage.text}"


def source(passage: Passage, about: Mapping[str, Any]) -> dict[str, Any]:
    """A passage as a source of an answer; `about` is the document's metadata."""
    return {
        "id": passage.id,
        **_known(about, passage.name),
        "wordCount": about.get("wordCount", 0),
        "token_count_estimate": about.get("token_count_estimate", 0),
        "text": headed(passage, about),
        "_distance": 1 - passage.score,
        "score": passage.score,
    }


def whole_source(text: str, about: Mapping[str, Any]) -> dict[str, Any]:
    """A document that was put whole before a question, as a source of the answer."""
    return {
        "text": text[:SHOWN] + ("…" if len(text) > SHOWN else ""),
        "id": about.get("id", ""),
        **_known(about, ""),
        "wordCount": about.get("wordCount", 0),
        "token_count_estimate": about.get("token_count_estimate", 0),
    }


def result(passage: Passage, about: Mapping[str, Any]) -> dict[str, Any]:
    """A passage as a result of a search."""
    known = _known(about, passage.name)
    author = known.pop("docAuthor")
    return {
        "id": passage.id,
        "text": headed(passage, about),
        "metadata": {
            **known,
            "author": author,
            "wordCount": about.get("wordCount", 0),
            "tokenCount": about.get("token_count_estimate", 0),
        },
        "distance": 1 - passage.score,
        "score": passage.score,
    }


def _known(about: Mapping[str, Any], name: str) -> dict[str, str]:
    known = {key: str(about.get(key) or "") for key in _TOLD}
    known["title"] = known["title"] or name
    return known
