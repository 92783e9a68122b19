"""Which requests belong to a chat, and what they say of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.inference.domain.errors import BadRequest
from services.inference.runs.saving import Saving, accepted, read


def body(**fields: Any) -> bytes:
    return json.dumps({"model": "m", "messages": [{"role": "user", "content": "hi"}], **fields}).encode()


@pytest.mark.parametrize("fields", [{}, {"chat_id": None}, {"chat_id": ""}, {"session_id": "s", "id": "m"}])
def test_without_a_chat_nothing_is_saved(fields: dict[str, Any]) -> None:
    assert read(body(**fields)) is None


def test_everything_a_page_sends_is_read() -> None:
    question = {"id": "q", "content": "hi"}
    sent = body(chat_id="c", id="m", parent_id=None, session_id="s", user_message=question)
    found = read(sent)
    assert found is not None
    assert (found.chat_id, found.message_id, found.parent_id, found.session_id) == ("c", "m", "", "s")
    assert json.loads(found.user_message) == question
    assert found.recorded


def test_the_last_message_is_the_question_or_what_the_answer_goes_on_from() -> None:
    asked = read(body(chat_id="c"))
    assert asked is not None
    assert json.loads(asked.question) == "hi"
    parts = [{"type": "text", "text": "hi"}]
    asked = read(body(chat_id="c", messages=[{"role": "user", "content": parts}]))
    assert asked is not None
    assert json.loads(asked.question) == parts
    asked = read(body(chat_id="c", messages=[{"role": "assistant", "content": "So far"}]))
    assert asked is not None
    assert (asked.before, asked.question) == ("So far", b"")


def test_a_chat_the_page_keeps_is_not_recorded() -> None:
    assert not Saving("local:abc").recorded


@pytest.mark.parametrize(
    "fields", [{"chat_id": 5}, {"chat_id": "c", "id": "x" * 201}, {"chat_id": "c", "id": []}]
)
def test_what_does_not_fit_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        read(body(**fields))


def test_both_releases_find_the_task_they_look_for() -> None:
    assert accepted("t", "c") == {"status": True, "task_ids": ["t"], "task_id": "t", "chat_id": "c"}
