"""Others' ids on every route of Users and Groups: what is not one's own is refused, and tells nothing."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import pytest
from parlance.options.v1 import options_pb2 as options

from tests.e2e.attacks.routes import Route, dumped, routes
from tests.system import Person, System

SECTIONS = ("Users", "Groups")
OBJECTS = [r for r in routes() if r.names and r.method.rule.section in SECTIONS]
ADMINISTRATORS = [r for r in OBJECTS if r.method.rule.access == options.ACCESS_ADMIN]
OPEN_TO_USERS = {
    "GET /api/v1/users/{user_id}/info",
    "GET /api/v1/users/{user_id}/active",
    "GET /api/v1/users/{user_id}/profile/image",
}
"""What people may know of each other (ADR 14)."""
OWN = [r for r in OBJECTS if r not in ADMINISTRATORS and r.name not in OPEN_TO_USERS]
REFUSED = (401, 403)


@pytest.fixture(scope="module")
def victim(target: System) -> Person:
    """Whose ids are tried."""
    return target.person("Victim")


@pytest.fixture(scope="module")
def pending(target: System) -> Person:
    """Somebody who waits for approval."""
    return target.person("Waiting", role="pending")


@pytest.fixture(scope="module")
def group(target: System, victim: Person) -> str:
    """A group the victim is in and nobody else."""
    with target.client() as client:
        form = {"name": "Private circle", "description": "for few", "permissions": {"chat": {"tts": True}}}
        made = client.post("/api/v1/groups/create", json=form, headers=target.admin.headers)
        path = f"/api/v1/groups/id/{made.json()['id']}"
        client.post(
            f"{path}/users/add", json={"user_ids": [victim.id]}, headers=target.admin.headers
        ).raise_for_status()
        return str(made.json()["id"])


def ask(client: httpx.Client, route: Route, value: str, headers: dict[str, str]) -> httpx.Response:
    """The route with an id, and a body that would change something."""
    changes = {
        "user_ids": [value],
        "permissions": {"workspace": {"tools": True}},
        "role": "admin",
        "name": "Taken over",
        "description": "x",
    }
    body = route.sample(**{f.wire: changes[f.wire] for f in route.body if f.wire in changes})
    content = {"content": dumped(body)} if route.body else {}
    return client.request(
        route.verb, route.path(value), headers={"content-type": "application/json", **headers}, **content
    )


def state(target: System, client: httpx.Client, victim: Person, group: str) -> Any:
    """What an administrator sees of the victim and the group."""
    paths = (f"/api/v1/users/{victim.id}", f"/api/v1/users/{victim.id}/groups", f"/api/v1/groups/id/{group}")
    seen = [client.get(path, headers=target.admin.headers).json() for path in paths]
    for field in ("last_active_at", "is_active"):
        seen[0].pop(field, None)
    return seen


@pytest.mark.parametrize("route", OBJECTS, ids=lambda r: r.name)
def test_an_id_opens_nothing_without_the_right_account(
    target: System,
    client: httpx.Client,
    developer: dict[str, str],
    pending: Person,
    victim: Person,
    group: str,
    route: Route,
) -> None:
    before = state(target, client, victim, group)
    value = group if "groups/id" in route.template else victim.id
    for who in ({}, developer, pending.headers, {"authorization": f"Bearer {uuid.uuid4()}"}):
        reply = ask(client, route, value, who)
        assert reply.status_code in REFUSED, f"{who}: {reply.status_code} {reply.text[:200]}"
        assert victim.email not in reply.text and "Private circle" not in reply.text
    assert state(target, client, victim, group) == before


@pytest.mark.parametrize("route", ADMINISTRATORS, ids=lambda r: r.name)
def test_a_plain_user_learns_nothing_from_a_true_id_and_changes_nothing(
    target: System, client: httpx.Client, user: Person, victim: Person, group: str, route: Route
) -> None:
    before = state(target, client, victim, group)
    value = group if "groups/id" in route.template else victim.id
    true, made_up = (ask(client, route, one, user.headers) for one in (value, str(uuid.uuid4())))
    assert true.status_code in REFUSED
    assert (true.status_code, true.content) == (made_up.status_code, made_up.content)
    assert state(target, client, victim, group) == before


@pytest.mark.parametrize(
    "route",
    [r for r in OBJECTS if r not in ADMINISTRATORS and r.name not in OPEN_TO_USERS],
    ids=lambda r: r.name,
)
def test_what_users_may_ask_for_another_s_is_answered_like_a_missing_one(
    client: httpx.Client, user: Person, victim: Person, group: str, route: Route
) -> None:
    value = group if "groups/id" in route.template else victim.id
    true, made_up = (ask(client, route, one, user.headers) for one in (value, str(uuid.uuid4())))
    assert true.status_code >= 400
    assert (true.status_code, true.content) == (made_up.status_code, made_up.content)


def test_a_group_id_is_no_user_id_and_the_other_way_round(
    target: System, client: httpx.Client, victim: Person, group: str
) -> None:
    for path in (f"/api/v1/users/{group}", f"/api/v1/groups/id/{victim.id}"):
        assert client.get(path, headers=target.admin.headers).status_code in (400, 404)
    assert client.get(f"/api/v1/users/{group}/groups", headers=target.admin.headers).json() == []


def test_odd_ids_are_missing_ids(target: System, client: httpx.Client) -> None:
    for odd in ("*", "%2A", "..%2F..", "%00", "$ne", "%7B%22%24ne%22%3A1%7D", "a" * 3000, "null"):
        for path in (f"/api/v1/groups/id/{odd}", f"/api/v1/groups/id/{odd}/export"):
            reply = client.get(path, headers=target.admin.headers)
            assert reply.status_code in (400, 404, 414), f"{odd}: {reply.status_code}"
    listed = client.get("/api/v1/groups/", params={"share": '{"$ne": 1}'}, headers=target.admin.headers)
    assert listed.status_code == 422


def test_lists_show_a_plain_user_only_the_own_groups(
    client: httpx.Client, user: Person, victim: Person, group: str
) -> None:
    for share in ("", "?share=true", "?share=false"):
        reply = client.get(f"/api/v1/groups/{share}", headers=user.headers)
        assert reply.json() == []
    assert [row["id"] for row in client.get("/api/v1/groups/", headers=victim.headers).json()] == [group]
