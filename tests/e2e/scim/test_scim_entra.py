"""Entra ID, as it provisions: with and without the flag aadOptscim062020."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.e2e.scim.provider import ENTERPRISE, GROUP, USER, Provider, values
from tests.system import System


@pytest.fixture(scope="module")
def entra(system: System) -> Provider:
    """A token of Entra ID."""
    return Provider(system)


@pytest.fixture
def user(entra: Provider) -> Any:
    """A user as Entra ID creates one: userName is no address, there is no displayName."""
    unique = uuid.uuid4().hex[:12]
    return entra.ok(
        "POST",
        "/Users",
        {
            "schemas": [USER, ENTERPRISE],
            "externalId": f"upn-{unique}",
            "userName": f"Ryan_{unique}",
            "active": True,
            "emails": [{"primary": True, "type": "work", "value": f"ryan-{unique}@entra.example"}],
            "meta": {"resourceType": "User"},
            "name": {"formatted": "Ryan Leenay", "familyName": "Leenay", "givenName": "Ryan"},
            "roles": [],
        },
        status=201,
    )


def test_matching_finds_by_each_attribute(entra: Provider, user: Any) -> None:
    mail = user["emails"][0]["value"]
    for text in (
        f'userName eq "{user["userName"].lower()}"',
        f'externalId eq "{user["externalId"]}"',
        f'emails[type eq "work"].value eq "{mail}"',
        f'userName eq "{user["userName"]}" and active eq true',
        f'emails[type eq "work" and value eq "{mail.upper()}"]',
    ):
        found = entra.found("Users", text)
        assert [each["id"] for each in found["Resources"]] == [user["id"]], text
    none = entra.found("Users", f'userName eq "{uuid.uuid4()}"')
    assert (none["totalResults"], none["Resources"]) == (0, [])


def test_updates_without_the_flag(entra: Provider, user: Any) -> None:
    path = f"/Users/{user['id']}"
    changed = entra.patch(
        path,
        {"op": "Replace", "path": "name.givenName", "value": "Bryan"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "bryan@entra.example"},
        {"op": "Add", "path": 'phoneNumbers[type eq "mobile"].value', "value": "+1 555 0100"},
        {"op": "Replace", "path": 'addresses[type eq "work"].locality', "value": "Bern"},
        {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Clocks"},
        {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": user["id"]},
        {"op": "Add", "path": "displayName", "value": "Bryan L."},
    )
    assert changed["name"]["givenName"] == "Bryan"
    assert changed["emails"] == [{"primary": True, "type": "work", "value": "bryan@entra.example"}]
    assert changed["phoneNumbers"] == [{"type": "mobile", "value": "+1 555 0100"}]
    assert changed["addresses"] == [{"type": "work", "locality": "Bern"}]
    assert changed[ENTERPRISE]["department"] == "Clocks"
    manager = changed[ENTERPRISE]["manager"]
    assert (manager["value"], manager["displayName"]) == (user["id"], "Bryan L.")
    cleared = entra.patch(path, {"op": "Remove", "path": f"{ENTERPRISE}:manager"})
    assert "manager" not in cleared[ENTERPRISE]
    off = entra.patch(path, {"op": "Replace", "path": "active", "value": "False"})
    assert off["active"] is False
    assert entra.ok("GET", path)["active"] is False
    assert entra.patch(path, {"op": "Replace", "path": "active", "value": "True"})["active"] is True


def test_updates_with_the_flag(entra: Provider, user: Any) -> None:
    value = {
        "displayName": "Ryan L.",
        "name.givenName": "Ry",
        "name.familyName": "Lee",
        'emails[type eq "home"].value': "ry@home.example",
        f"{ENTERPRISE}:employeeNumber": "7",
        f"{ENTERPRISE}:department": "Bells",
    }
    changed = entra.patch(f"/Users/{user['id']}", {"op": "replace", "value": value})
    assert changed["name"] == {"formatted": "Ryan Leenay", "familyName": "Lee", "givenName": "Ry"}
    assert changed["emails"][1] == {"type": "home", "value": "ry@home.example"}
    assert changed[ENTERPRISE] == {"employeeNumber": "7", "department": "Bells"}
    off = entra.patch(f"/Users/{user['id']}", {"op": "replace", "value": {"active": False}})
    assert off["active"] is False


def test_groups(entra: Provider) -> None:
    one, two, three = (entra.user()["id"] for _ in range(3))
    name = f"Bells {uuid.uuid4().hex[:8]}"
    group = entra.ok(
        "POST",
        "/Groups",
        {
            "schemas": [GROUP, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
            "externalId": str(uuid.uuid4()),
            "displayName": name,
            "meta": {"resourceType": "Group"},
        },
        status=201,
    )
    path = f"/Groups/{group['id']}"
    again = {"schemas": [GROUP], "displayName": name.upper()}
    entra.refused("POST", "/Groups", again, 409, "uniqueness")
    found = entra.found("Groups", f'displayName eq "{name}"', excludedAttributes="members")
    assert [each["id"] for each in found["Resources"]] == [group["id"]]
    assert "members" not in found["Resources"][0]
    add = {"op": "Add", "path": "members", "value": [{"$ref": None, "value": one}, {"value": two}]}
    assert values(entra.patch(path, add), "members") == sorted([one, two])
    drop = {"op": "Remove", "path": "members", "value": [{"$ref": None, "value": one}]}
    assert values(entra.patch(path, drop), "members") == [two]
    entra.patch(path, {"op": "add", "path": "members", "value": [{"value": three}]})
    flagged = {"op": "remove", "path": f'members[value eq "{two}"]'}
    assert values(entra.patch(path, flagged), "members") == [three]
    assert entra.found("Groups", f'members[value eq "{three}"]')["totalResults"] == 1
    assert entra.found("Users", f'groups.value eq "{group["id"]}"')["Resources"][0]["id"] == three
    rename = {"op": "Replace", "path": "displayName", "value": f"{name} 2"}
    assert entra.patch(path, rename)["displayName"] == f"{name} 2"
    shown = entra.ok("GET", path, params={"excludedAttributes": "members"})
    assert shown["externalId"] == group["externalId"] and "members" not in shown
    entra.ok("DELETE", path, status=204)


def test_a_user_is_deleted_after_all(entra: Provider, user: Any) -> None:
    entra.ok("DELETE", f"/Users/{user['id']}", status=204)
    entra.refused("GET", f"/Users/{user['id']}", None, 404)
    entra.refused("DELETE", f"/Users/{user['id']}", None, 404)
    assert entra.user(userName=user["userName"])["id"] != user["id"]


def test_what_is_no_address_is_kept_all_the_same(entra: Provider) -> None:
    emails = [{"value": "emailName357", "type": "work", "primary": True}]
    user = entra.user(emails=emails)
    assert user["emails"] == emails
    shown = entra.ok(
        "GET", "/Users", params={"attributes": 'emails[type eq "work"]', "filter": f'id eq "{user["id"]}"'}
    )
    assert shown["Resources"][0]["emails"] == emails


JUNK: list[tuple[Any, str | None]] = [
    ({"userName": "x", "emails": 5}, "invalidValue"),
    ({"userName": "x", "emails": [{"value": {"a": 1}}]}, "invalidValue"),
    ({"userName": "x", "name": []}, "invalidValue"),
    ({"userName": "x", "active": "tre"}, "invalidValue"),
    ({"userName": ["x"]}, "invalidValue"),
    ({"userName": ""}, "invalidValue"),
    ({"userame": "x"}, "invalidValue"),
    ({"userName": "x", "schemas": ["urn:junk"]}, "invalidValue"),
    ({"userName": "x", "password": 5}, "invalidValue"),
    ([], "invalidSyntax"),
    ("text", "invalidSyntax"),
    (None, "invalidSyntax"),
]


@pytest.mark.parametrize(("body", "kind"), JUNK)
def test_junk_is_refused_as_scim_says(entra: Provider, body: Any, kind: str) -> None:
    entra.refused("POST", "/Users", body, 400, kind)


def test_a_body_that_is_no_json_and_attributes_nobody_knows(entra: Provider, user: Any) -> None:
    for text in (b'{"acve": tre, "adadfdresses": [', b"\xff\xfe", b"", b'{"a":' * 5000):
        reply = entra.http.post("/Users", content=text)
        assert reply.status_code == 400 and reply.json()["scimType"] == "invalidSyntax", reply.text
    typo = {"userName": user["userName"], "adreses": [{"country": "x"}], "displayName": "T"}
    assert entra.ok("PUT", f"/Users/{user['id']}", typo)["displayName"] == "T"
