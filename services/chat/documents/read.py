"""What clients post, split into the pieces the domain compares.

A digest is of the meaning of a JSON value: the order of keys, blanks and escapes do not count.
Whatever is no JSON, or no chat within the limits, is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from services.chat.documents.limits import Limits
from services.chat.domain.chats.document import (
    HISTORY,
    MESSAGES,
    History,
    Item,
    Links,
    Node,
    Piece,
    Posted,
    branch,
)
from services.chat.domain.chats.refusals import DocumentRefused, DocumentTooLarge

PARENT, CHILDREN = "parentId", "childrenIds"
_CURRENT = "currentId"
_NO_DETAILS = Piece(b"", b"")

_any = msgspec.json.Decoder()
_object = msgspec.json.Decoder(dict[str, msgspec.Raw])
_array = msgspec.json.Decoder(list[msgspec.Raw])
_sorted = msgspec.json.Encoder(order="deterministic")
_plain = msgspec.json.Encoder()

RawObject = dict[str, msgspec.Raw]


def digest(raw: bytes) -> bytes:
    """16 bytes, equal for equal JSON values; empty for nothing."""
    return _digest_of(_value(raw)) if raw else b""


def read_document(raw: bytes, limits: Limits, *, whole_items: bool = False) -> Posted:
    """A posted chat. `whole_items`: digest the items of the flat list as wholes, too."""
    if len(raw) > limits.document:
        raise DocumentTooLarge(f"a chat may have {limits.document} bytes")
    top = read_object(raw, "chat")
    history, items = None, None
    if HISTORY in top:
        history = _history(top[HISTORY], limits)
        if history is not None:
            del top[HISTORY]
    if MESSAGES in top and _begins(top[MESSAGES], b"["):
        items = _items(_array.decode(top.pop(MESSAGES)), history, limits, whole_items)
    details = {key: Piece(bytes(value), digest(bytes(value))) for key, value in top.items()}
    limits.check_details(details)
    return Posted(details, _title(top, limits), history, items)


def read_node(id_: str, raw: bytes) -> Node:
    """One message, as it was posted."""
    value = _value(raw)
    if type(value) is not dict:
        raise DocumentRefused("a message is an object")
    links = _take_links(value)
    return Node(id_, raw, _digest_of(value), links)


def read_item(raw: bytes, *, whole: bool = False) -> Item:
    """One item of a flat list: usually a message, but anything may stand there."""
    node = read_node("", raw) if raw[:1] == b"{" else Node("", raw, digest(raw), Links())
    return Item(raw, node.digest, node.links, digest(raw) if whole else b"")


def json_kind(raw: bytes) -> str:
    """text, array, object or other. Refused when it is no JSON."""
    match _value(raw):
        case str():
            return "text"
        case list():
            return "array"
        case dict():
            return "object"
    return "other"


def read_object(raw: bytes | msgspec.Raw, what: str) -> RawObject:
    """A JSON object by its keys, values uncut. Refused when it is something else."""
    try:
        return _object.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DocumentRefused(f"{what} is not a JSON object: {error}") from error


def body_of(node: Node) -> bytes:
    """The message's JSON object without its links."""
    value: dict[str, Any] = _object.decode(node.raw)
    if node.links.has_parent:
        del value[PARENT]
    if node.links.children is not None:
        del value[CHILDREN]
    return _plain.encode(value)


def with_values(body: bytes, values: Mapping[str, bytes]) -> bytes:
    """A JSON object with some keys set to raw JSON values."""
    value: dict[str, Any] = read_object(body, "message")
    value.update({key: msgspec.Raw(raw) for key, raw in values.items()})
    return _plain.encode(value)


class JsonReader:
    """Reads what events carry (see services.chat.domain.chats.evolve.Reader)."""

    def nodes(self, ids: Sequence[str], raw: bytes) -> list[Node]:
        """A JSON array of messages, split."""
        return [read_node(id_, bytes(one)) for id_, one in zip(ids, _array.decode(raw), strict=True)]

    def pieces(self, raw: bytes) -> Mapping[str, bytes]:
        """Digests of the values of a JSON object."""
        return {key: digest(bytes(value)) for key, value in _object.decode(raw).items()}

    def digests(self, raw: bytes) -> list[bytes]:
        """Digests of the items of a JSON array."""
        return [digest(bytes(one)) for one in _array.decode(raw)]

    def digest(self, raw: bytes) -> bytes:
        """Digest of a JSON value; empty for nothing."""
        return digest(raw)


def split_object(raw: bytes) -> dict[str, bytes]:
    """The values of a JSON object that was checked before, as raw JSON."""
    return {key: bytes(value) for key, value in _object.decode(raw).items()}


def split_array(raw: bytes) -> list[bytes]:
    """The items of a JSON array that was checked before, as raw JSON."""
    return [bytes(value) for value in _array.decode(raw)]


def _history(raw: msgspec.Raw, limits: Limits) -> History | None:
    """A history with a tree as chats have it; None for anything else under that name."""
    if not _begins(raw, b"{"):
        return None
    found = read_object(raw, "history")
    tree: dict[str, Node] | None = None
    if MESSAGES in found:
        tree_raw = found.pop(MESSAGES)
        if not _begins(tree_raw, b"{"):
            return None
        nodes = {id_: bytes(node) for id_, node in read_object(tree_raw, "history.messages").items()}
        if any(node[:1] != b"{" for node in nodes.values()):
            return None
        limits.check_messages(nodes)
        tree = {id_: read_node(id_, node) for id_, node in nodes.items()}
    current, has_current = None, False
    if _CURRENT in found:
        value = _value(bytes(found[_CURRENT]))
        if value is None or isinstance(value, str):
            current, has_current = value, True
            del found[_CURRENT]
            limits.check_id(value or "")
    details = _NO_DETAILS
    if found:
        packed = _plain.encode(found)
        limits.check_piece(packed)
        details = Piece(packed, digest(packed))
    return History(tree, current, has_current, details)


def _items(raw: Sequence[msgspec.Raw], history: History | None, limits: Limits, whole: bool) -> list[Item]:
    """The flat list; what repeats the shown branch byte for byte is not read again."""
    tree = (history.tree or {}) if history else {}
    path = branch({id_: node.links for id_, node in tree.items()}, history.current if history else None)
    items = []
    for place, one in enumerate(raw):
        packed = bytes(one)
        node = tree[path[place]] if place < len(path) else None
        if node is None or node.raw != packed:
            limits.check_piece(packed)
            items.append(read_item(packed, whole=whole))
        else:
            items.append(Item(packed, node.digest, node.links, digest(packed) if whole else b""))
    return items


def _take_links(value: dict[str, Any]) -> Links:
    """The links of a decoded message, taken out of it; what has another form stays content."""
    parent, has_parent = None, False
    if PARENT in value and (value[PARENT] is None or type(value[PARENT]) is str):
        parent, has_parent = value.pop(PARENT), True
    if CHILDREN not in value:
        return Links(parent, has_parent)
    children = value[CHILDREN]
    if type(children) is not list or not all(type(child) is str for child in children):
        return Links(parent, has_parent, None, False)
    del value[CHILDREN]
    return Links(parent, has_parent, tuple(children))


def _begins(raw: msgspec.Raw, with_: bytes) -> bool:
    return memoryview(raw)[:1] == with_


def _title(top: RawObject, limits: Limits) -> str | None:
    value = _value(bytes(top["title"])) if "title" in top else None
    if not isinstance(value, str) or not value:
        return None
    limits.check_title(value)
    return value


def _value(raw: bytes) -> Any:
    try:
        return _any.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DocumentRefused(f"not a JSON value: {error}") from error


def _digest_of(value: Any) -> bytes:
    return hashlib.sha256(_sorted.encode(value)).digest()[:16]
