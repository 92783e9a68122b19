"""Given a chat, when one message is added, edited or removed, then the rest stays untouched."""

from __future__ import annotations

import pytest

from services.chat.domain.chats.events import (
    CurrentMessageChanged,
    MessagesAppended,
    MessagesCleared,
    MessagesRemoved,
)
from services.chat.domain.chats.refusals import MessageExists, MessageNotFound
from tests.unit.chat.chat_in_memory import CHAT, ChatInMemory, conversation, message


def test_an_added_message_is_one_event_and_joins_its_parent() -> None:
    chat = ChatInMemory(conversation("a", "b"))
    events = chat.add(message("c", "b"))
    assert [type(event) for event in events] == [MessagesAppended]
    assert chat.document["history"] == conversation("a", "b", "c")["history"]


def test_the_first_message_makes_the_history() -> None:
    chat = ChatInMemory({"title": "empty"})
    chat.add(message("a"))
    assert chat.document == {"title": "empty", "history": conversation("a")["history"]}


def test_the_first_message_takes_the_place_of_an_odd_history() -> None:
    chat = ChatInMemory({"history": [1, 2]})
    chat.add(message("a"))
    assert chat.document == {"history": conversation("a")["history"]}


def test_a_named_parent_has_to_be_there() -> None:
    chat = ChatInMemory(conversation("a"))
    with pytest.raises(MessageNotFound):
        chat.add(message("b", "nobody"), parent="nobody")


def test_an_id_is_taken_once() -> None:
    chat = ChatInMemory(conversation("a"))
    with pytest.raises(MessageExists):
        chat.add(message("a"))


def test_adding_writes_the_same_few_parts_whatever_the_length() -> None:
    writes = []
    for length in (10, 2_000):
        chat = ChatInMemory(conversation(*(f"m{n}" for n in range(length))))
        before = {part["_id"]: dict(part) for part in chat._view.parts(CHAT)}
        chat.add(message("new", f"m{length - 1}"))
        after = {part["_id"]: part for part in chat._view.parts(CHAT)}
        writes.append(sum(before.get(key) != part for key, part in after.items()))
    assert writes == [3, 3]


def test_an_edit_of_nothing_records_nothing() -> None:
    chat = ChatInMemory(conversation("a"))
    assert chat.edit("a", message("a")) == []


def test_an_edit_keeps_the_links() -> None:
    chat = ChatInMemory(conversation("a", "b", "c"))
    chat.edit("b", {"id": "b", "content": "short"})
    node = chat.document["history"]["messages"]["b"]
    assert node == {"id": "b", "parentId": "a", "childrenIds": ["c"], "content": "short"}


def test_editing_an_unknown_message_is_refused() -> None:
    with pytest.raises(MessageNotFound):
        ChatInMemory(conversation("a")).edit("x", {"content": ""})


def test_children_of_a_removed_message_move_up() -> None:
    chat = ChatInMemory(conversation("a", "b", "c"))
    events = chat.remove("b")
    assert isinstance(events[0], MessagesRemoved)
    assert chat.document["history"] == conversation("a", "c")["history"]


def test_removing_the_current_message_shows_its_parent() -> None:
    chat = ChatInMemory(conversation("a", "b"))
    events = chat.remove("b")
    assert isinstance(events[-1], CurrentMessageChanged)
    assert chat.document == conversation("a")


def test_clearing_leaves_an_empty_history_and_list() -> None:
    chat = ChatInMemory({**conversation("a", "b"), "messages": ["a copy"]})
    assert isinstance(chat.clear()[-1], MessagesCleared)
    document = chat.document
    assert document["history"] == {"messages": {}, "currentId": None}
    assert document["messages"] == []
    assert document["models"] == ["m"]
