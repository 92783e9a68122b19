"""Streams on their way through."""

from __future__ import annotations

import json

import pytest

from services.inference.adapters.readers import (
    Garbage,
    LinesThrough,
    OllamaAsOpenAI,
    OpenAIAsOllama,
    SseThrough,
)
from services.inference.adapters.relay import with_sources
from services.inference.domain.to_ollama import ChatStream
from services.inference.domain.to_openai import TextStream


def test_events_pass_byte_for_byte_without_the_end_marker() -> None:
    reader = SseThrough()
    odd = b'{"a": 1.0,  "b":"\\u00e9"}'
    assert reader.feed(b"data: " + odd + b"\n\ndata: [DONE]\n\ndata: {}\n\n") == [odd]
    assert reader.ended


def test_an_event_over_several_lines_becomes_one_line() -> None:
    assert SseThrough().feed(b'data: {"a":\ndata: 1}\n\n') == [b'{"a": 1}']


def test_empty_events_are_dropped() -> None:
    assert SseThrough().feed(b"data: \n\ndata: {}\n\n") == [b"{}"]


def test_what_came_before_garbage_is_kept() -> None:
    with pytest.raises(Garbage) as caught:
        SseThrough().feed(b'data: {"a":1}\n\ndata: <html>\n\n')
    assert caught.value.kept == [b'{"a":1}']


def test_a_line_stream_ends_with_its_done_line_only() -> None:
    reader = LinesThrough()
    reader.feed(b'{"message":{"content":"\\"done\\":true"},"done":false}\n')
    assert not reader.ended
    reader.feed(b'{"done": true}\n')
    assert reader.ended


def test_lines_of_the_wrong_inner_shape_are_garbage_after_what_was_right() -> None:
    reader = OllamaAsOpenAI(ChatStream("id", "m", 0))
    with pytest.raises(Garbage) as caught:
        reader.feed(b'{"message":{"content":"hi"}}\n{"message":["no"]}\n')
    assert json.loads(caught.value.kept[0])["choices"][0]["delta"]["content"] == "hi"


def test_an_openai_stream_becomes_lines_with_a_closing_one() -> None:
    reader = OpenAIAsOllama(TextStream("generate", "m", 0.0), clock=lambda: 1.0)
    lines = reader.feed(b'data: {"choices":[{"delta":{"content":"hi"}}]}\n\ndata: [DONE]\n\n')
    lines += reader.rest() + reader.close()
    first, last = map(json.loads, lines)
    assert (first["response"], first["done"]) == ("hi", False)
    assert (last["response"], last["done"], last["total_duration"]) == ("", True, 1_000_000_000)


@pytest.mark.parametrize(("document", "expected"), [(b"{}", {}), (b'{"a":1}', {"a": 1})])
def test_sources_are_put_into_a_whole_answer(document: bytes, expected: dict[str, int]) -> None:
    assert json.loads(with_sources(document, b"[1]")) == {"sources": [1], **expected}
    assert with_sources(document, b"") == document
