"""What is asked, read from loosely written requests; and the messages a model gets for it."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from services.chat.domain.workspaces.prompting import Excerpt, compose, tokens
from services.chat.domain.workspaces.question import (
    DOCUMENT,
    Attachment,
    bytes_of,
    image_of,
    read_conversation,
    read_question,
    text_of,
)
from services.chat.domain.workspaces.refusals import FormRefused


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"message": ""},
        {"message": "  "},
        {"message": {"a": 1}},
        {"message": "x", "mode": "bad"},
        {"message": "x", "mode": {}},
        {"message": "x", "sessionId": "s" * 301},
        {"message": "x", "attachments": ["y"]},
        {"message": "x", "attachments": [{"mime": 1, "contentString": "z"}]},
        {"message": "x", "reset": False, "mode": "none"},
    ],
)
def test_what_is_no_question_is_refused(form: dict[str, Any]) -> None:
    with pytest.raises(FormRefused):
        read_question(form, "chat")


def test_mode_and_session_fall_back() -> None:
    question = read_question({"message": "x", "mode": None, "sessionId": None, "attachments": "no"}, "query")
    assert (question.mode, question.scope, question.attachments) == ("query", "", ())
    assert read_question({"message": "x", "sessionId": 12}, "chat").scope == "12"


@pytest.mark.parametrize("reset", [True, "true", 1])
def test_a_reset_needs_no_message(reset: Any) -> None:
    question = read_question({"reset": reset, "sessionId": "s"}, "chat")
    assert (question.message, question.reset, question.scope) == ("", True, "s")


def test_text_of_an_attached_document() -> None:
    packed = base64.b64encode("Zitronen: süß?".encode()).decode()
    assert text_of(Attachment("a.txt", DOCUMENT, f"data:text/plain;base64,{packed}")) == "Zitronen: süß?"
    assert text_of(Attachment("a.txt", DOCUMENT, f"data:text/plain;charset=utf-8;base64,{packed}"))
    assert text_of(Attachment("a.txt", DOCUMENT, "data:,plain")) == "plain"


@pytest.mark.parametrize("content", ["no url", "data:text/plain;base64,ä"])
def test_what_is_no_data_url_cannot_be_attached(content: str) -> None:
    with pytest.raises(FormRefused):
        text_of(Attachment("a", DOCUMENT, content))


def test_other_documents_are_for_a_parser() -> None:
    pdf = Attachment("up/report", DOCUMENT, "data:application/pdf;base64,AAAA")
    assert (text_of(pdf), bytes_of(pdf)) == (None, ("report.pdf", b"\0\0\0"))
    page = Attachment("page.html", DOCUMENT, "data:text/html,<p>x</p>")
    assert (text_of(page), bytes_of(page)[0]) == (None, "page.html")


def test_an_image_is_a_data_url() -> None:
    assert image_of(Attachment("a", "image/png", "data:image/png;base64,AA")) == "data:image/png;base64,AA"
    assert image_of(Attachment("a", "image/png", "AA")) == "data:image/png;base64,AA"
    for content in ("http://inside/secret", "data:text/html,x"):
        with pytest.raises(FormRefused):
            image_of(Attachment("a", "image/png", content))


def test_a_conversation_is_read_from_openai_messages() -> None:
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA"}}
    messages = [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": "one"},
        {"role": "assistant", "content": "two"},
        {"role": "user", "content": [{"type": "text", "text": "three"}, image]},
    ]
    before = [("user", "one"), ("assistant", "two")]
    assert read_conversation(messages) == ("be brief", before, "three", [image])


@pytest.mark.parametrize(
    "messages", [None, 7, [], ["x"], [{"role": "assistant"}], [{"role": "user", "content": 5}]]
)
def test_the_last_message_is_the_users(messages: Any) -> None:
    with pytest.raises(FormRefused):
        read_conversation(messages)


def test_messages_hold_prompt_context_history_and_question_in_this_order() -> None:
    said = [("user", "q1"), ("assistant", "a1")]
    made = compose("prompt", [Excerpt("Title", "passage")], said, "question", [], 8000)
    assert [m["role"] for m in made] == ["system", "user", "assistant", "user"]
    assert made[0]["content"].startswith("prompt\n\n")
    assert "[1] Title\npassage" in made[0]["content"]
    assert made[-1]["content"] == "question"


def test_images_go_beside_the_question() -> None:
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA"}}
    content = compose("p", [], [], "what?", [image], 1000)[-1]["content"]
    assert content == [{"type": "text", "text": "what?"}, image]


def test_what_does_not_fit_is_left_out_but_never_the_question() -> None:
    said = [(role, f"{n} " + "x" * 400) for n in range(50) for role in ("user", "assistant")]
    excerpts = [Excerpt(str(n), "y" * 4000) for n in range(9)]
    question = "z" * 2000
    made = compose("prompt", excerpts, said, question, [], 3000)
    assert made[-1]["content"] == question
    assert sum(tokens(m["content"]) for m in made) <= 3000
    assert made[1]["role"] == "user"
    assert made[-2]["content"].startswith("49 ")


def test_a_whole_document_is_cut_to_what_fits() -> None:
    made = compose("prompt", [Excerpt("Long", "wörter " * 20_000)], [], "question", [], 2000)
    assert "[1] Long" in made[0]["content"]
    assert tokens(made[0]["content"]) < 2000
