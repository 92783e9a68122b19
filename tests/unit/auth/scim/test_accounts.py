"""Which address and name an account gets from a resource, and what an account without one looks like."""

from __future__ import annotations

from typing import Any

import pytest

from services.auth.rpc.scim_resources import named_members
from services.auth.scim.accounts import addresses, document_of, name
from services.auth.scim.patch import read_operations

HOME, WORK = {"value": "h@x.example"}, {"value": "w@x.example", "type": "Work"}


@pytest.mark.parametrize(
    ("emails", "expected"),
    [
        ([], ["u"]),
        ([{"type": "work"}, {"value": " "}], ["u"]),
        ([HOME], ["h@x.example", "u"]),
        ([HOME, WORK], ["w@x.example", "h@x.example", "u"]),
        ([WORK, {**HOME, "primary": True}], ["h@x.example", "w@x.example", "u"]),
        ([{"value": "u"}, HOME], ["u", "h@x.example"]),
    ],
)
def test_the_primary_address_comes_first_then_those_for_work(emails: Any, expected: list[str]) -> None:
    assert addresses({"userName": "u", "emails": emails}) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"displayName": "D", "name": {"formatted": "F"}}, "D"),
        ({"displayName": " ", "name": {"formatted": "F", "givenName": "G"}}, "F"),
        ({"name": {"givenName": "G", "familyName": "F"}}, "G F"),
        ({"name": {"familyName": "F"}}, "F"),
        ({}, "u"),
        ({"displayName": "x" * 300}, "x" * 200),
    ],
)
def test_the_name_is_the_first_that_is_told(fields: Any, expected: str) -> None:
    assert name({"userName": "u", **fields}) == expected


def test_an_account_made_here_is_told_by_its_address_and_name() -> None:
    document = document_of("a@x.example", "Ada Augusta L", "/user.png")
    assert document["userName"] == "a@x.example"
    assert document["name"] == {"formatted": "Ada Augusta L", "givenName": "Ada", "familyName": "Augusta L"}
    assert addresses(document) == ["a@x.example"] and name(document) == "Ada Augusta L"
    assert "photos" not in document_of("a@x.example", "Ada")


@pytest.mark.parametrize(
    ("operations", "named"),
    [
        ([{"op": "add", "path": "members", "value": [{"value": "a"}, {"Value": "b"}]}], ["a", "b"]),
        ([{"op": "add", "path": "members", "value": "a"}], ["a"]),
        ([{"op": "add", "path": "members", "value": [{"$ref": "https://x/Users/a"}]}], ["a"]),
        ([{"op": "Remove", "path": "members", "value": [{"value": "a"}]}], ["a"]),
        ([{"op": "remove", "path": 'members[value eq "a"]'}], ["a"]),
        ([{"op": "replace", "path": "displayName", "value": "x"}], []),
        ([{"op": "replace", "value": {"id": "g", "displayName": "x"}}], []),
        ([{"op": "remove", "path": "members"}], None),
        ([{"op": "replace", "path": "members", "value": []}], None),
        ([{"op": "replace", "value": {"Members": []}}], None),
        ([{"op": "remove", "path": 'members[value ne "a"]'}], None),
        ([{"op": "remove", "path": 'members[type eq "User"]'}], None),
        ([{"op": "remove", "path": "urn:ietf:params:scim:schemas:core:2.0:Group:members"}], None),
    ],
)
def test_only_members_a_change_names_are_read(operations: Any, named: list[str] | None) -> None:
    assert named_members(read_operations({"Operations": operations})) == named
