"""Beginning and ending an answer in a chat. The chat's state holds the messages a command names.

A run ends once. Only a whole answer replaces one that was given up as lost: whoever was cut off from
the bus has answered all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.chat.domain.answers.events import AnswerCompleted, AnswerFailed, AnswerStarted, AnswerStopped
from services.chat.domain.chats.append import array
from services.chat.domain.chats.document import ChatState, Node
from services.chat.domain.chats.events import MessagesRevised
from services.chat.domain.chats.messages import decide_add_all, owned

RUNNING, COMPLETED, FAILED, STOPPED = "running", "completed", "failed", "stopped"
LOST = "lost"
"""Cause of a failure: nobody said for seconds that the run goes on."""
WRITER = "answers"
"""What the server writes into a chat is told apart from what its owner's sessions write."""


@dataclass(frozen=True, slots=True)
class Run:
    """One answering as it stands."""

    id: str
    chat_id: str
    owner_id: str
    message_id: str
    model: str
    state: str = RUNNING
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ends; `last_event` is the number of its last streamed event."""

    state: str
    last_event: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cause: str = ""
    detail: str = ""


def decide_start(state: ChatState, caller_id: str, run: Run, new: Sequence[Node], now: int) -> list[Any]:
    """Put the messages that are missing into the chat, the answer's last, and begin."""
    owned(state, caller_id)
    events = decide_add_all(state, caller_id, new, WRITER) if new else []
    return [
        *events,
        AnswerStarted(run.chat_id, state.owner_id, run.message_id, run.id, run.model, now),
    ]


def decide_end(run: Run, message: Node | None, stored_digest: bytes, ending: Ending) -> list[Any]:
    """End a run; `message` is the answer's message as it shall be, None when the chat has it no more.
    None of it when the run has ended."""
    found_again = run.state == FAILED and run.cause == LOST and ending.state == COMPLETED
    if run.state != RUNNING and not found_again:
        return []
    events: list[Any] = []
    if message is not None and message.digest != stored_digest:
        events.append(MessagesRevised(run.chat_id, run.owner_id, (message.id,), array([message.raw]), WRITER))
    key = (run.chat_id, run.owner_id, run.message_id, run.id, run.model)
    match ending.state:
        case "completed":
            tokens = (ending.prompt_tokens, ending.completion_tokens)
            events.append(AnswerCompleted(*key, *tokens, ending.last_event))
        case "stopped":
            events.append(AnswerStopped(*key, ending.last_event))
        case _:
            events.append(AnswerFailed(*key, ending.cause, ending.detail, ending.last_event))
    return events
