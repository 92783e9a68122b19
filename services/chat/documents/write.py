"""Parts of a chat put together again as JSON, by splicing bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from services.chat.documents.parts import message_id_of, unescape
from services.chat.domain.chats.document import Links, Outline, branch

_json = msgspec.json.Encoder()
Part = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LoadedChat:
    """All parts of one chat. `messages` in the order they came, `items` as they stand."""

    head: Part
    details: Part
    messages: Mapping[str, Part]
    items: list[Part]

    @property
    def outline(self) -> Outline:
        """Which optional pieces the document has."""
        return Outline(self.head["o"])

    @property
    def current(self) -> str | None:
        """The id of the current message, if there is one."""
        return self.head["i"] if Outline.CURRENT_TEXT in self.outline else None

    def branch(self) -> list[str]:
        """Ids of the shown branch, root first."""
        current = self.current
        if current is None:
            return []
        return branch({id_: _parent_link(part) for id_, part in self.messages.items()}, current)


def loaded(parts: Iterable[Part], chat_id: str) -> LoadedChat | None:
    """Sort the parts of a chat, ordered by id; None when its head is not among them."""
    head: Part | None = None
    details: Part = {}
    messages: list[Part] = []
    items: list[Part] = []
    size = len(chat_id)
    for part in parts:
        mark = part["_id"][size : size + 1]
        if mark == "/":
            messages.append(part)
        elif mark == "~":
            items.append(part)
        elif mark == "#":
            details = part
        else:
            head = part
    if head is None:
        return None
    messages.sort(key=lambda part: part["o"])
    return LoadedChat(head, details, {message_id_of(part, chat_id): part for part in messages}, items)


def write_message(part: Part) -> bytes:
    """One message as JSON: its links, then its content."""
    body: bytes = part["b"]
    links = []
    if "p" in part:
        links.append(b'"parentId":' + _json.encode(part["p"]))
    if "k" in part:
        links.append(b'"childrenIds":' + _json.encode(part["k"]))
    if not links:
        return body
    if body != b"{}":
        links.append(body[1:-1])
    return b"{" + b",".join(links) + b"}"


def write_document(chat: LoadedChat) -> bytes:
    """The chat document."""
    return b"{" + b",".join(_pieces(chat)) + b"}"


def write_shown(chat: LoadedChat) -> list[bytes]:
    """The messages of the shown branch."""
    return [write_message(chat.messages[id_]) for id_ in chat.branch()]


def write_array(values: Iterable[bytes]) -> bytes:
    """JSON array of raw JSON values."""
    return b"[" + b",".join(values) + b"]"


def _pieces(chat: LoadedChat) -> Iterator[bytes]:
    outline = chat.outline
    for name, raw in chat.details.get("d", {}).items():
        yield _json.encode(unescape(name)) + b":" + raw
    written = {id_: write_message(part) for id_, part in chat.messages.items()}
    if Outline.HISTORY in outline:
        yield b'"history":{' + b",".join(_history(chat, written, outline)) + b"}"
    if Outline.LIST_FOLLOWS in outline:
        yield b'"messages":' + write_array(written[id_] for id_ in chat.branch())
    elif Outline.LIST in outline:
        yield b'"messages":' + write_array(item["b"] for item in chat.items)


def _history(chat: LoadedChat, written: Mapping[str, bytes], outline: Outline) -> Iterator[bytes]:
    if Outline.TREE in outline:
        pairs = (_json.encode(id_) + b":" + raw for id_, raw in written.items())
        yield b'"messages":{' + b",".join(pairs) + b"}"
    if Outline.CURRENT_TEXT in outline:
        yield b'"currentId":' + _json.encode(chat.head["i"])
    elif Outline.CURRENT_NULL in outline:
        yield b'"currentId":null'
    extra: bytes = chat.details.get("x", b"")
    if extra:
        yield extra[1:-1]


def _parent_link(part: Part) -> Links:
    return Links(part.get("p"), "p" in part)
