"""How a chat stands in the `chats` view: small documents that change on their own.

    <chat>           head: what lists show and commands decide from
    <chat>#          details: the other top-level keys, by key
    <chat>/<message> one message: body, links, digest
    <chat>~<place>   one item of a flat list that is not the shown branch

The ids make a chat one range of the primary key, head first. Field names are short: they are
stored with every message.

    head      u owner · t title · c, m created and updated (ms) · r read (ms) · j marked
              as unread · l shelf (bits: 1 pinned, 2 in a folder, 4 archived) · f folder · s share ·
              g tags · k meta · w variables · y their digest · o outline · i current message ·
              v version of the stream · e version at which it was empty
    details   d values · e digests · n sizes · x history details · y their digest
    message   b body · h digest · q digests before that · p parent · k children ·
              z (true: nobody joins its children) · o order · v version of the last revision · w writer
    item      b body · h digest · o place
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from services.chat.domain.chats.document import ChatState, Links, Outline, Stored

CHATS = "chats"
Document = dict[str, Any]

PINNED, FOLDERED, ARCHIVED = 1, 2, 4
ORDER_STEP = 1 << 20
"""Messages of one event are ordered within this: order = version × ORDER_STEP + place."""

_ESCAPES = {"%": "%25", ".": "%2E", "$": "%24", "\0": "%00"}
_END = "\x7f"


def stream_of(chat_id: str) -> str:
    """The stream of a chat."""
    return f"chat-{chat_id}"


def is_chat_id(text: str) -> bool:
    """Whether a text can be the id of a chat: a UUID in its canonical form. Nothing else may be
    used to select a range of ids."""
    try:
        return len(text) == 36 and str(uuid.UUID(text)) == text
    except ValueError:
        return False


def details_id(chat_id: str) -> str:
    """Id of the details of a chat."""
    return f"{chat_id}#"


def message_part(chat_id: str, message_id: str) -> str:
    """Id of the part that holds a message."""
    return f"{chat_id}/{message_id}"


def item_id(chat_id: str, place: int) -> str:
    """Id of the part that holds an item of the flat list."""
    return f"{chat_id}~{place:08d}"


def all_parts(chat_id: str) -> Document:
    """Filter for everything of a chat."""
    return {"_id": {"$gte": chat_id, "$lt": chat_id + _END}}


def message_parts(chat_id: str) -> Document:
    """Filter for the messages of a chat."""
    return {"_id": {"$gte": f"{chat_id}/", "$lt": f"{chat_id}0"}}


def items_from(chat_id: str, place: int) -> Document:
    """Filter for the items of the flat list from a place on."""
    return {"_id": {"$gte": item_id(chat_id, place), "$lt": chat_id + _END}}


def message_id_of(part: Mapping[str, Any], chat_id: str) -> str:
    """The id of the message a part holds."""
    return str(part["_id"][len(chat_id) + 1 :])


def escape(key: str) -> str:
    """A JSON key as a field name."""
    if not key:
        return "%"
    for char, escaped in _ESCAPES.items():
        key = key.replace(char, escaped)
    return key


def unescape(name: str) -> str:
    """The JSON key of a field name."""
    if name == "%":
        return ""
    for char, escaped in reversed(_ESCAPES.items()):
        name = name.replace(escaped, char)
    return name


def links_of(part: Mapping[str, Any]) -> Links:
    """The links of a message part."""
    children = part.get("k")
    return Links(part.get("p"), "p" in part, None if children is None else tuple(children), "z" not in part)


def link_fields(links: Links) -> Document:
    """The fields that hold links; fields that are not among them are absent."""
    fields: Document = {}
    if links.has_parent:
        fields["p"] = links.parent
    if links.children is not None:
        fields["k"] = list(links.children)
    if not links.joins:
        fields["z"] = True
    return fields


def state_of(parts: Iterable[Mapping[str, Any]], chat_id: str) -> ChatState:
    """What a command decides from, of the parts it loaded (values and bodies are not needed)."""
    head: Mapping[str, Any] | None = None
    details: Mapping[str, Any] = {}
    found: list[tuple[int, str, Stored]] = []
    items: list[bytes] = []
    for part in parts:
        mark = part["_id"][len(chat_id) : len(chat_id) + 1]
        if mark == "/":
            version = part.get("v") or part["o"] // ORDER_STEP
            stored = Stored(part["h"], links_of(part), version, part["w"], tuple(part.get("q", ())))
            found.append((part["o"], message_id_of(part, chat_id), stored))
        elif mark == "~":
            items.append(part["h"])
        elif mark == "#":
            details = part
        else:
            head = part
    if head is None:
        return ChatState()
    found.sort(key=lambda entry: entry[0])
    return ChatState(
        exists=True,
        chat_id=chat_id,
        owner_id=head["u"],
        title=head["t"],
        outline=Outline(head["o"]),
        current=head["i"],
        version=head["v"],
        variables=head.get("y", b""),
        details={unescape(name): value for name, value in details.get("e", {}).items()},
        sizes={unescape(name): value for name, value in details.get("n", {}).items()},
        history=details.get("y", b""),
        nodes={id_: stored for _, id_, stored in found},
        items=tuple(items),
        emptied=head.get("e", 0),
    )
