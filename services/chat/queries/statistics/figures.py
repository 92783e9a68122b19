"""Figures of one chat, computed from its messages; no text is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from services.chat.documents.write import LoadedChat

USER, ASSISTANT = "user", "assistant"


class _Message(msgspec.Struct):
    role: Any = None
    content: Any = None
    model: Any = None
    timestamp: Any = None
    annotation: Any = None
    usage: Any = None


_message = msgspec.json.Decoder(_Message)


@dataclass(frozen=True, slots=True)
class Said:
    """What counts of one message. `length` in characters, `timestamp` in seconds."""

    id: str
    role: str
    length: int
    parent: str | None = None
    model: str | None = None
    timestamp: int | None = None
    tokens: int | None = None
    rating: int | None = None
    tags: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """See parlance.chat.v1.ChatUsage."""

    models: Mapping[str, int]
    message_count: int
    history_models: Mapping[str, int]
    history_message_count: int
    history_user_message_count: int
    history_assistant_message_count: int
    average_response_time: float
    average_user_message_content_length: float
    average_assistant_message_content_length: float


def said(chat: LoadedChat) -> dict[str, Said]:
    """The messages of a chat by id, in the order they came."""
    return {id_: _said(id_, part) for id_, part in chat.messages.items()}


def figures(messages: Mapping[str, Said], shown: Sequence[str]) -> Figures:
    """The figures of a chat with these messages and this shown branch."""
    asked = [one for one in messages.values() if one.role == USER]
    answers = [one for one in messages.values() if one.role == ASSISTANT]
    return Figures(
        models=_models([messages[id_] for id_ in shown if messages[id_].role == ASSISTANT]),
        message_count=len(shown),
        history_models=_models(answers),
        history_message_count=len(messages),
        history_user_message_count=len(asked),
        history_assistant_message_count=len(answers),
        average_response_time=_mean([time for one in answers for time in _waited(one, messages)]),
        average_user_message_content_length=_mean([one.length for one in asked]),
        average_assistant_message_content_length=_mean([one.length for one in answers]),
    )


def _said(id_: str, part: Mapping[str, Any]) -> Said:
    value = _message.decode(part["b"])
    notes = value.annotation if isinstance(value.annotation, dict) else {}
    usage = value.usage if isinstance(value.usage, dict) else {}
    tags = notes.get("tags")
    return Said(
        id=id_,
        role=value.role if isinstance(value.role, str) else "",
        length=_length(value.content),
        parent=part.get("p"),
        model=value.model if isinstance(value.model, str) and value.model else None,
        timestamp=_whole(value.timestamp),
        tokens=_whole(usage.get("total_tokens")),
        rating=_whole(notes.get("rating")),
        tags=[one for one in tags if isinstance(one, str)] if isinstance(tags, list) else None,
    )


def _length(content: Any) -> int:
    if isinstance(content, str):
        return len(content)
    if isinstance(content, list):
        texts = (part.get("text") for part in content if isinstance(part, dict))
        return sum(len(text) for text in texts if isinstance(text, str))
    return 0


def _waited(answer: Said, messages: Mapping[str, Said]) -> list[int]:
    asked = messages.get(answer.parent or "")
    if asked is None or answer.timestamp is None or asked.timestamp is None:
        return []
    return [max(0, answer.timestamp - asked.timestamp)]


def _models(answers: Sequence[Said]) -> dict[str, int]:
    return dict(Counter(one.model for one in answers if one.model is not None))


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values) if values else 0.0


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 2**53:
        return None
    return int(value)
