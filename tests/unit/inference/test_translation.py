"""Requests and answers on their way between the OpenAI and the Ollama protocol."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.inference.domain import to_ollama, to_openai
from services.inference.domain.errors import BadRequest

TEXT = st.text(max_size=12)
ROLE = st.sampled_from(["system", "user", "assistant"])
MESSAGES = st.lists(st.fixed_dictionaries({"role": ROLE, "content": TEXT}), min_size=1, max_size=4)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "temperature": st.floats(0, 2),
        "top_p": st.floats(0, 1),
        "seed": st.integers(0, 2**31),
        "stop": st.lists(TEXT, min_size=1, max_size=2),
        "frequency_penalty": st.floats(-2, 2),
        "presence_penalty": st.floats(-2, 2),
    },
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
PNG = "iVBORw0KGgo="


@given(MESSAGES, OPTIONS, st.integers(1, 4096), st.booleans())
def test_an_openai_request_keeps_its_meaning_there_and_back(
    messages: list[Any], options: dict[str, Any], limit: int, stream: bool
) -> None:
    asked = {"model": "m", "messages": messages, "max_tokens": limit, "stream": stream, **options}
    before = copy.deepcopy(asked)
    back = to_openai.chat_request(to_ollama.chat_request(asked, "there"), "m")
    assert asked == before
    assert back["messages"] == messages
    assert {k: back[k] for k in (*options, "max_tokens", "stream")} == {
        k: asked[k] for k in (*options, "max_tokens", "stream")
    }


@given(MESSAGES, st.dictionaries(TEXT, JSON, max_size=4))
def test_tool_calls_keep_name_and_arguments_there_and_back(
    messages: list[Any], arguments: dict[str, Any]
) -> None:
    call = {
        "id": "call_9",
        "type": "function",
        "function": {"name": "look", "arguments": json.dumps(arguments)},
    }
    asked = {
        "messages": [
            *messages,
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_9", "content": "seen"},
        ]
    }
    ollama = to_ollama.chat_request(asked, "m")
    assert ollama["messages"][-2]["tool_calls"] == [{"function": {"name": "look", "arguments": arguments}}]
    assert ollama["messages"][-1]["tool_name"] == "look"
    back = to_openai.chat_request(ollama, "m")["messages"]
    assert json.loads(back[-2]["tool_calls"][0]["function"]["arguments"]) == arguments
    assert back[-1]["tool_call_id"] == back[-2]["tool_calls"][0]["id"]


@given(
    st.lists(TEXT.filter(bool), max_size=8),
    st.integers(0, 99),
    st.integers(0, 99),
    st.sampled_from(["stop", "length"]),
)
def test_a_streamed_answer_keeps_text_counts_and_reason_there_and_back(
    texts: list[str], asked: int, said: int, reason: str
) -> None:
    lines: list[dict[str, Any]] = [
        {"model": "m", "message": {"role": "assistant", "content": t}, "done": False} for t in texts
    ]
    lines.append(
        {
            "message": {"role": "assistant", "content": ""},
            "done": True,
            "done_reason": reason,
            "prompt_eval_count": asked,
            "eval_count": said,
        }
    )
    there = to_ollama.ChatStream("id", "m", 0)
    back = to_openai.TextStream("chat", "m", 0.0)
    out = [line for line_in in lines for chunk in there.feed(line_in) for line in back.feed(chunk, 1.0)]
    out += back.finish(2.0)
    assert there.ended
    assert "".join(line["message"]["content"] for line in out) == "".join(texts)
    assert [line["done"] for line in out] == [False] * len(texts) + [True]
    assert (out[-1]["done_reason"], out[-1]["prompt_eval_count"], out[-1]["eval_count"]) == (
        reason,
        asked,
        said,
    )


@given(JSON)
def test_a_body_of_any_shape_is_translated_or_refused(body: Any) -> None:
    for translate in (to_ollama.chat_request, to_openai.chat_request, to_openai.generate_request):
        try:
            translate({"messages": body, "prompt": "", "options": body, "format": body}, "m")
        except BadRequest:
            continue


def test_an_image_becomes_a_part_and_back() -> None:
    url = f"data:image/png;base64,{PNG}"
    parts = [{"type": "text", "text": "what is it"}, {"type": "image_url", "image_url": {"url": url}}]
    ollama = to_ollama.chat_request({"messages": [{"role": "user", "content": parts}]}, "m")
    assert ollama["messages"] == [{"role": "user", "content": "what is it", "images": [PNG]}]
    assert to_openai.chat_request(ollama, "m")["messages"][0]["content"] == parts


def test_an_image_address_is_refused_for_ollama() -> None:
    parts = [{"type": "image_url", "image_url": {"url": "https://host/x.png"}}]
    with pytest.raises(BadRequest):
        to_ollama.chat_request({"messages": [{"role": "user", "content": parts}]}, "m")


def test_a_schema_is_asked_for_in_both_protocols() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    form = {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}
    ollama = to_ollama.chat_request({"messages": [], "response_format": form}, "m")
    assert ollama["format"] == schema
    assert to_openai.chat_request(ollama, "m")["response_format"]["json_schema"]["schema"] == schema


def test_no_limit_in_ollama_is_no_limit_in_openai() -> None:
    assert "max_tokens" not in to_openai.chat_request({"messages": [], "options": {"num_predict": -1}}, "m")


def test_generate_becomes_a_chat_with_the_system_prompt_first() -> None:
    made = to_openai.generate_request({"prompt": "hi", "system": "be brief", "stream": False}, "m")
    assert made["messages"] == [{"role": "system", "content": "be brief"}, {"role": "user", "content": "hi"}]
    assert made["stream"] is False


def test_tool_calls_in_pieces_become_one_call_with_an_object() -> None:
    stream = to_openai.TextStream("chat", "m", 0.0)
    for piece in ('{"a"', ": 1}"):
        function = {"name": "look" if piece[0] == "{" else None, "arguments": piece}
        stream.feed({"choices": [{"delta": {"tool_calls": [{"index": 0, "function": function}]}}]}, 1.0)
    first, last = stream.finish(2.0)
    assert first["message"]["tool_calls"] == [{"function": {"name": "look", "arguments": {"a": 1}}}]
    assert last["done"] is True


def test_an_error_line_ends_an_openai_stream_as_an_error() -> None:
    stream = to_ollama.ChatStream("id", "m", 0)
    assert stream.feed({"error": "out of memory"})[0]["error"]["message"] == "out of memory"
    assert stream.ended


def test_usage_keeps_durations_beside_the_counts() -> None:
    counts = {"prompt_eval_count": 7, "prompt_eval_duration": 300, "eval_count": 5, "eval_duration": 600}
    usage = to_ollama.usage({**counts, "total_duration": 3_661_000_000_000})
    assert (usage["prompt_tokens"], usage["completion_tokens"], usage["total_tokens"]) == (7, 5, 12)
    assert (usage["response_token/s"], usage["prompt_token/s"]) == (8333333.33, 23333333.33)
    assert usage["approximate_total"] == "1h1m1s"


def test_embeddings_keep_their_order_there_and_back() -> None:
    reply = {
        "data": [{"index": 1, "embedding": [2.0]}, {"index": 0, "embedding": [1.0]}],
        "usage": {"prompt_tokens": 4},
    }
    ollama = to_openai.embed_reply(reply, "m", 0.0, 1.0)
    assert ollama["embeddings"] == [[1.0], [2.0]]
    back = to_ollama.embed_reply(ollama, "m")
    assert [row["embedding"] for row in back["data"]] == [[1.0], [2.0]]
    assert back["usage"]["prompt_tokens"] == 4
