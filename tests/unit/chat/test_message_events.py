"""What events of a message change in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.chat.documents.message_events import MOST_ITEMS, applied
from services.chat.domain.chats.refusals import DocumentRefused


def change(kind: str, data: Any, message: Any) -> dict[str, Any]:
    found = applied(kind, json.dumps(data).encode(), json.dumps(message).encode())
    return {key: json.loads(raw) for key, raw in found.items()}


def test_statuses_are_kept_in_the_order_they_came() -> None:
    first = change("status", {"description": "a"}, {"content": ""})
    assert first == {"statusHistory": [{"description": "a"}]}
    assert change("status", {"description": "b"}, first) == {
        "statusHistory": [{"description": "a"}, {"description": "b"}]
    }


@pytest.mark.parametrize("kind", ["message", "chat:message:delta"])
def test_text_is_put_behind_the_content(kind: str) -> None:
    assert change(kind, {"content": "b"}, {"content": "a"}) == {"content": "ab"}
    assert change(kind, {"content": "b"}, {}) == {"content": "b"}


@pytest.mark.parametrize("kind", ["replace", "chat:message"])
def test_text_replaces_the_content(kind: str) -> None:
    assert change(kind, {"content": "b"}, {"content": [{"type": "text"}]}) == {"content": "b"}


@pytest.mark.parametrize(("kind", "key"), [("files", "files"), ("chat:message:embeds", "embeds")])
def test_files_and_embeds_join_those_that_are_there(kind: str, key: str) -> None:
    assert change(kind, {key: [2, 3]}, {key: [1]}) == {key: [1, 2, 3]}
    assert change(kind, {key: []}, {key: [1]}) == {}


def test_sources_are_kept_unless_they_are_of_a_type_that_is_only_shown() -> None:
    assert change("citation", {"name": "a"}, {}) == {"sources": [{"name": "a"}]}
    assert change("source", {"type": "code_execution", "name": "a"}, {}) == {}


@pytest.mark.parametrize("kind", ["notification", "chat:title", "confirmation", "anything"])
def test_other_types_change_nothing(kind: str) -> None:
    assert change(kind, {"content": "b"}, {"content": "a"}) == {}


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        ("execute", {"code": "1"}, {}),
        ("message", {"content": 1}, {}),
        ("message", {"content": "b"}, {"content": [{"type": "text"}]}),
        ("files", {"files": "x"}, {}),
        ("status", [1], {}),
        ("status", {}, {"statusHistory": [{}] * MOST_ITEMS}),
    ],
)
def test_what_does_not_fit_is_refused(kind: str, data: Any, message: Any) -> None:
    with pytest.raises(DocumentRefused):
        change(kind, data, message)
