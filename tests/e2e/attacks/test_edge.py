"""Headers, methods and pages of other sites: who someone is comes from the credential and nothing else."""

from __future__ import annotations

import socket
import time

import httpx
import pytest

from tests.e2e.attacks.routes import Route, dumped, routes
from tests.system import PASSWORD, Person, System

CHANGES = [r for r in routes() if r.changes and not r.open]
OPEN = [r for r in routes() if r.open]
FOREIGN = {
    "origin": "https://evil.example",
    "referer": "https://evil.example/",
    "sec-fetch-site": "cross-site",
}
CLAIMS = {
    "x-parlance-user": "{admin}", "x-parlance-role": "admin", "x-user-id": "{admin}", "x-user-role": "admin",
    "x-forwarded-user": "{admin}", "x-forwarded-email": "Ada@Parlance.Example", "remote-user": "{admin}",
    "x-webauth-user": "ada@parlance.example", "x-openwebui-user-role": "admin",
    "x-edge": "gateway:secret", "x-client-address": "127.0.0.1", "x-service": "auth",
    "x-original-url": "/api/v1/users/", "x-rewrite-url": "/api/v1/users/", "grpc-metadata-authorization": "x",
}  # fmt: skip


@pytest.mark.parametrize("route", CHANGES, ids=lambda r: r.name)
def test_a_page_of_another_site_changes_nothing_with_the_cookie(
    target: System, client: httpx.Client, route: Route
) -> None:
    cookie = {"cookie": f"token={target.admin.token}", "content-type": "text/plain"}
    kinds = [
        FOREIGN,
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"referer": "https://evil.example/x"},
    ]
    for other in kinds:
        reply = client.request(
            route.verb, route.path(), content=dumped(route.sample()), headers={**cookie, **other}
        )
        assert reply.status_code == 403, f"{other}: {reply.status_code}"
        assert "set-cookie" not in reply.headers
        if route.scim:
            assert reply.headers["content-type"].startswith("application/scim+json")


@pytest.mark.parametrize("route", OPEN, ids=lambda r: r.name)
def test_what_is_open_to_pages_knows_nobody(target: System, client: httpx.Client, route: Route) -> None:
    """A page of another site gets what a stranger gets, whatever credential comes along."""
    body = dumped(route.sample())
    stranger = client.request(route.verb, route.path(), content=body, headers=FOREIGN)
    token = target.admin.token
    for credential in (
        {"cookie": f"token={token}"},
        {"authorization": f"Bearer {token}"},
        {"authorization": "Bearer x"},
    ):
        reply = client.request(route.verb, route.path(), content=body, headers={**FOREIGN, **credential})
        assert reply.status_code == stranger.status_code
        assert "access-control-allow-credentials" not in reply.headers
        assert "set-cookie" not in reply.headers


def test_own_pages_and_programs_change_things_with_the_cookie(
    target: System, client: httpx.Client, user: Person
) -> None:
    form = {"status_message": "here"}
    path = "/api/v1/users/user/status/update"
    for own in (
        {"sec-fetch-site": "same-origin"},
        {"origin": target.url},
        {"referer": f"{target.url}/c/1"},
        {},
    ):
        headers = {"cookie": f"token={user.token}", **own}
        assert client.post(path, json=form, headers=headers).status_code == 200
    headers = {"cookie": f"token={user.token}", **FOREIGN}
    assert client.get("/api/v1/auths/", headers=headers).status_code == 200
    assert client.post(path, json=form, headers={**FOREIGN, **user.headers}).status_code == 200


def test_no_page_of_another_site_may_read_an_answer(client: httpx.Client, user: Person) -> None:
    for method in ("GET", "OPTIONS"):
        reply = client.request(method, "/api/v1/auths/", headers={**user.headers, **FOREIGN})
        assert not [name for name in reply.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    "path", ["/api/v1/auths/", "/api/v1/users/user/settings", "/nowhere", "/api/v1/scim/v2/x"]
)
def test_answers_are_not_kept_and_not_sniffed(client: httpx.Client, user: Person, path: str) -> None:
    reply = client.get(path, headers=user.headers)
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "server" not in reply.headers


def test_a_header_makes_nobody_an_administrator(target: System, client: httpx.Client, user: Person) -> None:
    claims = {name: value.replace("{admin}", target.admin.id) for name, value in CLAIMS.items()}
    for headers in (
        claims,
        {**claims, **user.headers},
        *({name: v, **user.headers} for name, v in claims.items()),
    ):
        assert client.get("/api/v1/users/", headers=headers).status_code in (401, 403)
    held = client.get("/api/v1/auths/", headers={**claims, **user.headers}).json()
    assert (held["id"], held["role"]) == (user.id, "user")


def test_a_client_does_not_choose_its_request_id(client: httpx.Client) -> None:
    reply = client.get("/api/version", headers={"x-request-id": "mine", "x-correlation-id": "mine"})
    assert reply.headers["x-request-id"] != "mine"


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_method_is_the_one_of_the_request(target: System, client: httpx.Client, name: str) -> None:
    kept = target.person("Kept")
    path = f"/api/v1/users/{kept.id}"
    headers = {**target.admin.headers, name: "DELETE"}
    client.get(path, headers=headers)
    client.get(f"{path}?_method=DELETE", headers=headers)
    client.post(f"{path}/update?_method=DELETE", json={"_method": "DELETE"}, headers=headers)
    assert client.get("/api/v1/auths/", headers=kept.headers).status_code == 200


@pytest.mark.parametrize("verb", ["TRACE", "CONNECT", "PROPFIND", "FOO", "get"])
def test_other_methods_are_refused(target: System, verb: str) -> None:
    assert raw(target, f"{verb} /api/v1/auths/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n") in (
        400,
        405,
    )


def raw(target: System, request: str) -> int:
    """The status of the only answer to these bytes; 0 for a connection that just ends."""
    url = httpx.URL(target.url)
    with socket.create_connection((url.host, url.port or 80), timeout=10) as sent:
        sent.sendall(request.encode("latin-1"))
        answer = b""
        while part := sent.recv(65536):
            answer += part
    assert answer.count(b"HTTP/1.1 ") <= 1, "one request, two answers"
    return int(answer.split(b" ")[1]) if answer else 0


HIDDEN = "GET /api/version HTTP/1.1\r\nhost: x\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        "content-length: 4\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 4",
        "content-length: 4\r\ncontent-length: 50",
        "content-length: +4",
        "content-length: 4, 4",
        "transfer-encoding: chunked, identity",
        "transfer-encoding: xchunked",
        "transfer-encoding : chunked",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity",
        "content-length: 0x4",
    ],
)
def test_a_request_has_one_length(target: System, head: str) -> None:
    start = "POST /api/v1/auths/signin HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
    assert raw(target, f"{start}{head}\r\n\r\n0\r\n\r\n{HIDDEN}") in (0, 400, 413, 422, 501)


@pytest.mark.parametrize("name", ["authorization", "x-api-key", "host", "origin"])
def test_a_header_does_not_say_two_things(target: System, user: Person, name: str) -> None:
    value = f"Bearer {user.token}" if name == "authorization" else "x"
    host = "" if name == "host" else "host: x\r\n"
    twice = f"{name}: {value}\r\n{name}: other\r\n"
    assert raw(target, f"GET /api/v1/auths/ HTTP/1.1\r\n{host}connection: close\r\n{twice}\r\n") == 400


@pytest.mark.parametrize(
    "line",
    [
        "x: a\r\n authorization: Bearer t",
        "x: a\nauthorization: Bearer t",
        "x\x00y: 1",
        "x: a\x00b",
        ": empty",
    ],
)
def test_a_header_line_that_is_none_authenticates_nobody(target: System, line: str) -> None:
    sent = f"GET /api/v1/auths/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{line}\r\n\r\n"
    assert raw(target, sent) in (0, 400, 401)


def test_a_forwarded_address_from_anybody_does_not_reset_the_count_of_tries(
    target: System, client: httpx.Client
) -> None:
    victim = target.person("Guessed")
    statuses = []
    for turn in range(20):
        address = f"198.51.100.{turn}"
        headers = {"x-forwarded-for": address, "forwarded": f"for={address}", "x-real-ip": address}
        form = {"email": victim.email, "password": f"guess {turn}"}
        statuses.append(client.post("/api/v1/auths/signin", json=form, headers=headers).status_code)
    assert statuses[0] == 400
    assert statuses[-1] == 429


def test_the_audit_trail_shows_the_address_of_the_connection_and_no_claimed_one(
    target: System, client: httpx.Client
) -> None:
    claimed = {"x-forwarded-for": "198.51.100.77", "x-client-address": "198.51.100.77", "x-edge": "gateway:x"}
    person = target.person("Traced")
    form = {"email": person.email, "password": PASSWORD}
    signed_in = client.post("/api/v1/auths/signin", json=form, headers=claimed)
    assert signed_in.status_code == 200
    deadline = time.monotonic() + 20
    addresses: set[str] = set()
    while "127.0.0.1" not in addresses and time.monotonic() < deadline:
        time.sleep(0.2)
        page = client.get("/api/v1/audit", params={"actor": person.id}, headers=target.admin.headers).json()
        addresses = {entry["address"] for entry in page["entries"]}
    assert addresses == {"127.0.0.1"}
