"""A fork holds one branch of a chat, up to a message."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.chat.documents.fork import fork
from services.chat.documents.write import LoadedChat, write_document
from services.chat.domain.chats.document import Outline
from services.chat.domain.chats.refusals import ChatBusy, MessageNotFound, NothingToFork

SHOWN = Outline.HISTORY | Outline.TREE | Outline.CURRENT_TEXT


def part(parent: str | None, children: list[str], **body: Any) -> dict[str, Any]:
    return {"b": json.dumps(body).encode(), "p": parent, "k": children}


def chat(current: str = "c", outline: Outline = SHOWN | Outline.LIST) -> LoadedChat:
    """a, then b and c beside each other, d below b."""
    messages = {
        "a": part(None, ["b", "c"], role="user"),
        "b": part("a", ["d"], role="assistant", done=True),
        "c": part("a", [], role="assistant", done=False),
        "d": part("b", [], role="user"),
    }
    return LoadedChat({"o": int(outline), "i": current}, {}, messages, [{"b": b'"stale"'}])


def test_the_other_branches_stay_behind_and_the_list_is_the_branch() -> None:
    document = json.loads(write_document(fork(chat(), "b")))
    history = document["history"]
    assert list(history["messages"]) == ["a", "b"]
    assert history["currentId"] == "b"
    assert [history["messages"][id_]["childrenIds"] for id_ in "ab"] == [["b"], []]
    assert document["messages"] == list(history["messages"].values())


def test_without_a_message_it_is_the_shown_branch() -> None:
    assert list(fork(chat("d"), "").messages) == ["a", "b", "d"]


def test_a_chat_without_a_list_gets_none() -> None:
    assert "messages" not in json.loads(write_document(fork(chat("d", SHOWN), "")))


def test_a_branch_that_is_being_written_waits_and_another_does_not() -> None:
    with pytest.raises(ChatBusy):
        fork(chat(), "c")
    assert fork(chat(), "d").current == "d"


def test_there_has_to_be_a_message() -> None:
    with pytest.raises(MessageNotFound):
        fork(chat(), "z")
    with pytest.raises(NothingToFork):
        fork(chat(outline=Outline.HISTORY | Outline.TREE | Outline.CURRENT_NULL), "")
