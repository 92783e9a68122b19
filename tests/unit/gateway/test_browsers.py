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
