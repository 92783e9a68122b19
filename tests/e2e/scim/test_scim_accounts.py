"""Providers and accounts: who sees what, who may be touched, and what becomes of the account."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests.e2e.scim.provider import Provider, signed_in, values
from tests.system import PASSWORD, System


@pytest.fixture(scope="module")
def okta(system: System) -> Provider:
    """One provider."""
    return Provider(system)


@pytest.fixture(scope="module")
def entra(system: System) -> Provider:
    """Another provider."""
    return Provider(system)


@pytest.fixture(scope="module")
def everything(system: System) -> Provider:
    """A token that sees every account."""
    return Provider(system, view="all")


def test_two_providers_at_a_time_see_only_their_own(
    okta: Provider, entra: Provider, everything: Provider
) -> None:
    mine, other = okta.user(), entra.user()
    group = okta.group(mine["id"], other["id"])
    assert values(group, "members") == [mine["id"]]
    for path in (f"/Users/{mine['id']}", f"/Groups/{group['id']}"):
        entra.refused("GET", path, None, 404)
        entra.refused("PATCH", path, {"Operations": []}, 404)
        entra.refused("PUT", path, {"userName": "x", "displayName": "x"}, 404)
        entra.refused("DELETE", path, None, 404)
    assert entra.found("Users", f'userName eq "{mine["userName"]}"')["totalResults"] == 0
    assert entra.found("Groups", f'id eq "{group["id"]}"')["totalResults"] == 0
    entra.refused("POST", "/Users", {"userName": mine["userName"].upper()}, 409, "uniqueness")
    assert entra.ok("POST", "/Groups", {"displayName": group["displayName"]}, status=201)["id"] != group["id"]
    assert everything.ok("GET", f"/Users/{mine['id']}")["meta"] == mine["meta"]
    member = {"op": "add", "path": "members", "value": [{"value": other["id"]}]}
    assert len(everything.patch(f"/Groups/{group['id']}", member)["members"]) == 2
    # A provider replaces the members it sees; those of others stay.
    okta.ok("PUT", f"/Groups/{group['id']}", {"displayName": group["displayName"], "members": []})
    assert values(everything.ok("GET", f"/Groups/{group['id']}"), "members") == [other["id"]]
    assert "groups" not in okta.ok("GET", f"/Users/{mine['id']}")


def test_several_tokens_of_a_provider_work_at_a_time(system: System, okta: Provider) -> None:
    user = okta.user()
    assert Provider(system, okta.name).ok("GET", f"/Users/{user['id']}") == user


def test_accounts_made_here_are_seen_and_described(
    system: System, everything: Provider, okta: Provider
) -> None:
    person = system.person("Kim")
    okta.refused("GET", f"/Users/{person.id}", None, 404)
    [shown] = everything.found("Users", f'userName eq "{person.email}"')["Resources"]
    assert (shown["id"], shown["displayName"], shown["active"]) == (person.id, "Kim", True)
    okta.refused("POST", "/Users", {"userName": person.email}, 409, "uniqueness")
    changed = everything.patch(
        f"/Users/{person.id}",
        {"op": "add", "path": "title", "value": "T"},
        {"op": "add", "path": "externalId", "value": "x"},
    )
    assert (changed["title"], changed["userName"], changed["emails"]) == ("T", person.email, shown["emails"])
    with system.client() as client:
        assert client.get("/api/v1/auths/", headers=person.headers).json()["name"] == "Kim"


def test_what_somebody_set_here_survives_the_same_word_of_the_provider(
    system: System, okta: Provider
) -> None:
    email = f"{uuid.uuid4().hex}@parlance.example"
    user = okta.user(userName=email, displayName="Given", password=PASSWORD)
    with signed_in(system, email, PASSWORD) as session:
        form = {"name": "Chosen", "profile_image_url": "/user.png"}
        session.post("/api/v1/auths/update/profile", json=form).raise_for_status()
        assert okta.ok("PUT", f"/Users/{user['id']}", user)["displayName"] == "Given"
        assert session.get("/api/v1/auths/").json()["name"] == "Chosen"
        okta.ok("PUT", f"/Users/{user['id']}", {**user, "displayName": "New"})
        assert session.get("/api/v1/auths/").json()["name"] == "New"


def test_userName_mail_and_name_are_three_things(system: System, okta: Provider, entra: Provider) -> None:
    unique = uuid.uuid4().hex
    mails = [
        {"value": f"home-{unique}@parlance.example", "type": "home"},
        {"value": f"Work-{unique}@Parlance.Example", "type": "work", "primary": True},
    ]
    user = okta.user(userName=f"Ada.{unique}", displayName="Ada", emails=mails, password=PASSWORD)
    assert (user["userName"], user["emails"]) == (f"Ada.{unique}", mails)
    with signed_in(system, f"work-{unique}@parlance.example", PASSWORD) as session:
        assert session.get("/api/v1/auths/").json()["email"] == f"work-{unique}@parlance.example"
    other = okta.user()
    theirs = entra.user()
    entra.refused("PATCH", f"/Users/{theirs['id']}", _operation("emails", mails), 409, "uniqueness")
    # A provider may give two of its users one address; the first of them signs in with it.
    shared = okta.ok("PATCH", f"/Users/{other['id']}", _operation("emails", mails))
    assert shared["emails"] == mails
    okta.refused(
        "PATCH", f"/Users/{other['id']}", _operation("userName", user["userName"].lower()), 409, "uniqueness"
    )
    renamed = okta.patch(
        f"/Users/{user['id']}", {"op": "replace", "path": "userName", "value": f"B.{unique}"}
    )
    assert renamed["emails"] == mails
    assert okta.user(userName=user["userName"])["id"] != user["id"]
    without = okta.patch(f"/Users/{user['id']}", {"op": "remove", "path": "emails"})
    assert "emails" not in without
    with signed_in(system, f"work-{unique}@parlance.example", PASSWORD):
        pass


def test_an_administrator_made_here_is_not_a_providers(system: System, everything: Provider) -> None:
    admin = system.person("Root", role="admin")
    path = f"/Users/{admin.id}"
    # Also when the provider described it before.
    everything.ok("PATCH", path, _operation("title", "Boss"))
    everything.refused("PATCH", path, _operation("password", "taken over 123"), 403)
    hijack = [
        {"op": "replace", "path": "userName", "value": f"{uuid.uuid4().hex}@evil.example"},
        {"op": "remove", "path": "emails"},
    ]
    everything.refused("PATCH", path, {"Operations": hijack}, 403)
    mail = [{"value": f"{uuid.uuid4().hex}@evil.example", "primary": True}]
    everything.refused("PATCH", path, _operation("emails", mail), 403)
    everything.refused("DELETE", path, None, 403)
    with system.client() as client:
        assert client.get("/api/v1/auths/", headers=admin.headers).json()["role"] == "admin"


def test_the_first_administrator_stays(system: System, everything: Provider) -> None:
    path = f"/Users/{system.admin.id}"
    everything.refused("DELETE", path, None, 403)
    everything.refused("PATCH", path, _operation("password", "taken over 123"), 403)


def test_deleting_here_frees_the_userName(system: System, okta: Provider) -> None:
    user = okta.user()
    with system.client() as client:
        client.delete(f"/api/v1/users/{user['id']}", headers=system.admin.headers).raise_for_status()
    okta.refused("GET", f"/Users/{user['id']}", None, 404)
    assert okta.user(userName=user["userName"])["userName"] == user["userName"]


def test_deactivating_here_is_seen_by_the_provider(system: System, okta: Provider) -> None:
    user = okta.user()
    okta.patch(f"/Users/{user['id']}", {"op": "replace", "path": "active", "value": False})
    assert okta.ok("PUT", f"/Users/{user['id']}", {"userName": user["userName"]})["active"] is False
    assert okta.patch(f"/Users/{user['id']}", {"op": "remove", "path": "active"}).get("active") is None


@pytest.fixture
def rules(system: System) -> Iterator[None]:
    """Roles follow what the provider says."""
    with system.client(headers=system.admin.headers) as client:
        rules = [
            {"filter": 'roles[value eq "boss"]', "role": "admin"},
            {"filter": 'userType eq "guest"', "role": "pending"},
        ]
        client.put("/api/v1/configs/sections/scim", json={"values": {"roles": rules}}).raise_for_status()
        yield
        client.put("/api/v1/configs/sections/scim", json={"values": {"roles": []}}).raise_for_status()


def test_a_rule_that_cannot_be_read_is_refused(system: System) -> None:
    with system.client(headers=system.admin.headers) as client:
        for rule in ({"filter": "roles[", "role": "admin"}, {"filter": "userName pr", "role": "root"}):
            reply = client.put("/api/v1/configs/sections/scim", json={"values": {"roles": [rule]}})
            assert reply.status_code == 422, reply.text


def _role(system: System, user_id: str) -> str:
    with system.client(headers=system.admin.headers) as client:
        found: str = client.get(f"/api/v1/users/{user_id}/info").json()["role"]
        return found


def test_roles_are_only_what_an_administrator_maps(system: System, okta: Provider) -> None:
    user = okta.user(roles=[{"value": "admin", "primary": True}], userType="admin")
    assert _role(system, user["id"]) == "user"
    assert user["roles"] == [{"value": "admin", "primary": True}]


def test_mapped_roles_follow_the_provider(system: System, okta: Provider, rules: None) -> None:
    boss, guest, plain = okta.user(roles=[{"value": "Boss"}]), okta.user(userType="guest"), okta.user()
    assert [_role(system, each["id"]) for each in (boss, guest, plain)] == ["admin", "pending", "user"]
    okta.patch(f"/Users/{boss['id']}", {"op": "remove", "path": "roles"})
    assert _role(system, boss["id"]) == "user"


def test_only_scim_tokens_and_administrators_come_in(system: System, okta: Provider) -> None:
    person = system.person("Plain")
    with system.client() as client:
        for headers, status in ((person.headers, 403), ({}, 401), ({"authorization": "Bearer scim-x"}, 401)):
            reply = client.get("/api/v1/scim/v2/Users", headers=headers)
            assert reply.status_code == status and reply.json()["status"] == str(status)
        for path in ("/api/v1/users/", "/api/v1/auths/", "/api/v1/chats/"):
            headers = {"authorization": f"Bearer {okta.token}"}
            assert client.get(path, headers=headers).status_code in (401, 403)


def _operation(path: str, value: object) -> dict[str, object]:
    return {"Operations": [{"op": "replace", "path": path, "value": value}]}
