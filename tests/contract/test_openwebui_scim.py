"""Contract: `/api/v1/scim/v2`, as the reference was recorded: with one token that sees everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.runner import Case, World, scenario
from tests.system import System

SCIM = "/api/v1/scim/v2"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
KIND = "application/scim+json"
TWO = "userName%20eq%20%22{bob_email}%22%20or%20userName%20eq%20%22{dora_email}%22"
"""Accounts made here: others of the shared system may lack what the record shows."""
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
EVE = {
    "schemas": [USER],
    "externalId": "ext-{dora_id}",
    "userName": "eve-{dora_id}@parlance.example",
    "name": {"givenName": "Eve", "familyName": "Est", "formatted": "Eve Est"},
    "displayName": "Eve Est",
    "emails": [{"value": "eve-{dora_id}@parlance.example", "type": "work", "primary": True}],
    "active": True,
}
PIC = {
    **EVE,
    "userName": "pic-{dora_id}",
    "externalId": "pic",
    "emails": [{"value": "pic-{dora_id}@parlance.example", "type": "work", "primary": True}],
    "photos": [{"value": "/user.png", "type": "photo", "primary": True}],
}
TEAM = {"schemas": [GROUP], "displayName": "Team {dora_id}"}


@pytest.fixture(scope="module", autouse=True)
def token(system: System, world: World) -> Iterator[None]:
    """A token that sees everybody."""
    world.kept["scim"] = system.scim_token("reference", "all")
    yield


def lists(total: int) -> Any:
    """The list has so many resources in all."""

    def check(body: Any) -> None:
        assert body["totalResults"] == total

    return check


def has(**expected: Any) -> Any:
    """The resource holds these values."""

    def check(body: Any) -> None:
        assert {key: body.get(key) for key in expected} == expected

    return check


def op(name: str, path: str | None = None, value: Any = None) -> dict[str, Any]:
    """A PATCH of one operation."""
    given = {"op": name, "path": path, "value": value}
    return {"schemas": [PATCH], "Operations": [{k: v for k, v in given.items() if v is not None}]}


CASES = [
    Case("config", f"GET {SCIM}/ServiceProviderConfig", ("0.12.4#754", "0.8.12#752")),
    Case("resource types", f"GET {SCIM}/ResourceTypes", ("0.12.4#755", "0.8.12#753")),
    Case("schemas", f"GET {SCIM}/Schemas", ("0.12.4#756", "0.8.12#754")),
    Case("no token", f"GET {SCIM}/Users", ("0.12.4#757", "0.8.12#755")),
    Case("wrong token", f"GET {SCIM}/Users", ("0.12.4#758", "0.8.12#756"), as_="wrong"),
    Case("a user's session", f"GET {SCIM}/Users", as_="bob", status=403, content_type=KIND),
    Case("users", f"GET {SCIM}/Users", ("0.12.4#760", "0.8.12#759"), as_="scim"),
    Case("a page of users", f"GET {SCIM}/Users?startIndex=2&count=1&filter={TWO}", "0.8.12#759", as_="scim"),
    Case(
        "by address",
        f"GET {SCIM}/Users?filter=emails.value%20eq%20%22{{bob_email}}%22",
        "0.12.4#763",
        as_="scim",
        check=lists(1),
    ),
    Case(
        "by externalId",
        f"GET {SCIM}/Users?filter=externalId%20eq%20%22ext-{{dora_id}}%22",
        ("0.12.4#764", "0.8.12#762"),
        as_="scim",
        check=lists(0),
    ),
    Case("none of them", f"GET {SCIM}/Users?count=0", "0.8.12#763", as_="scim"),
    Case("from before the first", f"GET {SCIM}/Users?startIndex=0", ("0.12.4#766", "0.8.12#764"), as_="scim"),
    Case(
        "a filter nobody can read",
        f"GET {SCIM}/Users?filter=userName",
        as_="scim",
        status=400,
        content_type=KIND,
        check=has(scimType="invalidFilter", status="400"),
    ),
    Case(
        "created",
        f"POST {SCIM}/Users",
        status=201,
        content_type=KIND,
        as_="scim",
        body=EVE,
        keep={"eve": "id"},
        check=has(displayName="Eve Est", active=True),
    ),
    Case(
        "created again",
        f"POST {SCIM}/Users",
        ("0.12.4#768", "0.8.12#766"),
        as_="scim",
        body=EVE,
        check=has(scimType="uniqueness"),
    ),
    Case(
        "created with a picture",
        f"POST {SCIM}/Users",
        ("0.12.4#767", "0.8.12#765"),
        as_="scim",
        keep={"pic": "id"},
        body=PIC,
    ),
    Case("read", f"GET {SCIM}/Users/{{pic}}", ("0.12.4#770", "0.8.12#768"), as_="scim"),
    Case("an account made here", f"GET {SCIM}/Users/{{bob_id}}", status=200, content_type=KIND, as_="scim"),
    Case(
        "not there",
        f"GET {SCIM}/Users/nope",
        ("0.12.4#775", "0.8.12#773"),
        as_="scim",
        check=has(status="404"),
    ),
    Case(
        "replaced",
        f"PUT {SCIM}/Users/{{pic}}",
        ("0.12.4#772", "0.8.12#770"),
        as_="scim",
        body={**PIC, "displayName": "Eve E."},
        check=has(displayName="Eve E."),
    ),
    Case(
        "deactivated",
        f"PATCH {SCIM}/Users/{{pic}}",
        ("0.12.4#773", "0.8.12#771"),
        as_="scim",
        body=op("replace", "active", False),
        check=has(active=False),
    ),
    Case(
        "without a path",
        f"PATCH {SCIM}/Users/{{pic}}",
        ("0.12.4#774", "0.8.12#772"),
        as_="scim",
        body=op("replace", value={"active": True, "displayName": "Eve Again"}),
        check=has(active=True, displayName="Eve Again"),
    ),
    Case(
        "nobody changed",
        f"PATCH {SCIM}/Users/nope",
        ("0.12.4#775", "0.8.12#773"),
        as_="scim",
        body={"Operations": []},
    ),
    Case("groups", f"GET {SCIM}/Groups", ("0.12.4#776", "0.8.12#774"), as_="scim"),
    Case(
        "group created",
        f"POST {SCIM}/Groups",
        ("0.12.4#777", "0.8.12#775"),
        as_="scim",
        keep={"team": "id"},
        body={**TEAM, "members": [{"value": "{eve}"}, {"value": "{bob_id}"}]},
    ),
    Case(
        "by userName",
        f"GET {SCIM}/Users?filter=userName%20eq%20%22{{bob_email}}%22",
        "0.8.12#760",
        as_="scim",
        check=lists(1),
    ),
    Case("group read", f"GET {SCIM}/Groups/{{team}}", ("0.12.4#778", "0.8.12#776"), as_="scim"),
    Case("group not there", f"GET {SCIM}/Groups/nope", ("0.12.4#779", "0.8.12#777"), as_="scim"),
    Case(
        "group by name",
        f"GET {SCIM}/Groups?filter=displayName%20eq%20%22team%20{{dora_id}}%22",
        ("0.12.4#780", "0.8.12#778"),
        as_="scim",
        check=lists(1),
    ),
    Case(
        "group replaced",
        f"PUT {SCIM}/Groups/{{team}}",
        ("0.12.4#781", "0.8.12#779"),
        as_="scim",
        body={**TEAM, "members": []},
        check=has(members=[]),
    ),
    Case(
        "member added",
        f"PATCH {SCIM}/Groups/{{team}}",
        "0.8.12#780",
        as_="scim",
        body=op("add", "members", [{"value": "{eve}"}]),
    ),
    Case(
        "the other member",
        f"PATCH {SCIM}/Groups/{{team}}",
        status=200,
        content_type=KIND,
        as_="scim",
        body={"Operations": [{"op": "Remove", "path": "members", "value": [{"value": "{bob_id}"}]}]},
    ),
    Case(
        "member removed",
        f"PATCH {SCIM}/Groups/{{team}}",
        ("0.12.4#783", "0.8.12#781"),
        as_="scim",
        body={"Operations": [{"op": "remove", "path": 'members[value eq "{eve}"]'}]},
        check=has(members=[]),
    ),
    Case("group deleted", f"DELETE {SCIM}/Groups/{{team}}", "0.12.4#785", as_="scim"),
    Case("group deleted again", f"DELETE {SCIM}/Groups/{{team}}", ("0.12.4#786", "0.8.12#784"), as_="scim"),
    Case("deleted", f"DELETE {SCIM}/Users/{{pic}}", ("0.12.4#787", "0.8.12#785"), as_="scim"),
    Case("deleted again", f"DELETE {SCIM}/Users/{{pic}}", ("0.12.4#788", "0.8.12#786"), as_="scim"),
    Case("the other one", f"DELETE {SCIM}/Users/{{eve}}", "0.12.4#787", as_="scim"),
]

test_rows = scenario(CASES)
