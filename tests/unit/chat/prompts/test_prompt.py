"""What a prompt says, what is refused, and what two texts have different."""

from __future__ import annotations

import pytest

from services.chat.domain.prompts import events as e
from services.chat.domain.prompts.difference import COMPARED, line_endings_only, unified
from services.chat.domain.prompts.prompt import (
    Form,
    Prompt,
    Text,
    decide_create,
    decide_delete_version,
    decide_details,
    taken,
)
from services.chat.domain.prompts.refusals import PromptMalformed, VersionActive

PROMPT = Prompt("p", "ann", "v1", Text("greet", "Greet", "hi", b'{"a":1}', b"{}", b'["fun"]'))


def test_what_a_change_leaves_out_or_sends_as_null_stays() -> None:
    said = taken(Form("greet", "Greet", "hello", data=b"null"), PROMPT.text)
    assert (said.content, said.data, said.tags) == ("hello", b'{"a":1}', b'["fun"]')


def test_a_new_prompt_has_empty_objects_and_tags_once_each() -> None:
    [made] = decide_create("p", "ann", "v", Form("c", "N", "x", tags=b'["a", "a", "b"]'), "", b"[]")
    assert isinstance(made, e.PromptCreated)
    assert (made.data, made.meta, made.tags) == (b"{}", b"{}", b'["a","b"]')


@pytest.mark.parametrize("command", ["", " ", "two words", "tab\t", "line\n", "nul\0"])
def test_a_command_is_one_word(command: str) -> None:
    with pytest.raises(PromptMalformed):
        taken(Form(command, "N", "x"), PROMPT.text)


@pytest.mark.parametrize("tags", [b"{}", b"[1]", b'[""]', b"[", b'["%s"]' % (b"x" * 101)])
def test_tags_are_a_list_of_short_texts(tags: bytes) -> None:
    with pytest.raises(PromptMalformed):
        taken(Form("c", "N", "x", tags=tags), PROMPT.text)


def test_details_that_stand_are_no_event() -> None:
    assert decide_details(PROMPT, "Greet", "greet", b"") == []


def test_the_live_version_stays() -> None:
    with pytest.raises(VersionActive):
        decide_delete_version(PROMPT, "v1")
    assert decide_delete_version(PROMPT, "v0") == [e.PromptVersionDeleted("p", "v0")]


def test_a_difference_is_a_unified_diff_and_long_texts_are_replaced_whole() -> None:
    assert unified("a\nb", "a\nc", "v1", "v2") == ["--- v1", "+++ v2", "@@ -1,2 +1,2 @@", " a", "-b", "+c"]
    long = "x\n" * (COMPARED + 1)
    assert len(unified(long, "y", "v1", "v2")) == 3 + COMPARED + 1 + 1
    assert unified("a\nb", "a\r\nb", "v1", "v2") == []
    assert line_endings_only("a\nb", "a\r\nb") and not line_endings_only("a", "a")
