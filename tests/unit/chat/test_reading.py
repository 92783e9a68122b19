"""What is refused before anything is written, and what counts as the same."""

from __future__ import annotations

import json

import pytest

from services.chat.documents.limits import Limits
from services.chat.documents.parts import escape, is_chat_id, unescape
from services.chat.documents.read import digest, read_document
from services.chat.domain.chats.refusals import DocumentRefused, DocumentTooLarge

SMALL = Limits(document=2_000, piece=500, messages=3, keys=4, id_length=10, title_length=5)


@pytest.mark.parametrize("raw", [b"[]", b"null", b"7", b"{", b"", b'{"a":', b"\xff", b"[" * 5_000])
def test_what_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentRefused):
        read_document(raw, Limits())


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        ({"x": "y" * 3_000}, DocumentTooLarge),
        ({"x": "y" * 600}, DocumentTooLarge),
        ({str(n): n for n in range(5)}, DocumentTooLarge),
        ({"x" * 11: 1}, DocumentRefused),
        ({"title": "longer"}, DocumentRefused),
        ({"history": {"messages": {str(n): {} for n in range(4)}}}, DocumentTooLarge),
        ({"history": {"messages": {"x" * 11: {}}}}, DocumentRefused),
        ({"history": {"messages": {"a": {"content": "y" * 600}}}}, DocumentTooLarge),
        ({"history": {"currentId": "x" * 11}}, DocumentRefused),
        ({"messages": ["y" * 600]}, DocumentTooLarge),
    ],
)
def test_limits_hold(document: object, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_document(json.dumps(document).encode(), SMALL)


def test_a_deep_document_is_refused_not_crashed_on() -> None:
    deep = b'{"history":{"messages":{"a":{"content":' + b"[" * 20_000 + b"]" * 20_000 + b"}}}}"
    with pytest.raises(DocumentRefused):
        read_document(deep, Limits())


def test_a_digest_is_of_the_meaning() -> None:
    assert digest(b'{"a": 1, "b": "\\u0041"}') == digest(b'{"b":"A","a":1}')
    assert digest(b'{"a":1}') != digest(b'{"a":1.0}')
    assert digest(b"[1,2]") != digest(b"[2,1]")


@pytest.mark.parametrize("key", ["", "a", "a.b", "$set", "%", "%2E", "a\0b", "ü.$%"])
def test_keys_survive_being_field_names(key: str) -> None:
    name = escape(key)
    assert unescape(name) == key
    assert name and not set(name) & {".", "$", "\0"}


@pytest.mark.parametrize(
    "text", ["", "a", "3f1a7a52-9d5e-4a8e", "3F1A7A52-9D5E-4A8E-8A44-3C64C4A6B0DE", "x" * 36]
)
def test_only_a_whole_uuid_selects_a_chat(text: str) -> None:
    assert not is_chat_id(text)
