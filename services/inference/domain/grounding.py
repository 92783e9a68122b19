"""From found passages to a grounded request: the context put before a question, and its `sources`.

Documents are numbered, not passages: a stock web page shows one citation per distinct
`metadata[].source` and resolves [n] to the n-th of them, so the model must count the same way. The page
of a passage stands beside its number. In `metadata`, `page` counts from 0 and `page_label` is what a
reader calls the page, as those pages expect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

INSTRUCTION = (
    "You answer questions from the passages you are given. Each passage begins with the number of its "
    "document in square brackets. After each statement you write the number of its document, such as [1]. "
    "If the passages do not hold the answer, you say that the documents do not tell."
)
"""Goes into the system message, and the passages right before the question: a model of 135 M parameters
answered three of four test questions that way, and one of four with everything in the user's message."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that fits the question. `page` counts from 1; 0 when there are none."""

    text: str
    score: float
    collection: str
    file_id: str
    name: str
    source: str
    page: int = 0
    start_index: int = 0
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def document(self) -> str:
        """What passages of the same document share, and a client groups citations by."""
        return self.source or self.name or self.file_id


@dataclass(frozen=True, slots=True)
class Attached:
    """One entry of the request's `files`: what it is, and the collections it stands for."""

    item: Mapping[str, Any]
    collections: tuple[str, ...]


def attached(files: Iterable[Any]) -> list[Attached]:
    """The collections that the `files` of a request stand for; entries of other kinds are left out."""
    found: list[Attached] = []
    for item in files:
        if not isinstance(item, Mapping):
            continue
        named = item.get("collection_names") or item.get("collection_name")
        kind, key = item.get("type"), item.get("id")
        if isinstance(named, str) and named:
            names: tuple[str, ...] = (named,)
        elif isinstance(named, list) and all(isinstance(n, str) for n in named):
            names = tuple(named)
        elif isinstance(key, str) and key and kind == "file":
            names = (f"file-{key}",)
        elif isinstance(key, str) and key and kind == "collection":
            names = (key,)
        else:
            continue
        found.append(Attached(item, names))
    return found


def question(messages: Sequence[Any]) -> str:
    """The text of the last user message."""
    for message in reversed(messages):
        if isinstance(message, Mapping) and message.get("role") == "user":
            return _text(message.get("content"))
    return ""


def sources(files: Sequence[Attached], passages: Iterable[Passage]) -> list[Json]:
    """One source for each attached entry that has passages, best passage first."""
    groups: dict[int, list[Passage]] = {}
    for passage in passages:
        place = _owner(files, passage)
        if place is not None:
            groups.setdefault(place, []).append(passage)
    return [_source(files[place], groups[place]) for place in sorted(groups)]


def grounded(messages: Sequence[Any], found: Sequence[Json]) -> list[Any]:
    """The messages with the passages of `found` put before the last user message's text, and what to do
    with them in the system message."""
    out = list(messages)
    for place in range(len(out) - 1, -1, -1):
        message = out[place]
        if isinstance(message, Mapping) and message.get("role") == "user":
            out[place] = {**message, "content": _before(_context(found), message.get("content"))}
            return _instructed(out)
    return out


def _context(found: Sequence[Json]) -> str:
    numbers: dict[str, int] = {}
    blocks: list[str] = []
    for source in found:
        for text, metadata in zip(source["document"], source["metadata"], strict=True):
            number = numbers.setdefault(metadata["source"], len(numbers) + 1)
            page = f", page {metadata['page_label']}" if "page_label" in metadata else ""
            blocks.append(f"[{number}] ({metadata['name']}{page})\n{text.strip()}")
    return "\n\n".join(blocks) + "\n\n"


def _instructed(messages: Sequence[Any]) -> list[Any]:
    first = messages[0] if messages else None
    if isinstance(first, Mapping) and first.get("role") == "system":
        content = f"{_text(first.get('content'))}\n\n{INSTRUCTION}".strip()
        return [{**first, "content": content}, *messages[1:]]
    return [{"role": "system", "content": INSTRUCTION}, *messages]


def _before(context: str, content: Any) -> Any:
    if isinstance(content, list):
        return [{"type": "text", "text": context}, *content]
    return context + _text(content)


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = (p for p in content if isinstance(p, Mapping) and p.get("type") == "text")
        return "\n".join(str(p.get("text", "")) for p in parts)
    return ""


def _owner(files: Sequence[Attached], passage: Passage) -> int | None:
    """Which attached entry a passage belongs to: by collection, else by file."""
    for place, entry in enumerate(files):
        if passage.collection in entry.collections:
            return place
    for place, entry in enumerate(files):
        if f"file-{passage.file_id}" in entry.collections or entry.item.get("id") == passage.file_id:
            return place
    return None


def _source(entry: Attached, passages: Sequence[Passage]) -> Json:
    item = entry.item
    source: Json = {"type": item.get("type") or "collection", "id": item.get("id") or entry.collections[0]}
    name = item.get("name") or (passages[0].name if source["type"] == "file" else None)
    if name:
        source["name"] = name
    return {
        "source": source,
        "document": [p.text for p in passages],
        "metadata": [_metadata(p) for p in passages],
        "distances": [round(p.score, 6) for p in passages],
    }


def _metadata(passage: Passage) -> Json:
    out: Json = {
        **passage.metadata,
        "source": passage.document,
        "name": passage.name or passage.document,
        "file_id": passage.file_id,
        "collection_name": passage.collection,
        "start_index": passage.start_index,
    }
    if passage.page > 0:
        out["page"] = passage.page - 1
        out["page_label"] = str(passage.page)
    return out
