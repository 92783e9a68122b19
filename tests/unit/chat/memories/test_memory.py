"""Given a memory, when it is changed, then events; who it is not of finds nothing."""

from __future__ import annotations

import pytest

from services.chat.domain.memories.events import MemoryAdded, MemoryChanged, MemoryDeleted
from services.chat.domain.memories.memory import (
    MOST,
    Form,
    Memory,
    decide_add,
    decide_change,
    decide_delete,
)
from services.chat.domain.memories.refusals import MemoriesFull, MemoryNotFound, MemoryRefused

HERONS = Memory("m1", "ann", "context", "", "I keep herons")


def test_a_memory_is_context_unless_it_says_otherwise() -> None:
    assert decide_add("m1", "ann", Form("x"), 0) == [MemoryAdded("m1", "ann", "context", "", "x")]
    (added,) = decide_add("m1", "ann", Form("x", "user", "a/b"), 0)
    assert (added.kind, added.path) == ("user", "a/b")


@pytest.mark.parametrize("form", [Form(" \n"), Form("x", "system"), Form("x", "")])
def test_what_is_no_memory_is_refused(form: Form) -> None:
    with pytest.raises(MemoryRefused):
        decide_add("m1", "ann", form, 0)
    with pytest.raises(MemoryRefused):
        decide_change(HERONS, "ann", form)


def test_nobody_has_more_than_so_many() -> None:
    assert decide_add("m1", "ann", Form("x"), MOST - 1)
    with pytest.raises(MemoriesFull):
        decide_add("m1", "ann", Form("x"), MOST)


def test_what_is_not_given_stays_and_nothing_new_is_no_event() -> None:
    assert decide_change(HERONS, "ann", Form(path="animals")) == [
        MemoryChanged("m1", "ann", "context", "animals", "I keep herons")
    ]
    assert decide_change(HERONS, "ann", Form("I keep herons", "context")) == []


def test_another_finds_nothing_to_change_or_delete() -> None:
    with pytest.raises(MemoryNotFound):
        decide_change(HERONS, "bob", Form("x"))
    with pytest.raises(MemoryNotFound):
        decide_delete(HERONS, "bob")
    assert decide_delete(HERONS, "ann") == [MemoryDeleted("m1", "ann")]
