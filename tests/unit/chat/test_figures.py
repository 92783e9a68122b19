"""Figures of a chat."""

from __future__ import annotations

import json
from typing import Any

from services.chat.documents.write import LoadedChat
from services.chat.queries.statistics.figures import figures, said


def loaded(**messages: dict[str, Any]) -> LoadedChat:
    parts = {
        id_: {"b": json.dumps(body).encode(), **({"p": body["parentId"]} if "parentId" in body else {})}
        for id_, body in messages.items()
    }
    return LoadedChat({"o": 11, "i": ""}, {}, parts, [])


def test_branches_count_apart_from_the_whole_tree() -> None:
    messages = said(
        loaded(
            a={"role": "user", "content": "four", "timestamp": 10},
            b={"role": "assistant", "content": "ab", "model": "m", "parentId": "a", "timestamp": 13},
            c={"role": "assistant", "content": "abcd", "model": "n", "parentId": "a", "timestamp": 11},
        )
    )
    found = figures(messages, ["a", "b"])
    assert (found.message_count, found.history_message_count) == (2, 3)
    assert (found.models, found.history_models) == ({"m": 1}, {"m": 1, "n": 1})
    assert (found.history_user_message_count, found.history_assistant_message_count) == (1, 2)
    assert found.average_response_time == 2
    assert found.average_user_message_content_length == 4
    assert found.average_assistant_message_content_length == 3


def test_parts_count_by_their_text_and_what_has_another_form_by_nothing() -> None:
    messages = said(
        loaded(
            a={"role": "user", "content": [{"type": "text", "text": "ab"}, {"type": "image_url"}, 3]},
            b={"role": 7, "content": {"x": 1}, "timestamp": "now", "usage": [], "annotation": {"tags": [1]}},
        )
    )
    assert (messages["a"].length, messages["b"].length) == (2, 0)
    assert (messages["b"].timestamp, messages["b"].tokens, messages["b"].tags) == (None, None, [])
    assert figures(messages, ["a"]).average_response_time == 0


def test_a_chat_without_messages_has_figures_of_nothing() -> None:
    found = figures({}, [])
    assert (found.message_count, found.average_user_message_content_length) == (0, 0)
