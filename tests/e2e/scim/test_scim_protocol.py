"""What RFC 7644 promises beside the providers' shapes: tags, pages, sorting, searches, bulk, races."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.e2e.scim.provider import ENTERPRISE, GROUP, PATCH, USER, Provider, values
from tests.system import System

BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


@pytest.fixture(scope="module")
def idp(system: System) -> Provider:
    """A provider with users of its own."""
    return Provider(system)


def test_a_tag_moves_only_when_something_changes(idp: Provider) -> None:
    made = idp.ask("POST", "/Users", {"userName": uuid.uuid4().hex, "title": "A"})
    user, tag = made.json(), made.headers["etag"]
    path = f"/Users/{user['id']}"
    assert made.headers["location"] == user["meta"]["location"] == idp.base + path
    assert tag == user["meta"]["version"] and not tag.startswith("W/")
    same = idp.ask("PATCH", path, {"Operations": [{"op": "replace", "path": "title", "value": "A"}]})
    assert (same.headers["etag"], same.json()["meta"]) == (tag, user["meta"])
    assert idp.ask("GET", path, headers={"if-none-match": tag}).status_code == 304
    changed = idp.patch(path, {"op": "replace", "path": "title", "value": "B"}, headers={"if-match": tag})
    assert changed["meta"]["lastModified"] > user["meta"]["lastModified"]
    assert changed["meta"]["created"] == user["meta"]["created"]
    for method, body in (
        ("PUT", {"userName": "x"}),
        ("PATCH", {"Operations": [{"op": "add", "path": "title", "value": "C"}]}),
        ("DELETE", None),
    ):
        reply = idp.ask(method, path, body, headers={"if-match": tag})
        assert reply.status_code == 412
    assert idp.ask("GET", path, headers={"if-none-match": tag}).json()["title"] == "B"
    assert idp.ask("DELETE", path, headers={"if-match": changed["meta"]["version"]}).status_code == 204


def test_tags_of_groups(idp: Provider) -> None:
    group = idp.group()
    path, tag = f"/Groups/{group['id']}", group["meta"]["version"]
    member = idp.user()["id"]
    add = {"op": "add", "path": "members", "value": [{"value": member}]}
    after = idp.patch(path, add, headers={"if-match": tag})
    assert after["meta"]["version"] != tag
    assert idp.patch(path, add)["meta"] == after["meta"]
    assert idp.ask("PUT", path, {"displayName": "x"}, headers={"if-match": tag}).status_code == 412


def test_a_patch_that_fails_changes_nothing(idp: Provider) -> None:
    user = idp.user(title="A", displayName="D")
    operations = [
        {"op": "replace", "path": "title", "value": "B"},
        {"op": "replace", "path": "active", "value": False},
        {"op": "replace", "path": "id", "value": "x"},
    ]
    body = {"schemas": [PATCH], "Operations": operations}
    idp.refused("PATCH", f"/Users/{user['id']}", body, 400, "mutability")
    assert idp.ok("GET", f"/Users/{user['id']}") == user


def test_pages_are_stable_and_totals_right(system: System) -> None:
    idp = Provider(system)
    made = [idp.user(title=f"T{number}", displayName=f"D{9 - number}")["id"] for number in range(7)]
    seen: list[str] = []
    for start in (1, 3, 5, 7):
        page = idp.ok("GET", "/Users", params={"startIndex": start, "count": 2})
        assert page["totalResults"] == 7 + (start > 3)
        seen += [each["id"] for each in page["Resources"]]
        if start == 3:
            made.append(idp.user()["id"])
    assert seen == made
    for parameters, expected in (
        ({"startIndex": -5, "count": 3}, made[:3]),
        ({"count": -1}, []),
        ({"startIndex": 100}, []),
        ({"startIndex": 2, "count": 1, "filter": "title pr"}, made[1:2]),
        ({"sortBy": "displayName", "count": 2}, [made[6], made[5]]),
        ({"sortBy": "title", "sortOrder": "descending", "count": 2}, [made[7], made[6]]),
        ({"sortBy": "title", "startIndex": 8}, [made[7]]),
        ({"sortBy": "meta.created", "sortOrder": "descending", "count": 1}, [made[7]]),
    ):
        page = idp.ok("GET", "/Users", params=parameters)
        assert [each["id"] for each in page["Resources"]] == expected, parameters
    assert idp.ok("GET", "/Users", params={"count": 5000})["itemsPerPage"] == 8
    for wrong in ({"count": "x"}, {"sortBy": "nope"}, {"sortOrder": "up"}, {"sortBy": "password"}):
        idp.refused(
            "GET", "/Users?" + "&".join(f"{k}={v}" for k, v in wrong.items()), None, 400, "invalidValue"
        )


def test_searches(system: System) -> None:
    idp = Provider(system)
    user, group = idp.user(displayName="Same"), idp.group(displayName=f"Same {uuid.uuid4().hex}")
    query = {
        "schemas": [SEARCH],
        "filter": 'displayName sw "same"',
        "attributes": ["displayName"],
        "count": 10,
    }
    found = idp.ok("POST", "/.search", query)
    assert [each["id"] for each in found["Resources"]] == [user["id"], group["id"]]
    assert found["Resources"][0].keys() == {"schemas", "id", "displayName"}
    assert [r["id"] for r in idp.ok("POST", "/.search", {**query, "startIndex": 2})["Resources"]] == [
        group["id"]
    ]
    typed = {**query, "filter": 'meta.resourceType eq "Group"'}
    assert [r["id"] for r in idp.ok("POST", "/.search", typed)["Resources"]] == [group["id"]]
    assert idp.ok("POST", "/Users/.search", query)["totalResults"] == 1
    assert idp.ok("POST", "/Groups/.search", query)["totalResults"] == 1
    only_users = {**query, "filter": f'userName eq "{user["userName"]}"'}
    assert idp.ok("POST", "/.search", only_users)["totalResults"] == 1
    idp.refused("POST", "/Groups/.search", only_users, 400, "invalidFilter")
    idp.refused("POST", "/.search", {**query, "sortBy": "displayName"}, 400, "invalidValue")


def test_bulk(idp: Provider) -> None:
    name = f"Bulk {uuid.uuid4().hex[:8]}"
    group = {"schemas": [GROUP], "displayName": name, "members": [{"type": "User", "value": "bulkId:ada"}]}
    user = {"schemas": [USER], "userName": uuid.uuid4().hex}
    operations = [
        {"method": "POST", "path": "/Groups", "bulkId": "g", "data": group},
        {"method": "POST", "path": "/Users", "bulkId": "ada", "data": user},
        {"method": "POST", "path": "/Users", "bulkId": "twin", "data": user},
        {
            "method": "PATCH",
            "path": "/Users/bulkId:ada",
            "data": {"Operations": [{"op": "add", "path": "title", "value": "T"}]},
        },
        {"method": "DELETE", "path": "/Users/nobody"},
    ]
    done = idp.ok("POST", "/Bulk", {"schemas": [BULK], "Operations": operations})["Operations"]
    by_id = {each.get("bulkId"): each for each in done}
    assert by_id["g"]["status"] == by_id["ada"]["status"] == "201"
    assert by_id["twin"]["response"]["scimType"] == "uniqueness" and by_id["twin"]["status"] == "409"
    assert sorted(each["status"] for each in done) == ["200", "201", "201", "404", "409"]
    made = idp.ok("GET", by_id["ada"]["location"].removeprefix(idp.base))
    assert made["title"] == "T" and made["groups"][0]["display"] == name
    failing = [{"method": "DELETE", "path": f"/Users/{number}"} for number in range(5)]
    stopped = idp.ok("POST", "/Bulk", {"schemas": [BULK], "failOnErrors": 2, "Operations": failing})
    assert len(stopped["Operations"]) == 2
    idp.refused("POST", "/Bulk", {"schemas": [BULK], "Operations": failing * 41}, 413, "tooMany")
    assert idp.http.post("/Bulk", content=b" " * 1_100_000).status_code == 413
    limits = idp.ok("GET", "/ServiceProviderConfig")["bulk"]
    assert limits == {"supported": True, "maxOperations": 200, "maxPayloadSize": 1024 * 1024}


def test_there_is_no_me(idp: Provider) -> None:
    for method in ("GET", "DELETE"):
        assert idp.ask(method, "/Me").status_code == 501
    for method in ("POST", "PUT", "PATCH"):
        assert idp.ask(method, "/Me", {}).status_code == 501


@pytest.mark.parametrize(
    "text",
    [
        'userName eq ""; return true; "',
        'userName eq "x" || "1"="1"',
        '{"$ne": null}',
        "userName[$ne]=x",
        'userName eq {"$gt": ""}',
        '$where eq "sleep(1000)"',
        "(" * 500 + "userName pr" + ")" * 500,
        " or ".join(["userName pr"] * 500),
        'userName eq "' + "x" * 10_000 + '"',
    ],
)
def test_filters_are_no_way_in(idp: Provider, text: str) -> None:
    reply = idp.ask("GET", "/Users", params={"filter": text})
    assert reply.status_code == 400, reply.text
    search = idp.ask("POST", "/Users/.search", {"filter": text})
    assert search.status_code == 400 and search.json()["scimType"] == "invalidFilter"


def test_every_announced_attribute_can_be_asked_for_and_sorted_by(idp: Provider) -> None:
    """Or is refused as SCIM says; never an error of the server."""
    idp.user(title="T", roles=[{"value": "r"}], **{ENTERPRISE: {"manager": {"$ref": "https://x"}}})
    accepted = 0
    for schema in idp.ok("GET", "/Schemas")["Resources"]:
        kind = "Groups" if schema["name"] == "Group" else "Users"
        for attribute in schema["attributes"]:
            parts = [f".{part['name']}" for part in attribute.get("subAttributes", [])]
            for name in (f"{schema['id']}:{attribute['name']}{part}" for part in ["", *parts]):
                for text in (f'{name} eq "x"', f"{name} pr", f'not ({name} sw "x")', f'{name} gt "a"'):
                    accepted += idp.ask("GET", f"/{kind}", params={"filter": text}).status_code == 200
                accepted += idp.ask("GET", f"/{kind}", params={"sortBy": name}).status_code == 200
    assert accepted > 300


def test_patterns_in_values_are_only_text(idp: Provider) -> None:
    idp.user(displayName="(a+)+$")
    assert idp.found("Users", 'displayName co "a+)+$"')["totalResults"] == 1
    assert idp.found("Users", 'displayName co ".*"')["totalResults"] == 0


def test_one_of_many_creates_of_a_name_succeeds(idp: Provider) -> None:
    name = f"Race-{uuid.uuid4().hex}"
    cased = [name if number % 2 else name.upper() for number in range(12)]
    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(lambda one: idp.ask("POST", "/Users", {"userName": one}).status_code, cased))
    assert sorted(statuses) == [201] + [409] * 11
    assert idp.found("Users", f'userName eq "{name}"')["totalResults"] == 1


def test_members_added_at_once_all_stay(idp: Provider) -> None:
    group = idp.group()
    people = [idp.user()["id"] for _ in range(16)]

    def add(person: str) -> Any:
        operation = {"op": "add", "path": "members", "value": [{"value": person}]}
        return idp.patch(f"/Groups/{group['id']}", operation)["meta"]

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(add, people))
    assert values(idp.ok("GET", f"/Groups/{group['id']}"), "members") == sorted(people)


def test_attributes_of_lists_and_answers(idp: Provider) -> None:
    user = idp.user(displayName="D", name={"givenName": "G", "familyName": "F"})
    path = f"/Users/{user['id']}"
    shown = idp.ok("GET", path, params={"attributes": "name.givenName,meta.version"})
    assert shown.keys() == {"schemas", "id", "name", "meta"} and shown["name"] == {"givenName": "G"}
    assert shown["meta"].keys() == {"version"}
    short = idp.ok("PUT", path, user, params={"attributes": "userName"})
    assert short.keys() == {"schemas", "id", "userName"}
    idp.refused("GET", f"{path}?attributes=a&excludedAttributes=b", None, 400, "invalidValue")
