"""An exchange as two messages of a chat."""

from __future__ import annotations

import json

import pytest

from services.chat.documents.read import read_node
from services.chat.domain.chats.document import Node, Outline
from services.chat.domain.workspaces.exchange import (
    Exchange,
    answer_id,
    decide_exchange,
    messages_of,
    number_of,
    question_id,
)
from tests.unit.chat.chat_in_memory import ChatInMemory


def exchange(number: int) -> Exchange:
    return Exchange(number, 1_000, f"question {number}", f"answer {number}", "chat", metrics={"duration": 1})


def nodes(number: int, parent: str | None) -> tuple[Node, Node]:
    question, answer = messages_of(exchange(number), parent)
    return read_node(question["id"], packed(question)), read_node(answer["id"], packed(answer))


def packed(message: object) -> bytes:
    return json.dumps(message).encode()


def begun() -> ChatInMemory:
    messages = {m["id"]: m for m in messages_of(exchange(9), None)}
    return ChatInMemory({"title": "t", "history": {"messages": messages, "currentId": answer_id(9)}})


def test_ids_sort_as_exchanges_came() -> None:
    ids = [id_ for n in (9, 10, 999_999) for id_ in (question_id(n), answer_id(n))]
    assert ids == sorted(ids)
    assert [number_of(id_) for id_ in ids] == [9, 9, 10, 10, 999_999, 999_999]


def test_an_exchange_continues_the_shown_branch_with_one_event() -> None:
    chat = begun()
    events = decide_exchange(chat.replayed, *nodes(10, answer_id(9)), "w")
    assert len(events) == 1
    chat.record(events)
    assert chat.replayed.current == answer_id(10)
    assert chat.replayed.nodes[answer_id(9)].links.children == (question_id(10),)
    assert chat.replayed.nodes[question_id(10)].links.children == (answer_id(10),)


@pytest.mark.parametrize(
    "document", [{"title": "t"}, {"history": {"messages": {}, "currentId": None}}, {"history": 5}]
)
def test_a_chat_taken_apart_by_its_owner_can_go_on(document: dict[str, object]) -> None:
    chat = ChatInMemory(document)
    chat.record(decide_exchange(chat.replayed, *nodes(10, None), "w"))
    assert chat.replayed.current == answer_id(10)
    assert Outline.CURRENT_TEXT in chat.replayed.outline
    assert set(chat.replayed.nodes) == {question_id(10), answer_id(10)}
