"""Who may read and change what, by grants; and that lists find exactly that."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kernel.context import Caller
from kernel.errors import Refusal
from kernel.identity.grants import (
    EVERYBODY,
    Grant,
    allowed_filter,
    can,
    parsed,
    parsed_control,
    principals,
    restored,
    serialised,
    stored,
)

ANNA, ROOT = Caller("anna", "user", "session"), Caller("root", "admin", "session")
EDITOR = Caller("bert", "user", "session", groups=frozenset({"editors"}))
# Few names, so that people, groups and owners meet, also where a person is called like a group.
NAMES = some.sampled_from(["anna", "bert", "editors", "readers", EVERYBODY])
GRANTS = some.lists(
    some.builds(
        Grant,
        some.just("g"),
        some.sampled_from(["user", "group"]),
        NAMES,
        some.sampled_from(["read", "write"]),
        some.just(0),
    ),
    max_size=6,
)
CALLERS = some.builds(
    Caller,
    some.sampled_from(["anna", "bert", "editors"]),
    some.sampled_from(["user", "admin"]),
    some.just("session"),
    groups=some.frozensets(some.sampled_from(["editors", "readers", "anna"]), max_size=3),
)


def grant(kind: str, principal: str, permission: str) -> Grant:
    """One line."""
    return Grant("g", kind, principal, permission, 0)


def numbered() -> Callable[[], str]:
    """Makes ids id0, id1, …"""
    ids = (f"id{number}" for number in count())
    return lambda: next(ids)


def found(query: dict[str, Any], document: dict[str, Any]) -> bool:
    """Whether a filter of this module's kind finds a document."""
    if not query:
        return True
    by_owner, by_grant = query["$or"]
    ((owner, user),), ((index, wanted),) = by_owner.items(), by_grant.items()
    return document[owner] == user or bool(set(document[index]) & set(wanted["$in"]))


@pytest.mark.parametrize(
    ("grants", "reads", "writes"),
    [
        ([], False, False),
        ([grant("user", "bert", "read")], True, False),
        ([grant("user", "bert", "write")], True, True),
        ([grant("group", "editors", "write")], True, True),
        ([grant("group", "bert", "write")], False, False),
        ([grant("user", "editors", "write")], False, False),
        ([grant("user", "*", "read")], True, False),
        ([grant("group", "*", "read")], False, False),
    ],
)
def test_grants_decide_for_those_who_are_not_the_owner(
    grants: list[Grant], reads: bool, writes: bool
) -> None:
    assert can(EDITOR, "anna", grants, "read") is reads
    assert can(EDITOR, "anna", grants, "write") is writes
    assert can(ANNA, "anna", grants, "write") and can(ROOT, "anna", grants, "write")


@given(CALLERS, some.sampled_from(["anna", "bert"]), GRANTS, some.sampled_from(["read", "write"]))
def test_a_list_shows_exactly_what_a_look_at_the_thing_allows(
    caller: Caller, owner: str, grants: list[Grant], permission: str
) -> None:
    document = {"user_id": owner, "principals": principals(grants)}
    assert found(allowed_filter(caller, permission), document) is can(caller, owner, grants, permission)


@given(CALLERS, some.sampled_from(["anna", "bert"]), GRANTS)
def test_whoever_may_write_may_read(caller: Caller, owner: str, grants: list[Grant]) -> None:
    assert can(caller, owner, grants, "read") or not can(caller, owner, grants, "write")


@given(CALLERS, GRANTS, GRANTS)
def test_more_grants_never_take_anything_away(caller: Caller, some_: list[Grant], more: list[Grant]) -> None:
    for permission in ("read", "write"):
        assert can(caller, "owner", [*some_, *more], permission) >= can(caller, "owner", some_, permission)


@given(GRANTS)
def test_what_is_stored_comes_back(grants: list[Grant]) -> None:
    assert restored(stored(grants)) == grants


def test_there_is_no_third_permission() -> None:
    with pytest.raises(ValueError, match="own"):
        can(EDITOR, "anna", [], "own")
    with pytest.raises(ValueError, match="own"):
        allowed_filter(ROOT, "own")


def test_equal_grants_keep_their_id_and_time_and_doubles_count_once() -> None:
    kept = [Grant("old", "user", "bert", "read", 5)]
    items = [
        {"principal_type": "user", "principal_id": "bert", "permission": "read", "id": "forged"},
        {"principal_type": "user", "principal_id": "carl", "permission": "read"},
        {"principal_type": "user", "principal_id": "carl", "permission": "read"},
    ]
    assert parsed(items, kept, numbered(), lambda: 9.7) == [
        kept[0],
        Grant("id0", "user", "carl", "read", 9),
    ]


def test_clients_read_which_thing_a_grant_is_for() -> None:
    assert serialised([grant("user", "bert", "read")], "knowledge", "k1") == [
        {
            "id": "g",
            "resource_type": "knowledge",
            "resource_id": "k1",
            "principal_type": "user",
            "principal_id": "bert",
            "permission": "read",
            "created_at": 0,
        }
    ]


def test_the_older_form_is_understood() -> None:
    assert [(g.principal_id, g.permission) for g in parsed_control(None)] == [("*", "read")]
    assert parsed_control({}) == []
    document = {"read": {"group_ids": ["editors"]}, "write": {"user_ids": ["bert"]}}
    assert [(g.principal_type, g.principal_id, g.permission) for g in parsed_control(document)] == [
        ("group", "editors", "read"),
        ("user", "bert", "write"),
    ]


@pytest.mark.parametrize(
    "items",
    [
        {},
        "read",
        [1],
        [{}],
        [{"principal_type": "robot", "principal_id": "x", "permission": "read"}],
        [{"principal_type": "user", "principal_id": {"$ne": ""}, "permission": "read"}],
        [{"principal_type": "user", "principal_id": "x" * 200, "permission": "read"}],
        [{"principal_type": "user", "principal_id": "x", "permission": "own"}],
        [{"principal_type": ["user"], "principal_id": "x", "permission": "read"}],
        [{"principal_type": "user", "principal_id": str(n), "permission": "read"} for n in range(1001)],
    ],
)
def test_malformed_grants_are_refused(items: Any) -> None:
    with pytest.raises(Refusal) as caught:
        parsed(items)
    assert caught.value.reason == "INVALID_ARGUMENT"


@pytest.mark.parametrize(
    "document",
    [[], "x", {"read": []}, {"read": {"user_ids": "bert"}}, {"write": {"group_ids": [{"$gt": ""}]}}],
)
def test_malformed_older_forms_are_refused(document: Any) -> None:
    if document == {"read": []}:
        assert parsed_control(document) == []  # an empty part was always taken for none
        return
    with pytest.raises(Refusal):
        parsed_control(document)
