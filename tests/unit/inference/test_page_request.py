"""What a web page sends beside an OpenAI request."""

from __future__ import annotations

from services.inference.domain.page_request import merged


def test_what_the_request_says_wins_over_the_chats_parameters() -> None:
    extra, _ = merged({"temperature": 0.1, "top_p": 0.5, "seed": None}, {"temperature"}, [])
    assert extra == {"top_p": 0.5}


def test_the_chats_system_prompt_comes_first() -> None:
    _, messages = merged({"system": "be kind"}, (), [{"role": "user", "content": "hi"}])
    assert messages == [{"role": "system", "content": "be kind"}, {"role": "user", "content": "hi"}]


def test_two_system_prompts_become_one() -> None:
    given = [{"role": "system", "content": "be brief"}]
    _, messages = merged({"system": "be kind"}, (), given)
    assert messages == [{"role": "system", "content": "be kind\n\nbe brief"}]
    assert given == [{"role": "system", "content": "be brief"}]


def test_keys_for_the_page_reach_no_model() -> None:
    assert merged({"stream_response": True, "function_calling": "native", "top_k": 3}, (), [])[0] == {
        "top_k": 3
    }
