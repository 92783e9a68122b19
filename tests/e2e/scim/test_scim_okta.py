"""Okta, as it provisions: looks somebody up, creates, replaces, pushes groups, deactivates, never deletes."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.e2e.scim.provider import GROUP, PATCH, USER, Provider, signed_in, values
from tests.system import System

PASSWORD = "a pass phrase from Okta 1"


@pytest.fixture(scope="module")
def okta(system: System) -> Provider:
    """A token of Okta."""
    return Provider(system)


@pytest.fixture
def person() -> dict[str, Any]:
    """What Okta sends for a new user."""
    name = f"jo.{uuid.uuid4().hex[:10]}@okta.example"
    return {
        "schemas": [USER],
        "userName": name,
        "name": {"givenName": "Jo", "familyName": "Kim", "middleName": ""},
        "emails": [{"primary": True, "value": name, "type": "work"}],
        "displayName": "Jo Kim",
        "locale": "en-US",
        "externalId": f"00u{uuid.uuid4().hex[:17]}",
        "groups": [],
        "password": PASSWORD,
        "active": True,
    }


def lookup(okta: Provider, name: str) -> Any:
    return okta.found("Users", f'userName eq "{name}"', startIndex=1, count=100)


def test_a_user_from_import_to_deactivation(okta: Provider, system: System, person: dict[str, Any]) -> None:
    email = person["userName"]
    empty = lookup(okta, email)
    assert (empty["totalResults"], empty["Resources"]) == (0, [])
    assert isinstance(empty["startIndex"], int) and isinstance(empty["itemsPerPage"], int)

    made = okta.ok("POST", "/Users", person, status=201)
    assert "password" not in made and "groups" not in made
    for key in ("userName", "name", "emails", "displayName", "locale", "externalId", "active"):
        assert made[key] == person[key]
    okta.refused("POST", "/Users", person, 409, "uniqueness")
    okta.refused("POST", "/Users", {**person, "userName": email.upper(), "emails": []}, 409, "uniqueness")
    assert lookup(okta, email.upper())["Resources"][0]["id"] == made["id"]

    with signed_in(system, email, PASSWORD) as session:
        assert session.get("/api/v1/auths/").json()["name"] == "Jo Kim"

        read = okta.ok("GET", f"/Users/{made['id']}")
        read["displayName"], read["title"] = "Jo K.", "Clockmaker"
        replaced = okta.ok("PUT", f"/Users/{made['id']}", read)
        assert (replaced["displayName"], replaced["title"]) == ("Jo K.", "Clockmaker")
        assert session.get("/api/v1/auths/").json()["name"] == "Jo K."
        again = okta.ok("PUT", f"/Users/{made['id']}", read)
        assert again["meta"] == replaced["meta"]

        off = okta.patch(f"/Users/{made['id']}", {"op": "replace", "value": {"active": False}})
        assert off["active"] is False
        assert session.get("/api/v1/auths/").status_code == 401
    with system.client() as client:
        refused = client.post("/api/v1/auths/signin", json={"email": email, "password": PASSWORD})
        assert refused.status_code == 400
    assert okta.ok("GET", f"/Users/{made['id']}")["active"] is False
    assert lookup(okta, email)["totalResults"] == 1

    read["active"] = True
    assert okta.ok("PUT", f"/Users/{made['id']}", read)["active"] is True
    with signed_in(system, email, PASSWORD):
        okta.ok("PUT", f"/Users/{made['id']}", {**read, "password": "another phrase 2"})
    with signed_in(system, email, "another phrase 2"):
        pass


def test_groups_are_pushed(okta: Provider) -> None:
    one, two, three = (okta.user()["id"] for _ in range(3))
    name = f"Clocks {uuid.uuid4().hex[:8]}"
    group = okta.ok("POST", "/Groups", {"schemas": [GROUP], "displayName": name, "members": []}, status=201)
    path = f"/Groups/{group['id']}"
    add = {"op": "add", "path": "members", "value": [{"value": one, "display": "One"}, {"value": two}]}
    assert values(okta.patch(path, add), "members") == sorted([one, two])
    swap = [
        {"op": "remove", "path": f'members[value eq "{one}"]'},
        {"op": "add", "path": "members", "value": [{"value": three, "display": "Three"}]},
    ]
    assert values(okta.patch(path, *swap), "members") == sorted([two, three])
    whole = {"op": "replace", "path": "members", "value": [{"value": one}, {"value": three}]}
    assert values(okta.patch(path, whole), "members") == sorted([one, three])
    rename = {"op": "replace", "value": {"id": group["id"], "displayName": f"{name} 2"}}
    assert okta.patch(path, rename)["displayName"] == f"{name} 2"
    assert okta.found("Groups", f'displayName eq "{name} 2"')["totalResults"] == 1
    assert [each["value"] for each in okta.ok("GET", f"/Users/{one}")["groups"]] == [group["id"]]
    okta.ok("DELETE", path, status=204)
    assert "groups" not in okta.ok("GET", f"/Users/{one}")
    okta.refused("GET", path, None, 404)


def test_the_connection_test(okta: Provider, system: System) -> None:
    """What Okta's SPEC test asks: paging shape, nothing found, unknown ids, no token."""
    page = okta.ok("GET", "/Users", params={"startIndex": 1, "count": 2})
    assert {"schemas", "totalResults", "startIndex", "itemsPerPage", "Resources"} <= page.keys()
    okta.refused("GET", "/Users/00919288221112222", None, 404)
    with system.client() as client:
        reply = client.get("/api/v1/scim/v2/Users")
    assert reply.status_code == 401 and reply.json()["status"] == "401"
    assert reply.headers["www-authenticate"].startswith("Bearer")
    okta.refused("PATCH", "/Users/nobody", {"schemas": [PATCH], "Operations": []}, 404)
