"""What a request says of the chat its answer belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from services.inference.domain.errors import BadRequest

LOCAL = "local:"
"""Chats that a page keeps to itself: their answers are shown and not recorded."""
_ID_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Saving:
    """Where an answer goes. `user_message` is a JSON object, `question` JSON content; empty without.
    `before` is text the answer goes on from."""

    chat_id: str
    message_id: str = ""
    parent_id: str = ""
    session_id: str = ""
    user_message: bytes = b""
    question: bytes = b""
    before: str = ""

    @property
    def recorded(self) -> bool:
        """Whether the chat is one of the server's."""
        return not self.chat_id.startswith(LOCAL)


class _Asked(msgspec.Struct):
    role: str | None = None
    content: msgspec.Raw = msgspec.Raw(b"null")


class _Fields(msgspec.Struct):
    chat_id: str | None = None
    id: str | None = None
    parent_id: str | None = None
    session_id: str | None = None
    user_message: msgspec.Raw = msgspec.Raw(b"null")
    messages: list[msgspec.Raw] = []


_fields = msgspec.json.Decoder(_Fields).decode
_asked = msgspec.json.Decoder(_Asked).decode


def read(body: bytes) -> Saving | None:
    """Where the answer to a request goes; None when it belongs to no chat. Raises BadRequest."""
    try:
        fields = _fields(body)
        last = _asked(fields.messages[-1]) if fields.messages else _Asked()
    except msgspec.DecodeError as error:
        raise BadRequest(f"the body does not fit: {error}") from None
    if not fields.chat_id:
        return None
    given = (fields.chat_id, fields.id or "", fields.parent_id or "", fields.session_id or "")
    if any(len(value) > _ID_LENGTH for value in given):
        raise BadRequest(f"ids may have {_ID_LENGTH} characters")
    posted = bytes(fields.user_message)
    content = bytes(last.content)
    before = msgspec.json.decode(content) if last.role == "assistant" and content[:1] == b'"' else ""
    question = content if last.role == "user" and content[:1] in (b'"', b"[") else b""
    return Saving(*given, user_message=posted if posted != b"null" else b"", question=question, before=before)


def accepted(task_id: str, chat_id: str) -> Mapping[str, Any]:
    """What a page is told at once. One release reads `task_ids`, an older one `task_id`."""
    return {"status": True, "task_ids": [task_id], "task_id": task_id, "chat_id": chat_id}
