"""Tokens that sign somebody in once, issued by the developer API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.system import System, running


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """One of its own: multi-user mode is never switched off again."""
    with running() as started:
        yield started


def issue(system: System, developer: str, name: str) -> str:
    """A token for a fresh account."""
    with system.client(headers={"authorization": f"Bearer {developer}"}) as client:
        form = {"username": name, "password": "nine grey herons"}
        made = client.post("/api/v1/admin/users/new", json=form).raise_for_status().json()["user"]
        path = f"/api/v1/users/{made['id']}/issue-auth-token"
        return str(client.get(path).raise_for_status().json()["token"])


@pytest.fixture(scope="module")
def developer(system: System) -> str:
    """A developer key of an installation in multi-user mode that issues tokens."""
    key = system.developer_key()
    with system.client(headers={"authorization": f"Bearer {key}"}) as client:
        form = {"username": "warden", "password": "nine grey herons"}
        client.post("/api/system/enable-multi-user", json=form)
    with system.client(headers=system.admin.headers) as client:
        change = {"values": {"simple_sso": True}}
        client.put("/api/v1/configs/sections/anythingllm", json=change).raise_for_status()
    return key


def test_a_token_signs_in_once(system: System, developer: str) -> None:
    token = issue(system, developer, "olga")
    with system.client() as client:
        redeemed: Any = client.get("/api/request-token/sso/simple", params={"token": token}).json()
        assert redeemed["valid"] and redeemed["user"]["username"] == "olga"
        session = {"authorization": f"Bearer {redeemed['token']}"}
        assert client.get("/api/v1/auths/", headers=session).json()["name"] == "olga"
        again = client.get("/api/request-token/sso/simple", params={"token": token})
        assert again.status_code == 401


def test_a_browser_gets_a_session_in_its_cookie(system: System, developer: str) -> None:
    token = issue(system, developer, "pavel.k")
    with system.client() as client:
        sent = client.get("/sso/simple", params={"token": token})
        assert (sent.status_code, sent.headers["location"]) == (302, "/")
        assert client.get("/api/v1/auths/").json()["name"] == "pavel.k"


def test_a_new_token_voids_the_one_before(system: System, developer: str) -> None:
    first = issue(system, developer, "petra")
    with system.client(headers={"authorization": f"Bearer {developer}"}) as client:
        number = next(
            u["id"] for u in client.get("/api/v1/users").json()["users"] if u["username"] == "petra"
        )
        client.get(f"/api/v1/users/{number}/issue-auth-token").raise_for_status()
    with system.client() as client:
        assert client.get("/sso/simple", params={"token": first}).status_code == 401
