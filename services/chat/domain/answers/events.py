"""What happens to an answer. Each class has a message of the same name in parlance.chat.v1.answer_events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerStarted:
    """A model was asked."""

    chat_id: str
    owner_id: str
    message_id: str
    run_id: str
    model: str
    started_at: int


@dataclass(frozen=True, slots=True)
class AnswerCompleted:
    """The whole answer is in the message."""

    chat_id: str
    owner_id: str
    message_id: str
    run_id: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    last_event: int


@dataclass(frozen=True, slots=True)
class AnswerFailed:
    """The answer broke off."""

    chat_id: str
    owner_id: str
    message_id: str
    run_id: str
    model: str
    cause: str
    detail: str
    last_event: int


@dataclass(frozen=True, slots=True)
class AnswerStopped:
    """Somebody stopped it."""

    chat_id: str
    owner_id: str
    message_id: str
    run_id: str
    model: str
    last_event: int
