"""An exchange, a question and its answer, as two messages of a chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from services.chat.domain.chats.append import appended
from services.chat.domain.chats.document import CURRENT, ChatState, Node, Outline, Stored
from services.chat.domain.chats.messages import decide_add

_SHOWN = Outline.HISTORY | Outline.TREE | Outline.CURRENT_TEXT
_PREFIX = "exchange-"


@dataclass(frozen=True, slots=True)
class Exchange:
    """`number` is the chatId of the API; `sent_at` epoch seconds. A hidden one is shown only where
    a session's whole history is."""

    number: int
    sent_at: int
    question: str
    answer: str
    mode: str
    attachments: Sequence[Mapping[str, Any]] = ()
    sources: Sequence[Any] = ()
    metrics: Mapping[str, Any] = field(default_factory=dict)
    hidden: bool = False
    model: str = ""
    liked: bool | None = None
    """What a reader thinks of the answer, if they said so."""


def question_id(number: int) -> str:
    """Id of the message that asks; ids sort as exchanges came."""
    return f"{_PREFIX}{number:012d}-1"


def answer_id(number: int) -> str:
    """Id of the message that answers."""
    return f"{_PREFIX}{number:012d}-2"


def number_of(message_id: str) -> int | None:
    """The number of the exchange a message belongs to; None for other messages."""
    digits = message_id.removeprefix(_PREFIX)[:-2]
    known = digits.isdecimal() and message_id in (question_id(int(digits)), answer_id(int(digits)))
    return int(digits) if known else None


def answered_number(message_id: str) -> int | None:
    """The number of the exchange whose answer has this id; None for other messages."""
    digits = message_id.removeprefix(_PREFIX).removesuffix("-2")
    return int(digits) if digits.isdecimal() and message_id == answer_id(int(digits)) else None


def messages_of(exchange: Exchange, parent: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Question and answer as messages of a chat; the answer carries what only workspaces know."""
    asked, answered = question_id(exchange.number), answer_id(exchange.number)
    question: dict[str, Any] = {
        "id": asked,
        "parentId": parent,
        "childrenIds": [answered],
        "role": "user",
        "content": exchange.question,
        "timestamp": exchange.sent_at,
    }
    if exchange.attachments:
        question["attachments"] = list(exchange.attachments)
    answer: dict[str, Any] = {
        "id": answered,
        "parentId": asked,
        "childrenIds": [],
        "role": "assistant",
        "content": exchange.answer,
        "timestamp": exchange.sent_at,
        "done": True,
        "workspace": {
            "chatId": exchange.number,
            "type": exchange.mode,
            "sources": list(exchange.sources),
            "metrics": dict(exchange.metrics),
            "hidden": exchange.hidden,
            "sentAt": exchange.sent_at,
        },
    }
    if exchange.model:
        answer["model"] = exchange.model
    return question, answer


def decide_exchange(state: ChatState, question: Node, answer: Node, writer: str) -> list[Any]:
    """Add both messages to a chat that exists; the answer becomes the current one."""
    if _SHOWN in state.outline:
        nodes = [question, answer]
        return [*appended(state.chat_id, state.owner_id, nodes, writer, becomes_current=True)]
    # Its owner took the history apart: the question makes it a shown one again.
    events = decide_add(state, state.owner_id, question, writer)
    after = replace(
        state,
        outline=state.outline & ~CURRENT | _SHOWN,
        current=question.id,
        nodes={question.id: Stored(question.digest, question.links, 0, writer)},
    )
    return [*events, *decide_add(after, state.owner_id, answer, writer)]
