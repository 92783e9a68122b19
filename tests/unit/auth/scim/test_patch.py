"""PATCH: every form of path, the shapes of Okta and Entra ID, and what is refused."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from services.auth.scim.document import read_resource
from services.auth.scim.errors import ScimError
from services.auth.scim.patch import apply, read_operations
from services.auth.scim.resources import ENTERPRISE_URI, GROUP, GROUP_URI, USER, USER_URI

WORK = {"value": "ada@work.example", "type": "work", "primary": True}
HOME = {"value": "ada@home.example", "type": "home"}
ADA: dict[str, Any] = {
    "schemas": [USER_URI, ENTERPRISE_URI],
    "userName": "ada",
    "displayName": "Ada",
    "name": {"givenName": "Ada", "familyName": "L"},
    "emails": [WORK, HOME],
    ENTERPRISE_URI: {"department": "Engines"},
}
STAFF: dict[str, Any] = {
    "schemas": [GROUP_URI],
    "displayName": "Staff",
    "members": [{"value": "a"}, {"value": "b"}],
}


def patched(*operations: dict[str, Any], of: dict[str, Any] = ADA) -> dict[str, Any]:
    before = copy.deepcopy(of)
    kind = GROUP if of is STAFF else USER
    found = apply(kind, of, read_operations({"Operations": list(operations)}))
    assert of == before
    return found


def refused(*operations: Any, of: dict[str, Any] = ADA) -> str:
    with pytest.raises(ScimError) as error:
        patched(*operations, of=of)
    assert error.value.status == 400
    return error.value.scim_type


@pytest.mark.parametrize("op", ["add", "Add", "replace", "Replace"])
@pytest.mark.parametrize(
    ("path", "value", "field", "expected"),
    [
        ("displayName", "A", "displayName", "A"),
        ("DISPLAYNAME", "A", "displayName", "A"),
        (f"{USER_URI}:displayName", "A", "displayName", "A"),
        ("name.givenName", "A", "name", {"givenName": "A", "familyName": "L"}),
        ("name", {"givenName": "A"}, "name", {"givenName": "A", "familyName": "L"}),
        ("name", {"FamilyName": None}, "name", {"givenName": "Ada"}),
        ("active", "False", "active", False),
        ("active", "True", "active", True),
        (f"{ENTERPRISE_URI}:division", "D", ENTERPRISE_URI, {"department": "Engines", "division": "D"}),
        (ENTERPRISE_URI, {"Division": "D"}, ENTERPRISE_URI, {"department": "Engines", "division": "D"}),
        (
            f"{ENTERPRISE_URI}:manager",
            "m1",
            ENTERPRISE_URI,
            {"department": "Engines", "manager": {"value": "m1"}},
        ),
        (
            f"{ENTERPRISE_URI}:manager.value",
            "m1",
            ENTERPRISE_URI,
            {"department": "Engines", "manager": {"value": "m1"}},
        ),
        ('emails[type eq "work"].value', "x@y.example", "emails", [{**WORK, "value": "x@y.example"}, HOME]),
        ('emails[type eq "work"]', {"display": "W"}, "emails", [{**WORK, "display": "W"}, HOME]),
        ("emails.display", "E", "emails", [{**WORK, "display": "E"}, {**HOME, "display": "E"}]),
        ("phoneNumbers.value", "1", "phoneNumbers", [{"value": "1"}]),
    ],
)
def test_sets(op: str, path: str, value: Any, field: str, expected: Any) -> None:
    assert patched({"op": op, "path": path, "value": value})[field] == expected


def test_add_joins_a_list_and_a_value_that_is_there_changes_nothing() -> None:
    other = {"value": "ada@other.example", "type": "other"}
    assert patched({"op": "add", "path": "emails", "value": [other]})["emails"] == [WORK, HOME, other]
    assert patched({"op": "add", "path": "emails", "value": [WORK]}) == ADA
    assert patched({"op": "replace", "path": "emails", "value": [other]})["emails"] == [other]


def test_a_new_primary_value_takes_over() -> None:
    new = {"value": "n@x.example", "primary": True}
    found = patched({"op": "add", "path": "emails", "value": [new]})["emails"]
    assert [each.get("primary") for each in found] == [False, None, True]
    found = patched({"op": "replace", "path": 'emails[type eq "home"].primary', "value": True})["emails"]
    assert [each.get("primary") for each in found] == [False, True]


def test_add_makes_the_value_its_filter_asks_for() -> None:
    path = 'phoneNumbers[type eq "mobile" and primary eq true].value'
    found = patched({"op": "Add", "path": path, "value": "123"})
    assert found["phoneNumbers"] == [{"type": "mobile", "primary": True, "value": "123"}]


def test_replace_of_nothing_is_refused_unless_entra_asks() -> None:
    path = 'phoneNumbers[type eq "mobile"].value'
    assert refused({"op": "replace", "path": path, "value": "1"}) == "noTarget"
    assert patched({"op": "Replace", "path": path, "value": "1"})["phoneNumbers"][0]["value"] == "1"
    assert refused({"op": "Replace", "path": 'phoneNumbers[type co "m"].value', "value": "1"}) == "noTarget"


def test_removes() -> None:
    assert "displayName" not in patched({"op": "remove", "path": "displayName"})
    assert patched({"op": "Remove", "path": "name.familyName"})["name"] == {"givenName": "Ada"}
    assert patched({"op": "remove", "path": 'emails[type eq "work"]'})["emails"] == [HOME]
    assert patched({"op": "remove", "path": 'emails[type eq "home"].type'})["emails"][1] == {
        "value": "ada@home.example"
    }
    assert patched({"op": "remove", "path": 'emails[type eq "none"]'}) == ADA
    assert patched({"op": "remove", "path": f"{ENTERPRISE_URI}:department"}).get(ENTERPRISE_URI) is None
    assert patched({"op": "remove", "path": ENTERPRISE_URI}).get(ENTERPRISE_URI) is None
    assert patched({"op": "remove", "path": "title"}) == ADA


def test_one_operation_without_a_path_as_entra_sends_it() -> None:
    value = {
        "displayName": "Ada L.",
        "name.givenName": "Augusta",
        "active": "False",
        'emails[type eq "other"].value': "o@x.example",
        f"{ENTERPRISE_URI}:department": "Notes",
        ENTERPRISE_URI: {"costCenter": "7"},
        "id": "whatever",
        "groups": [],
        "unknown": {"a": 1},
    }
    found = patched({"op": "replace", "value": value})
    assert (found["displayName"], found["name"]["givenName"], found["active"]) == ("Ada L.", "Augusta", False)
    assert found["emails"][2] == {"type": "other", "value": "o@x.example"}
    assert found[ENTERPRISE_URI] == {"department": "Notes", "costCenter": "7"}
    assert "id" not in found and "unknown" not in found


def test_members_as_okta_and_entra_change_them() -> None:
    def members(*operations: dict[str, Any]) -> list[str]:
        return [each["value"] for each in patched(*operations, of=STAFF).get("members", [])]

    drop = {"op": "remove", "path": 'members[value eq "a"]'}
    assert members(drop, {"op": "add", "path": "members", "value": [{"value": "c"}]}) == ["b", "c"]
    assert members({"op": "replace", "path": "members", "value": [{"value": "z", "display": "Z"}]}) == ["z"]
    assert members({"op": "Remove", "path": "members", "value": [{"value": "b"}, {"value": "q"}]}) == ["a"]
    assert members({"op": "Add", "path": "members", "value": [{"$ref": None, "value": "b"}]}) == ["a", "b"]
    assert members({"op": "add", "path": "members", "value": "c"}) == ["a", "b", "c"]
    assert members({"op": "remove", "path": "members"}) == []
    rename = {"op": "replace", "value": {"id": "g", "displayName": "Crew"}}
    assert patched(rename, of=STAFF)["displayName"] == "Crew"
    change = {"op": "replace", "path": 'members[value eq "a"].value', "value": "z"}
    assert refused(change, of=STAFF) == "mutability"


@pytest.mark.parametrize(
    ("operation", "why"),
    [
        ({"op": "remove"}, "noTarget"),
        ({"op": "remove", "path": "userName"}, "mutability"),
        ({"op": "replace", "path": "userName", "value": None}, "mutability"),
        ({"op": "replace", "path": "userName", "value": " "}, "invalidValue"),
        ({"op": "replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "add", "path": "groups", "value": [{"value": "g"}]}, "mutability"),
        ({"op": "replace", "path": "meta.created", "value": "x"}, "mutability"),
        ({"op": "add", "path": "nope", "value": 1}, "invalidPath"),
        ({"op": "add", "path": "name.nope", "value": 1}, "invalidPath"),
        ({"op": "add", "path": "emails[type eq", "value": 1}, "invalidPath"),
        ({"op": "add", "path": "emails[type]x", "value": 1}, "invalidPath"),
        ({"op": "add", "path": 'name[givenName eq "x"]', "value": {}}, "invalidPath"),
        ({"op": "add", "path": 'emails[nope eq "x"]', "value": {}}, "invalidFilter"),
        ({"op": "add", "path": "userName"}, "invalidSyntax"),
        ({"op": "add", "path": 5, "value": 1}, "invalidSyntax"),
        ({"op": "add", "value": "text"}, "invalidSyntax"),
        ({"op": "move", "path": "userName", "value": 1}, "invalidSyntax"),
        ({"path": "userName", "value": 1}, "invalidSyntax"),
        ("text", "invalidSyntax"),
        ({"op": "add", "path": "userName", "value": 5}, "invalidValue"),
        ({"op": "add", "path": "active", "value": "maybe"}, "invalidValue"),
        ({"op": "add", "path": "name", "value": "x"}, "invalidValue"),
        ({"op": "add", "path": "x509Certificates", "value": [{"value": "?"}]}, "invalidValue"),
        ({"op": "replace", "path": "emails", "value": [WORK, {**HOME, "primary": True}]}, "invalidValue"),
    ],
)
def test_refuses(operation: Any, why: str) -> None:
    assert refused(operation) == why


def test_nothing_of_a_refused_patch_is_done() -> None:
    assert (
        refused({"op": "replace", "path": "title", "value": "T"}, {"op": "remove", "path": "id"})
        == "mutability"
    )


@pytest.mark.parametrize("body", [None, [], {}, {"Operations": {}}, {"schemas": ["x"], "Operations": []}])
def test_refuses_bodies(body: Any) -> None:
    with pytest.raises(ScimError) as error:
        read_operations(body)
    assert error.value.scim_type == "invalidSyntax"


def test_a_resource_is_kept_as_it_was_sent() -> None:
    sent = {
        "Schemas": [USER_URI, ENTERPRISE_URI, "urn:unknown"],
        "USERNAME": "ada",
        "id": "mine",
        "active": "True",
        "emails": [{"Primary": True, "VALUE": "a@b.example", "odd": 1}],
        "phoneNumbers": {"value": "1"},
        "roles": [],
        "nickName": None,
        "title": "",
        "groups": [{"value": "g"}],
        "adreses": [],
        ENTERPRISE_URI: {"Department": "D", "Manager": {"Value": "m", "displayName": "M"}},
    }
    assert read_resource(USER, sent) == {
        "schemas": [USER_URI, ENTERPRISE_URI],
        "userName": "ada",
        "active": True,
        "emails": [{"primary": True, "value": "a@b.example"}],
        "phoneNumbers": [{"value": "1"}],
        "title": "",
        ENTERPRISE_URI: {"department": "D", "manager": {"value": "m"}},
    }


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ([], "invalidSyntax"),
        ({"displayName": "x"}, "invalidValue"),
        ({"userName": "  "}, "invalidValue"),
        ({"userName": 5}, "invalidValue"),
        ({"userName": "a", "username": "b"}, "invalidSyntax"),
        ({"userName": "a", "schemas": [GROUP_URI]}, "invalidValue"),
        ({"userName": "a", "schemas": "x"}, "invalidSyntax"),
        ({"userName": "a", "name": "x"}, "invalidValue"),
        ({"userName": "a", ENTERPRISE_URI: []}, "invalidSyntax"),
        ({"userName": "a\x00"}, "invalidValue"),
        ({"userName": "\ud800"}, "invalidValue"),
        ({"userName": "a", "emails": [{"value": "x"}] * 1001}, "invalidValue"),
        (
            {
                "userName": "a",
                "x": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {}}}}}}}}}}}},
            },
            "invalidSyntax",
        ),
    ],
)
def test_refuses_resources(body: Any, why: str) -> None:
    with pytest.raises(ScimError) as error:
        read_resource(USER, body)
    assert error.value.scim_type == why
