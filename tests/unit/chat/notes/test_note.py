"""What a note says: written, merged, refused."""

from __future__ import annotations

import json

import pytest

from services.chat.domain.notes import events as e
from services.chat.domain.notes.note import LARGEST, Change, Note, decide_change, decide_create, text_of
from services.chat.domain.notes.refusals import NoteMalformed, NoteTooLarge

MILK = b'{"content":{"md":"milk"},"files":[1]}'
NOTE = Note("n", "ann", "Shopping", MILK, b"")


def test_a_note_is_written_with_what_was_sent_and_null_stays_null() -> None:
    assert decide_create("n", "ann", Change("Shopping", MILK, b"null")) == [
        e.NoteCreated("n", "ann", "Shopping", MILK, b"")
    ]


def test_a_change_replaces_the_keys_it_names_and_leaves_the_others() -> None:
    [changed] = decide_change(NOTE, Change(data=b'{"content": {"md": "eggs"}}'))
    assert isinstance(changed, e.NoteChanged)
    assert json.loads(changed.data) == {"content": {"md": "eggs"}, "files": [1]}
    assert (changed.title, changed.meta) == ("Shopping", b"")


def test_saving_what_stands_makes_no_version() -> None:
    assert decide_change(NOTE, Change("Shopping", MILK, b"null")) == []


@pytest.mark.parametrize("data", [b"[]", b'"x"', b"{", b'{"a": "\\ud800"}'])
def test_data_that_is_no_object_that_can_be_stored_is_refused(data: bytes) -> None:
    with pytest.raises(NoteMalformed):
        decide_create("n", "ann", Change("T", data))


def test_parts_that_grow_too_large_together_are_refused() -> None:
    standing = Note("n", "ann", "T", json.dumps({"a": "x" * (LARGEST // 2)}).encode())
    with pytest.raises(NoteTooLarge):
        decide_change(standing, Change(data=json.dumps({"b": "x" * (LARGEST // 2)}).encode()))


@pytest.mark.parametrize(
    ("data", "text"),
    [(MILK, "milk"), (b"", ""), (b'{"content": "x"}', ""), (b'{"content": {"md": 7}}', "")],
)
def test_a_note_is_found_by_its_markdown(data: bytes, text: str) -> None:
    assert text_of(data) == text
