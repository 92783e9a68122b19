"""What may be done with folders, and what is recorded then."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from services.chat.domain.folders import events as e
from services.chat.domain.folders.folder import (
    DEEPEST,
    MOST_BYTES,
    MOST_FOLDERS,
    Change,
    Folder,
    Place,
    decide_change,
    decide_create,
    decide_delete,
    decide_expand,
    decide_move,
    sort_name,
)
from services.chat.domain.folders.refusals import FolderNameTaken, FolderRefused

WORK = Folder("f1", "ann", "Work", data=b'{"system_prompt":"s","files":[]}')


def test_a_folder_is_made_where_its_name_is_free() -> None:
    assert decide_create(WORK, Place(), 0, None) == [
        e.FolderCreated("f1", "ann", "", "Work", WORK.data, b"null")
    ]
    with pytest.raises(FolderNameTaken):
        decide_create(WORK, Place(beside="f2"), 1, None)


def test_names_beside_each_other_differ_in_more_than_case_and_blanks() -> None:
    assert sort_name(" STRASSE ") == sort_name("straße")
    assert sort_name("Work") != sort_name("Work 2")


def test_there_are_bounds_on_number_depth_files_and_bytes() -> None:
    with pytest.raises(FolderRefused):
        decide_create(WORK, Place(), MOST_FOLDERS, None)
    deep = Place(path=tuple(str(n) for n in range(DEEPEST)))
    with pytest.raises(FolderRefused):
        decide_create(WORK, deep, 0, None)
    assert decide_create(WORK, Place(path=deep.path[1:]), 0, None)
    with pytest.raises(FolderRefused):
        decide_create(replace(WORK, data=b'{"files":[{},{}]}'), Place(), 0, 1)
    with pytest.raises(FolderRefused):
        decide_change(WORK, Change(meta={"icon": "x" * MOST_BYTES}), Place(), None)


def test_a_change_sets_keys_and_keeps_the_others() -> None:
    (changed,) = decide_change(WORK, Change("Work 2", {"files": [1]}, {"icon": None}), Place(), None)
    assert (changed.name, json.loads(changed.meta)) == ("Work 2", {"icon": None})
    assert json.loads(changed.data) == {"system_prompt": "s", "files": [1]}


def test_a_change_of_nothing_is_not_recorded() -> None:
    assert decide_change(WORK, Change("Work", {"files": []}), Place(beside="f1"), None) == []
    assert decide_expand(WORK, False) == []
    assert decide_move(WORK, "", Place(beside="f1"), 1) == []


def test_a_name_that_is_taken_stays_with_who_has_it() -> None:
    with pytest.raises(FolderNameTaken):
        decide_change(WORK, Change("Sub"), Place(beside="f2"), None)
    with pytest.raises(FolderNameTaken):
        decide_move(WORK, "f3", Place(("f3",), beside="f2"), 1)


def test_a_folder_cannot_be_in_itself_at_any_depth() -> None:
    with pytest.raises(FolderRefused):
        decide_move(WORK, "f1", Place(("f1",)), 1)
    with pytest.raises(FolderRefused):
        decide_move(WORK, "f3", Place(("f3", "f2", "f1")), 3)


def test_a_move_counts_the_levels_that_come_along() -> None:
    path = tuple(f"p{n}" for n in range(DEEPEST - 2))
    assert decide_move(WORK, "p0", Place(path), 2) == [e.FolderMoved("f1", "ann", "p0")]
    with pytest.raises(FolderRefused):
        decide_move(WORK, "p0", Place(path), 3)


def test_a_deletion_names_all_that_is_below() -> None:
    assert decide_delete(WORK, ["f2", "f3"]) == [e.FolderDeleted("f1", "ann", ("f2", "f3"))]
