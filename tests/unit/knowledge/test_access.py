"""Who may read and change what."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from services.knowledge.domain.access import (
    Grant,
    Person,
    from_control,
    from_grants,
    may,
    principals,
    readable_as,
)
from services.knowledge.domain.refusals import Malformed

ANNA, ROOT = Person("anna"), Person("root", True)
EDITOR = Person("bert", groups=frozenset({"editors"}))


def grant(kind: str, principal: str, permission: str) -> Grant:
    """One line."""
    return Grant("g", kind, principal, permission, 0)


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
    """And write includes read."""
    assert may(EDITOR, "read", "anna", grants) is reads
    assert may(EDITOR, "write", "anna", grants) is writes
    assert may(ANNA, "write", "anna", grants) and may(ROOT, "write", "anna", grants)


@pytest.mark.parametrize("person", [ANNA, EDITOR, Person("eve")])
@pytest.mark.parametrize("kind", ["user", "group"])
@pytest.mark.parametrize("principal", ["anna", "bert", "editors", "*"])
def test_the_index_of_a_list_agrees_with_the_rule(person: Person, kind: str, principal: str) -> None:
    """Otherwise a list would show what a look at the thing refuses."""
    grants = [grant(kind, principal, "read")]
    indexed = bool(set(principals(grants)) & set(readable_as(person)))
    assert indexed is may(person, "read", "owner", grants)


def test_equal_grants_keep_their_id_and_time() -> None:
    """Saving a form again does not make everything new."""
    ids = (f"id{n}" for n in count())
    kept = [Grant("old", "user", "bert", "read", 5)]
    items = [
        {"principal_type": "user", "principal_id": "bert", "permission": "read"},
        {"principal_type": "user", "principal_id": "carl", "permission": "read"},
    ]
    found = from_grants(items, lambda: next(ids), 9, kept)
    assert found == [kept[0], Grant("id0", "user", "carl", "read", 9)]


def test_the_older_form_is_understood() -> None:
    """Null: everybody reads; empty: nobody; else by lists."""
    new = iter("abc").__next__
    assert [(g.principal_id, g.permission) for g in from_control(None, new, 0)] == [("*", "read")]
    assert from_control({}, new, 0) == []
    document = {"read": {"group_ids": ["editors"]}, "write": {"user_ids": ["bert"]}}
    assert [(g.principal_type, g.principal_id, g.permission) for g in from_control(document, new, 0)] == [
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
        [{"principal_type": "user", "principal_id": "x", "permission": "own"}],
    ],
)
def test_malformed_grants_are_refused(items: Any) -> None:
    """With a reason of the contract."""
    with pytest.raises(Malformed):
        from_grants(items, str, 0)
