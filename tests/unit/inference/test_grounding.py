"""From passages to a grounded request and its sources."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.inference.domain import grounding
from services.inference.domain.grounding import Passage

FILE = {"type": "file", "id": "f1"}
BASE = {"type": "collection", "id": "k1", "name": "Handbook"}


def passage(
    text: str, collection: str, file_id: str, name: str, page: int = 0, score: float = 0.5
) -> Passage:
    """A passage of a document called `name`."""
    return Passage(text, score, collection, file_id, name, name, page)


def test_files_stand_for_their_collections() -> None:
    named: dict[str, Any] = {"type": "doc", "collection_names": ["a", "b"]}
    one: dict[str, Any] = {"type": "doc", "collection_name": "c"}
    found = grounding.attached([FILE, BASE, named, one, {"type": "note", "id": "n"}, "odd", {"type": "file"}])
    assert [entry.collections for entry in found] == [("file-f1",), ("k1",), ("a", "b"), ("c",)]


def test_each_attached_entry_is_one_source_with_its_passages() -> None:
    files = grounding.attached([FILE, BASE])
    first, second = grounding.sources(
        files,
        [
            passage("base text", "k1", "f2", "b.md", score=0.9),
            passage("file text", "file-f1", "f1", "a.pdf", page=3, score=0.8),
        ],
    )
    assert first["source"] == {"type": "file", "id": "f1", "name": "a.pdf"}
    assert first["document"] == ["file text"]
    assert first["distances"] == [0.8]
    assert first["metadata"] == [
        {
            "source": "a.pdf",
            "name": "a.pdf",
            "file_id": "f1",
            "collection_name": "file-f1",
            "start_index": 0,
            "page": 2,
            "page_label": "3",
        }
    ]
    assert second["source"] == {"type": "collection", "id": "k1", "name": "Handbook"}


def test_an_entry_without_passages_is_no_source() -> None:
    files = grounding.attached([FILE, BASE])
    assert len(grounding.sources(files, [passage("t", "k1", "f2", "b.md")])) == 1


def test_passages_of_one_document_share_its_number() -> None:
    files = grounding.attached([BASE])
    found = grounding.sources(
        files,
        [
            passage("alpha", "k1", "f1", "a.pdf", 1),
            passage("beta", "k1", "f2", "b.pdf", 2),
            passage("gamma", "k1", "f1", "a.pdf", 7),
        ],
    )
    system, asked = grounding.grounded([{"role": "user", "content": "why?"}], found)
    assert system == {"role": "system", "content": grounding.INSTRUCTION}
    text = asked["content"]
    assert "[1] (a.pdf, page 1)\nalpha" in text
    assert "[2] (b.pdf, page 2)\nbeta" in text
    assert "[1] (a.pdf, page 7)\ngamma" in text
    assert text.endswith("\n\nwhy?")


def test_only_the_last_user_message_is_changed() -> None:
    found = grounding.sources(grounding.attached([FILE]), [passage("t", "file-f1", "f1", "a")])
    messages = [
        {"role": "user", "content": "first"},
        {"role": "assistant", "content": "yes"},
        {"role": "user", "content": "second"},
        {"role": "assistant", "content": "prefix"},
    ]
    out = grounding.grounded(messages, found)
    assert [a == b for a, b in zip(messages, out[1:], strict=True)] == [True, True, False, True]
    assert messages[2]["content"] == "second"


def test_a_system_message_of_the_client_stays_first() -> None:
    found = grounding.sources(grounding.attached([FILE]), [passage("t", "file-f1", "f1", "a")])
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "why?"}]
    system, _ = grounding.grounded(messages, found)
    assert system["role"] == "system"
    assert system["content"] == f"Be brief.\n\n{grounding.INSTRUCTION}"


def test_a_question_with_an_image_keeps_its_parts() -> None:
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}
    messages = [{"role": "user", "content": [{"type": "text", "text": "what?"}, image]}]
    assert grounding.question(messages) == "what?"
    found = grounding.sources(grounding.attached([FILE]), [passage("t", "file-f1", "f1", "a")])
    content = grounding.grounded(messages, found)[1]["content"]
    assert content[1:] == messages[0]["content"]
    assert "[1] (a)\nt" in content[0]["text"]


JSON = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["file", "collection", "user", "role", "type"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "id", "role", "content", "text", "collection_names"]), inner
        )
    ),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=4), st.lists(JSON, max_size=4))
def test_files_and_messages_of_any_shape_do_no_harm(files: list[Any], messages: list[Any]) -> None:
    attached = grounding.attached(files)
    grounding.question(messages)
    found = grounding.sources(attached, [passage("t", c, "f", "a") for e in attached for c in e.collections])
    assert len(grounding.grounded(messages, found)) - len(messages) in (0, 1)
