"""The workspace aggregate: given what happened, when something is asked, then what is recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import reduce
from typing import Any

import pytest

from services.chat.domain.workspaces import events as e
from services.chat.domain.workspaces.refusals import DocumentNotFound, FormRefused, WorkspaceNotFound
from services.chat.domain.workspaces.settings import DEFAULT_PROMPT
from services.chat.domain.workspaces.workspace import (
    Embedding,
    Workspace,
    decide_change,
    decide_create,
    decide_delete,
    decide_embed,
    decide_pin,
    decide_start,
    decide_unembed,
    evolve,
)

KEY = ("w1", "ann")
PLACE = "custom-documents/a.json"
CREATED = decide_create(*KEY, 7, "lab", {"name": "Lab"})
EMBEDDED = e.DocumentEmbedded(*KEY, 1, "d1", PLACE, "f1", b"{}", 3)


def given(*events: Any) -> Workspace:
    return reduce(evolve, events, Workspace())


def embedding(place: str) -> Embedding:
    return Embedding(2, "d2", place, "f2", b"{}", 4)


def test_a_new_workspace_has_its_slug_number_and_the_default_prompt() -> None:
    state = given(*CREATED)
    assert (state.slug, state.number, state.name, state.owner_id) == ("lab", 7, "Lab", "ann")
    assert state.settings.prompt == DEFAULT_PROMPT
    assert state.collection == "workspace-w1"


@pytest.mark.parametrize("name", [None, "", 5, {}, ["x"], True])
def test_a_name_is_a_text(name: Any) -> None:
    with pytest.raises(FormRefused):
        decide_create(*KEY, 1, "s", {"name": name})
    with pytest.raises(FormRefused):
        decide_change(given(*CREATED), {"name": name})


def test_a_long_name_is_cut() -> None:
    assert len(decide_create(*KEY, 1, "s", {"name": "x" * 999})[0].name) == 255


def test_a_change_keeps_what_is_not_given_and_the_slug() -> None:
    events = decide_change(given(*CREATED), {"name": "Other", "topN": 9, "slug": "no", "id": 3})
    state = given(*CREATED, *events)
    assert (state.name, state.slug, state.number) == ("Other", "lab", 7)
    assert (state.settings.passages, state.settings.history) == (9, 20)


@pytest.mark.parametrize("form", [{}, {"slug": "x"}, {"name": "Lab"}, {"topN": 4}])
def test_what_changes_nothing_is_no_event(form: dict[str, Any]) -> None:
    assert decide_change(given(*CREATED), form) == []


def test_a_document_is_taken_in_once() -> None:
    state = given(*CREATED, EMBEDDED)
    events = decide_embed(state, [embedding(PLACE), embedding("b.json"), embedding("b.json")])
    assert [event.location for event in events] == ["b.json"]


def test_only_documents_that_are_there_are_taken_out() -> None:
    state = given(*CREATED, EMBEDDED)
    events = decide_unembed(state, ["none.json", PLACE, PLACE])
    assert events == [e.DocumentUnembedded(*KEY, PLACE)]
    assert given(*CREATED, EMBEDDED, *events).documents == {}


def test_a_pin_is_set_once() -> None:
    events = decide_pin(given(*CREATED, EMBEDDED), PLACE, True)
    assert events == [e.DocumentPinned(*KEY, PLACE, True)]
    assert decide_pin(given(*CREATED, EMBEDDED, *events), PLACE, True) == []
    with pytest.raises(DocumentNotFound):
        decide_pin(given(*CREATED), PLACE, True)


@pytest.mark.parametrize(
    "decide",
    [
        lambda state: decide_change(state, {"topN": 1}),
        lambda state: decide_embed(state, [embedding(PLACE)]),
        lambda state: decide_unembed(state, [PLACE]),
        lambda state: decide_pin(state, PLACE, True),
        lambda state: decide_start(state, "", "c1"),
        decide_delete,
    ],
)
@pytest.mark.parametrize("past", [[], [*CREATED, e.WorkspaceDeleted(*KEY)]])
def test_nothing_can_be_done_to_a_workspace_that_is_not_there(decide: Any, past: Sequence[Any]) -> None:
    with pytest.raises(WorkspaceNotFound):
        decide(given(*past))


def test_settings_of_older_events_get_defaults() -> None:
    old = e.WorkspaceCreated(*KEY, 1, "s", "n", json.dumps({"passages": 2, "unknown": 1}).encode())
    assert (given(old).settings.passages, given(old).settings.mode) == (2, "automatic")
