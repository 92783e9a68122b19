"""Browsers and proxies: cookies, other sites, forwarded addresses."""

from __future__ import annotations

import pytest

from services.gateway.browsers import Cors
from tests.unit.gateway.harness import Stand, stand


async def test_cors_is_closed_unless_the_origin_is_on_the_list(gate: Stand) -> None:
    origin = {"origin": "https://chat.example"}
    assert (await gate.client("GET", "/api/v1/things/x", headers=origin)).header(
        "access-control-allow-origin"
    ) is None
    async with stand(cors_origins=("https://chat.example",)) as opened:
        answer = await opened.client("GET", "/api/v1/things/x", headers=origin)
        assert answer.header("access-control-allow-origin") == "https://chat.example"
        assert answer.header("access-control-allow-credentials") == "true"
        other = await opened.client("GET", "/api/v1/things/x", headers={"origin": "https://evil.example"})
        assert other.header("access-control-allow-origin") is None
        assert other.header("vary") == "origin"
        preflight = await opened.client("OPTIONS", "/api/v1/things/x", headers=origin, credential=None)
        assert preflight.status == 204
        assert preflight.header("access-control-allow-methods") == "DELETE, GET, HEAD"
        assert "authorization" in (preflight.header("access-control-allow-headers") or "")


def test_any_origin_never_comes_with_cookies() -> None:
    headers = dict(Cors(["*"]).headers(b"https://a.example"))
    assert headers[b"access-control-allow-origin"] == b"*"
    assert b"access-control-allow-credentials" not in headers


async def test_a_route_for_others_pages_is_open_to_every_origin_the_service_serves(gate: Stand) -> None:
    page = {"origin": "https://bakery.example"}
    for verb, status in (("POST", 200), ("OPTIONS", 204)):
        answer = await gate.client(verb, "/api/v1/visits/x", headers=page, credential=None)
        assert answer.status == status
        assert answer.header("access-control-allow-origin") == "https://bakery.example"
        assert answer.header("access-control-allow-credentials") is None
        assert answer.header("vary") == "origin"
        refused = await gate.client(verb, "/api/v1/visits/missing", headers=page, credential=None)
        assert refused.status == 401
        assert refused.header("access-control-allow-origin") is None
        assert refused.header("vary") == "origin"
    failed = await gate.client("POST", "/api/v1/visits/defect", headers=page, credential=None)
    assert (failed.status, failed.header("access-control-allow-origin")) == (500, "https://bakery.example")


async def test_on_such_a_route_nobodys_credential_counts(gate: Stand) -> None:
    for credential in ({"cookie": "token=good-token"}, {"authorization": "Bearer good-token"}):
        given = {"host": "chat.example", "origin": "https://evil.example", **credential}
        answer = await gate.client("POST", "/api/v1/visits/x", headers=given, credential=None)
        assert answer.status == 200
        assert "authorization" not in gate.things.calls[-1]["metadata"]


async def test_the_list_of_trusted_origins_gives_such_a_route_no_credentials() -> None:
    async with stand(cors_origins=("https://chat.example",)) as opened:
        page = {"origin": "https://chat.example"}
        answer = await opened.client("POST", "/api/v1/visits/x", headers=page, credential=None)
        assert answer.headers.count(("access-control-allow-origin", "https://chat.example")) == 1
        assert answer.header("access-control-allow-credentials") is None


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://chat.example"}, True),
        ({"origin": "https://chat.example"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"referer": "http://chat.example/c/1?q=2"}, True),
        ({"referer": "http://CHAT.example/"}, True),
        ({"referer": "http://chat.example.evil.example/"}, False),
        ({"referer": "http://chat.example@evil.example/"}, False),
        ({"referer": "https://evil.example/?http://chat.example"}, False),
        ({"referer": "about:blank"}, False),
        ({"origin": "http://evil.example", "referer": "http://chat.example/"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://chat.example"}, False),
        ({"sec-fetch-site": "cross-site", "x-http-method-override": "GET"}, False),
        ({}, True),
    ],
)
async def test_a_cookie_does_not_serve_pages_of_other_sites(
    gate: Stand, headers: dict[str, str], allowed: bool
) -> None:
    given = {"cookie": "token=good-token", "host": "chat.example", **headers}
    answer = await gate.client(
        "POST", "/api/v1/things/create", {"title": "t"}, headers=given, credential=None
    )
    assert answer.status == (200 if allowed else 403)
    assert len(gate.things.calls) == int(allowed)
    reading = await gate.client("GET", "/api/v1/things/x", headers=given, credential=None)
    assert reading.status == 200


async def test_a_link_of_another_site_does_not_sign_anyone_out(gate: Stand) -> None:
    cookie = {"cookie": "token=good-token", "host": "chat.example"}
    for method in ("POST", "GET"):
        away = {**cookie, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
        answer = await gate.client(method, "/api/v1/auths/signout", headers=away, credential=None)
        assert (answer.status, answer.header("set-cookie")) == (403, None)
        own = {**cookie, "sec-fetch-site": "same-origin"}
        assert (
            await gate.client(method, "/api/v1/auths/signout", headers=own, credential=None)
        ).status == 200


async def test_a_page_of_another_site_signs_nobody_in(gate: Stand) -> None:
    form = {"title": "t"}
    path = "/api/v1/auths/signin"
    for other in (
        {"sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example", "host": "chat.example"},
    ):
        answer = await gate.client("POST", path, form, headers=other, credential=None)
        assert (answer.status, answer.header("set-cookie")) == (403, None)
    own = {"sec-fetch-site": "same-origin", "origin": "https://chat.example"}
    assert (await gate.client("POST", path, form, headers=own, credential=None)).status == 200
    away = await gate.client(
        "GET", "/oauth/mine/callback", headers={"sec-fetch-site": "cross-site"}, credential=None
    )
    assert away.status == 302, "a provider sends its users back from another site"


async def test_pages_of_a_listed_origin_may_use_the_cookie() -> None:
    given = {"cookie": "token=good-token", "host": "api.example", "sec-fetch-site": "same-site"}
    async with stand(cors_origins=("https://chat.example", "*")) as made:
        for origin, status in (("https://chat.example", 200), ("https://evil.example", 403)):
            headers = {**given, "origin": origin}
            answer = await made.client(
                "POST", "/api/v1/things/create", {"title": "t"}, headers=headers, credential=None
            )
            assert answer.status == status


async def test_a_refused_page_of_another_site_is_told_in_the_shape_of_the_surface(gate: Stand) -> None:
    headers = {"cookie": "token=good-token", "sec-fetch-site": "cross-site"}
    scim = await gate.client("PUT", "/api/v1/scim/v2/heads/1", {}, headers=headers, credential=None)
    assert (scim.status, scim.header("content-type")) == (403, "application/scim+json")
    plain = await gate.client("POST", "/api/v1/things/create", {}, headers=headers, credential=None)
    assert list(plain.json) == ["detail"]


async def test_a_header_credential_needs_no_origin(gate: Stand) -> None:
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert (await gate.client("POST", "/api/v1/things/create", {"title": "t"}, headers=headers)).status == 200


async def test_a_session_is_a_cookie_scripts_cannot_read(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/auths/signin", {"title": "t"}, credential=None)
    cookie = answer.header("set-cookie") or ""
    assert cookie.startswith("token=session-token; Max-Age=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    secure = await gate.client(
        "POST", "/api/v1/auths/signin", {"title": "t"}, credential=None, scheme="https"
    )
    assert "Secure" in (secure.header("set-cookie") or "")
    out = await gate.client("POST", "/api/v1/auths/signout")
    assert "Max-Age=0" in (out.header("set-cookie") or "")


@pytest.mark.parametrize("name", ["authorization", "x-api-key", "host", "origin", "content-type"])
async def test_a_header_that_says_two_things_is_refused(gate: Stand, name: str) -> None:
    twice = [(name, "Bearer good-token"), (name, "Bearer other")]
    answer = await gate.client("GET", "/api/v1/things/x", extra=twice, credential=None)
    assert answer.status == 400
    assert name in answer.json["detail"]
    assert not gate.things.calls


async def test_cookies_and_lists_may_come_in_several_lines(gate: Stand) -> None:
    lines = [
        ("cookie", "token=good-token"),
        ("cookie", "oauth_state=s"),
        ("if-match", '"1"'),
        ("if-match", '"2"'),
    ]
    answer = await gate.client("GET", "/api/v1/heads/7", extra=lines, credential=None)
    assert answer.status == 200
    seen = gate.things.calls[-1]
    assert (seen["request"].state, seen["request"].if_match) == ("s", '"1", "2"')
    assert seen["metadata"]["authorization"] == "Bearer access-1"


async def test_what_a_client_says_of_itself_never_becomes_metadata(gate: Stand) -> None:
    claims = {
        "x-client-address": "10.0.0.1",
        "x-edge": "gateway:secret",
        "x-parlance-user": "admin",
        "x-user-id": "admin",
        "x-forwarded-user": "admin",
        "x-correlation-id": "mine",
        "x-causation-id": "mine",
        "x-request-id": "mine",
        "x-forwarded-for": "10.0.0.1",
        "forwarded": "for=10.0.0.1",
        "grpc-timeout": "1H",
        "parlance-caller": "admin",
    }
    answer = await gate.client("POST", "/api/v1/things/create", {"title": "t"}, headers=claims)
    seen = gate.things.calls[-1]["metadata"]
    assert "admin" not in str(seen)
    assert "mine" not in str(seen)
    assert "10.0.0.1" not in str(seen)
    assert seen["x-client-address"] == "203.0.113.9"
    assert answer.header("x-request-id") != "mine"


async def test_the_host_a_trusted_proxy_was_asked_for_is_the_origin() -> None:
    headers = {"host": "gateway:8080", "x-forwarded-host": "chat.example", "x-forwarded-proto": "https"}
    async with stand(trusted_proxies=("203.0.113.9",)) as made:
        await made.client("GET", "/api/v1/heads/7", headers=headers)
        assert made.things.calls[-1]["request"].origin == "https://chat.example"
        change = {**headers, "cookie": "token=good-token", "origin": "https://chat.example"}
        answer = await made.client(
            "POST", "/api/v1/things/create", {"title": "t"}, headers=change, credential=None
        )
        assert answer.status == 200
        await made.client("GET", "/api/v1/heads/7", headers=headers, client="203.0.113.10")
        assert made.things.calls[-1]["request"].origin == "http://gateway:8080"


async def test_a_proxy_is_believed_only_when_trusted() -> None:
    headers = {"x-forwarded-for": "9.9.9.9, 198.51.100.7", "x-forwarded-proto": "https"}
    async with stand(trusted_proxies=("203.0.113.9",)) as made:
        answer = await made.client("POST", "/api/v1/auths/signin", {"title": "t"}, headers=headers)
        assert made.things.calls[-1]["metadata"]["x-client-address"] == "198.51.100.7"
        assert "Secure" in (answer.header("set-cookie") or "")
        await made.client(
            "POST", "/api/v1/auths/signin", {"title": "t"}, headers=headers, client="203.0.113.10"
        )
        assert made.things.calls[-1]["metadata"]["x-client-address"] == "203.0.113.10"
