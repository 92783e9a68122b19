"""Whatever one client posts comes back, and the view says what the stream says."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.chat.documents.read import digest
from tests.unit.chat.chat_in_memory import ChatInMemory

IDS = st.sampled_from(["a", "b", "c", "d", "e f", "ü", "$x", "p.q", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
ODD = st.sampled_from([None, 5, "x", [], [1, "a"], {"a": 1}])


@st.composite
def nodes(draw: Any) -> dict[str, Any]:
    node: dict[str, Any] = {"content": draw(st.text(max_size=6))}
    if draw(st.booleans()):
        node["role"] = draw(st.sampled_from(["user", "assistant"]))
    if draw(st.integers(0, 5)):
        node["parentId"] = draw(st.none() | IDS)
    if draw(st.integers(0, 5)):
        node["childrenIds"] = draw(st.lists(IDS, max_size=3))
    if not draw(st.integers(0, 9)):
        node[draw(st.sampled_from(["parentId", "childrenIds", "meta"]))] = draw(VALUES)
    return node


@st.composite
def histories(draw: Any) -> Any:
    if not draw(st.integers(0, 14)):
        return draw(ODD)
    history: dict[str, Any] = {}
    if draw(st.integers(0, 9)):
        history["messages"] = draw(st.dictionaries(IDS, nodes(), max_size=6))
    if draw(st.integers(0, 9)):
        history["currentId"] = draw(st.none() | IDS)
    if not draw(st.integers(0, 9)):
        history[draw(st.text(max_size=3))] = draw(VALUES)
    return history


def _shown(history: Any) -> list[Any]:
    tree = history.get("messages") if isinstance(history, dict) else None
    if not isinstance(tree, dict):
        return []
    path: list[Any] = []
    seen = set()
    here = history.get("currentId")
    while isinstance(here, str) and here in tree and here not in seen:
        seen.add(here)
        node = tree[here]
        path.insert(0, node)
        here = node.get("parentId") if isinstance(node, dict) else None
    return path


@st.composite
def documents(draw: Any) -> dict[str, Any]:
    document = draw(
        st.dictionaries(st.text(max_size=3) | st.sampled_from(["title", "models"]), VALUES, max_size=3)
    )
    document.pop("history", None)
    document.pop("messages", None)
    if draw(st.integers(0, 4)):
        document["history"] = draw(histories())
    kind = draw(st.integers(0, 5))
    if kind in (0, 1, 2) and "history" in document:
        document["messages"] = _shown(document["history"])
    elif kind == 3:
        document["messages"] = draw(st.lists(nodes() | VALUES, max_size=4))
    elif kind == 4 and not draw(st.integers(0, 4)):
        document["messages"] = draw(ODD)
    return document


def _same(left: Any, right: Any) -> bool:
    return digest(json.dumps(left).encode()) == digest(json.dumps(right).encode())


@settings(max_examples=100)
@given(documents(), st.lists(documents(), max_size=5))
def test_documents_of_one_writer_come_back_exactly(
    first: dict[str, Any], later: list[dict[str, Any]]
) -> None:
    chat = ChatInMemory(first)
    expected = dict(first)
    assert _same(chat.document, expected)
    for document in later:
        chat.post(document)
        expected |= document
        assert _same(chat.document, expected)


@settings(max_examples=100)
@given(documents(), st.lists(st.tuples(documents(), st.sampled_from(["w1", "w2"])), max_size=5))
def test_the_view_is_what_a_replay_gives(
    first: dict[str, Any], later: list[tuple[dict[str, Any], str]]
) -> None:
    chat = ChatInMemory(first)
    for document, writer in later:
        chat.post(document, writer)
        state = chat.state
        assert state.nodes == chat.replayed.nodes
        assert list(state.nodes) == list(chat.replayed.nodes)
        assert (state.outline, state.current) == (chat.replayed.outline, chat.replayed.current)
        assert (state.title, state.details) == (chat.replayed.title, chat.replayed.details)
        assert (state.history, state.items) == (chat.replayed.history, chat.replayed.items)
        assert state.version == chat.replayed.version


@settings(max_examples=60)
@given(documents(), documents())
def test_posting_the_same_again_records_nothing(first: dict[str, Any], second: dict[str, Any]) -> None:
    chat = ChatInMemory(first)
    chat.post(second)
    assert chat.post(second) == []
