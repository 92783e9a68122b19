"""What events of a message change in it: the types that stock clients know."""

from __future__ import annotations

from typing import Any

import msgspec

from services.chat.domain.chats.refusals import DocumentRefused

REFUSED = "execute"
"""Code for the browser of whoever reads: never passed on."""
MOST_ITEMS = 1_000
"""Entries a list of a message may have by events."""
_SAME = {
    "chat:message:delta": "message",
    "chat:message": "replace",
    "chat:message:files": "files",
    "chat:message:embeds": "embeds",
    "citation": "source",
}
_json = msgspec.json.Encoder()
_object = msgspec.json.Decoder(dict[str, Any])


def applied(kind: str, data: bytes, message: bytes) -> dict[str, bytes]:
    """The keys of a message that an event sets, as raw JSON; none for one that is only told.

    `data` and `message` are JSON objects. Raises DocumentRefused for data that does not fit.
    """
    if kind == REFUSED:
        raise DocumentRefused("an event cannot bring code for browsers")
    try:
        value, before = _object.decode(data), _object.decode(message)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DocumentRefused(f"data is an object: {error}") from error
    match _SAME.get(kind, kind):
        case "status":
            return {"statusHistory": _longer(before.get("statusHistory"), [value])}
        case "message":
            content = before.get("content") or ""
            if not isinstance(content, str):
                raise DocumentRefused("the message has parts, to which no text can be added")
            return {"content": _json.encode(content + _text(value))}
        case "replace":
            return {"content": _json.encode(_text(value))}
        case "files" | "embeds" as name:
            items = value.get(name)
            if not isinstance(items, list):
                raise DocumentRefused(f"data.{name} is a list")
            return {name: _longer(before.get(name), items)} if items else {}
        case "source" if value.get("type") is None:
            return {"sources": _longer(before.get("sources"), [value])}
    return {}


def _text(value: dict[str, Any]) -> str:
    text = value.get("content", "")
    if not isinstance(text, str):
        raise DocumentRefused("data.content is text")
    return text


def _longer(stands: Any, items: list[Any]) -> bytes:
    both = [*(stands if isinstance(stands, list) else []), *items]
    if len(both) > MOST_ITEMS:
        raise DocumentRefused(f"a message takes at most {MOST_ITEMS} of these")
    return _json.encode(both)
