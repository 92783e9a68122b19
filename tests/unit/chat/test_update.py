"""Given a chat, when a document is posted, then only what differs is recorded."""

from __future__ import annotations

import json

import pytest

from services.chat.domain.chats.events import (
    ChatDetailsChanged,
    ChatOutlineChanged,
    ChatRenamed,
    ChatVariablesChanged,
    CurrentMessageChanged,
    MessageListChanged,
    MessagesAppended,
    MessagesCleared,
    MessagesRelinked,
    MessagesRemoved,
    MessagesRevised,
)
from services.chat.domain.chats.refusals import ChatNotFound
from tests.unit.chat.chat_in_memory import ChatInMemory, conversation, message


def kinds(events: list[object]) -> list[type]:
    return [type(event) for event in events]


def test_a_turn_of_two_messages_is_one_event() -> None:
    chat = ChatInMemory(conversation("a", "b"))
    events = chat.post(conversation("a", "b", "c", "d"))
    assert kinds(events) == [MessagesAppended]
    assert events[0].message_ids == ("c", "d")
    assert events[0].becomes_current
    assert chat.document == conversation("a", "b", "c", "d")


def test_a_created_chat_is_one_event_however_many_messages_it_has() -> None:
    chat = ChatInMemory(conversation(*(f"m{n}" for n in range(200))))
    assert len(chat.events) == 1


def test_many_large_messages_are_split_over_events() -> None:
    document = conversation("a", "b", "c")
    for node in document["history"]["messages"].values():
        node["content"] = "x" * 400_000
    chat = ChatInMemory(document)
    assert [len(event.message_ids) for event in chat.events] == [1, 1, 1]
    assert chat.document == document


def test_new_content_of_one_message_is_one_event_with_that_message() -> None:
    chat = ChatInMemory(conversation("a", "b"))
    document = conversation("a", "b")
    document["history"]["messages"]["b"]["content"] = "now complete"
    events = chat.post(document)
    assert kinds(events) == [MessagesRevised]
    assert events[0].message_ids == ("b",)
    assert json.loads(events[0].messages)[0]["content"] == "now complete"


def test_the_order_of_keys_and_blanks_is_no_change() -> None:
    chat = ChatInMemory(conversation("a", "b"))
    document = conversation("a", "b")
    nodes = document["history"]["messages"]
    document["history"]["messages"] = {
        key: dict(reversed(list(node.items()))) for key, node in reversed(list(nodes.items()))
    }
    assert chat.post(document) == []


def test_keys_that_are_not_posted_stay() -> None:
    chat = ChatInMemory(conversation("a", params={"temperature": 0.5}))
    events = chat.post({"title": "Another"})
    assert kinds(events) == [ChatDetailsChanged, ChatRenamed]
    assert chat.document == conversation("a", params={"temperature": 0.5}) | {"title": "Another"}
    assert chat.state.title == "Another"


def test_a_title_that_is_no_text_leaves_the_chat_its_name() -> None:
    chat = ChatInMemory(conversation("a"))
    chat.post({"title": 7})
    assert chat.state.title == "Trip"
    assert chat.document["title"] == 7


def test_messages_that_are_left_out_are_removed() -> None:
    chat = ChatInMemory(conversation("a", "b", "c"))
    events = chat.post(conversation("a"))
    assert kinds(events) == [MessagesRemoved, MessagesRelinked, CurrentMessageChanged]
    assert chat.document == conversation("a")


def test_a_history_without_messages_clears_the_chat() -> None:
    chat = ChatInMemory(conversation("a", "b"))
    events = chat.post(conversation())
    assert kinds(events) == [MessagesCleared]
    assert chat.document == conversation()


def test_showing_another_branch_is_one_event() -> None:
    document = conversation("a", "b")
    nodes = document["history"]["messages"]
    nodes["c"] = message("c", "a")
    nodes["a"]["childrenIds"] = ["b", "c"]
    chat = ChatInMemory({**document, "messages": [nodes["a"], nodes["b"]]})
    document["history"]["currentId"] = "c"
    document["messages"] = [nodes["a"], nodes["c"]]
    assert kinds(chat.post(document)) == [CurrentMessageChanged]
    assert chat.document == document


def test_variables_are_replaced_once() -> None:
    chat = ChatInMemory(conversation("a"))
    assert kinds(chat.post({}, variables={"x": 1})) == [ChatVariablesChanged]
    assert chat.post({}, variables={"x": 1}) == []


def test_nobody_else_may_change_a_chat() -> None:
    chat = ChatInMemory(conversation("a"))
    with pytest.raises(ChatNotFound):
        chat.post({"title": "mine now"}, caller="somebody")


class TestFlatList:
    """chat.messages beside the history."""

    def test_the_shown_branch_is_not_stored_twice(self) -> None:
        chat = ChatInMemory(conversation("a", "b"))
        assert chat.loaded.items == []
        assert chat.document["messages"] == list(conversation("a", "b")["history"]["messages"].values())

    def test_a_list_of_its_own_comes_back_and_grows_by_what_is_new(self) -> None:
        own = [{"role": "user", "content": "copy"}, "odd", 3]
        chat = ChatInMemory({"messages": own})
        events = chat.post({"messages": [*own, "more"]})
        assert kinds(events) == [MessageListChanged]
        assert (events[0].start, json.loads(events[0].items)) == (3, ["more"])
        assert chat.document == {"messages": [*own, "more"]}

    def test_it_stays_when_only_the_history_is_posted(self) -> None:
        chat = ChatInMemory(conversation("a", "b"))
        before = chat.document["messages"]
        chat.post({"history": conversation("a", "b", "c")["history"]})
        assert chat.document["messages"] == before
        assert len(chat.document["history"]["messages"]) == 3

    def test_becoming_the_branch_again_drops_the_copy(self) -> None:
        chat = ChatInMemory({**conversation("a"), "messages": [1, 2]})
        events = chat.post(conversation("a"))
        assert kinds(events) == [MessageListChanged, ChatOutlineChanged]
        assert chat.loaded.items == []
        assert chat.document == conversation("a")

    def test_it_follows_messages_that_are_added_one_by_one(self) -> None:
        chat = ChatInMemory(conversation("a"))
        chat.add(message("b", "a"))
        assert [item["id"] for item in chat.document["messages"]] == ["a", "b"]


class TestTwoWriters:
    """A stale copy takes away nothing it cannot know."""

    def test_messages_of_both_survive(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        chat.post(conversation("a", "b", "c"), writer="laptop")
        chat.post(conversation("a", "b", "d"), writer="phone")
        document = chat.document["history"]
        assert set(document["messages"]) == {"a", "b", "c", "d"}
        assert document["messages"]["b"]["childrenIds"] == ["d", "c"]
        assert document["currentId"] == "d"

    def test_edits_of_different_messages_survive(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        theirs, mine = conversation("a", "b"), conversation("a", "b")
        theirs["history"]["messages"]["a"]["content"] = "theirs"
        mine["history"]["messages"]["b"]["content"] = "mine"
        chat.post(theirs, writer="laptop")
        chat.post(mine, writer="phone")
        nodes = chat.document["history"]["messages"]
        assert (nodes["a"]["content"], nodes["b"]["content"]) == ("theirs", "mine")

    def test_of_the_same_message_the_later_edit_wins(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        for writer in ("laptop", "phone"):
            document = conversation("a", "b")
            document["history"]["messages"]["b"]["content"] = f"by {writer}"
            chat.post(document, writer=writer)
        assert chat.document["history"]["messages"]["b"]["content"] == "by phone"
        revisions = [event for event in chat.events if isinstance(event, MessagesRevised)]
        assert [json.loads(event.messages)[0]["content"] for event in revisions] == ["by laptop", "by phone"]

    def test_what_a_document_shows_it_may_remove(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        chat.post(conversation("a", "b", "c", "d"), writer="laptop")
        chat.post(conversation("a", "e", "d"), writer="phone")
        assert set(chat.document["history"]["messages"]) == {"a", "e", "d"}

    def test_a_document_that_only_removes_means_it(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        chat.post(conversation("a", "b", "c"), writer="laptop")
        chat.post(conversation("a", "b"), writer="phone")
        assert set(chat.document["history"]["messages"]) == {"a", "b"}

    def test_of_several_edits_in_between_a_stale_copy_takes_none_back(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        for content in ("begun", "half", "whole"):
            chat.edit("b", message("b", "a", content=content), writer="server")
        chat.post(conversation("a", "b", "c"), writer="phone")
        nodes = chat.document["history"]["messages"]
        assert (nodes["b"]["content"], set(nodes)) == ("whole", {"a", "b", "c"})

    def test_a_stale_copy_that_changes_another_key_takes_nothing_away(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        chat.add(message("c", "b"), writer="laptop")
        chat.post(conversation("a", "b", params={"temperature": 1}), writer="phone")
        assert set(chat.document["history"]["messages"]) == {"a", "b", "c"}

    def test_what_hangs_below_a_message_that_goes_comes_below_the_one_above(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        chat.add(message("c", "b"), writer="laptop")
        chat.post(conversation("a", "d"), writer="phone")
        nodes = chat.document["history"]["messages"]
        assert (nodes["c"]["parentId"], nodes["a"]["childrenIds"]) == ("a", ["d", "c"])

    def test_a_flat_list_goes_on_following_the_branch(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        chat.post(conversation("a", "b", "c"), writer="laptop")
        chat.post(conversation("a", "b", "d"), writer="phone")
        chat.add(message("e", "d"), writer="laptop")
        assert [item["id"] for item in chat.document["messages"]] == ["a", "b", "d", "e"]

    @pytest.mark.parametrize("begun", [(), ("z",)], ids=["new", "cleared"])
    def test_of_an_empty_chat_the_first_messages_of_both_survive(self, begun: tuple[str, ...]) -> None:
        chat = ChatInMemory(conversation(*begun), writer="phone")
        if begun:
            chat.clear()
        chat.post(conversation("a"), writer="laptop")
        chat.post(conversation("b"), writer="phone")
        assert set(chat.document["history"]["messages"]) == {"a", "b"}

    def test_another_history_replaces_all(self) -> None:
        chat = ChatInMemory(conversation("a", "b"), writer="phone")
        chat.post(conversation("x", "y"), writer="laptop")
        assert chat.document == conversation("x", "y")
