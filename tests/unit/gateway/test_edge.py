"""One request in, one answer out: credentials, headers, verbs, limits, browsers."""

from __future__ import annotations

import asyncio
import gzip
import json
import zlib

import pytest

from services.gateway.browsers import Cors
from services.gateway.compression import accepts_gzip
from services.gateway.credentials import credential
from tests.unit.gateway.harness import DEVELOPER, USER, Stand, stand


async def test_a_request_reaches_its_method_with_identity_and_ids(gate: Stand) -> None:
    answer = await gate.client("GET", "/api/v1/things/a%2Fb")
    assert answer.status == 200
    assert answer.json["id"] == "a/b"
    seen = gate.things.calls[-1]
    assert seen["metadata"]["authorization"] == "Bearer access-1"
    assert seen["metadata"]["x-request-id"] == answer.header("x-request-id")
    assert seen["metadata"]["traceparent"].startswith("00-")


async def test_every_answer_carries_an_id_and_careful_headers(gate: Stand) -> None:
    answers = [
        await gate.client("GET", "/api/v1/things/x"),
        await gate.client("GET", "/nowhere"),
        await gate.client("PATCH", "/api/v1/things/x"),
        await gate.client("POST", "/api/v1/things/create", b"{"),
        await gate.client("POST", "/api/v1/stream", {"count": 1}),
        await gate.client("GET", "/api/v1/files/x/content"),
    ]
    assert [a.status for a in answers] == [200, 404, 405, 422, 200, 200]
    for answer in answers:
        assert answer.header("x-content-type-options") == "nosniff"
        assert len(answer.header("x-request-id") or "") == 32
    assert len({a.header("x-request-id") for a in answers}) == len(answers)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({b"authorization": b"Bearer good-token"}, ("Bearer good-token", False)),
        ({b"authorization": b"bEARER   good-token "}, ("Bearer good-token", False)),
        ({b"authorization": b"good-token"}, ("", False)),
        ({b"authorization": b"Basic Zm9v"}, ("", False)),
        ({b"authorization": b"Service gateway:secret"}, ("", False)),
        ({b"authorization": b"Bearer "}, ("", False)),
        ({b"x-api-key": b"sk-1"}, ("Bearer sk-1", False)),
        ({b"cookie": b"a=b; token=abc; c=d"}, ("Bearer abc", True)),
        ({b"cookie": b"xtoken=abc"}, ("", False)),
        ({b"authorization": b"Bearer one", b"cookie": b"token=two"}, ("Bearer one", False)),
        ({b"authorization": b"Bearer a b"}, ("Bearer ?", False)),
        ({b"authorization": b"Bearer \xff"}, ("Bearer ?", False)),
    ],
)
def test_where_a_credential_is_found(headers: dict[bytes, bytes], expected: tuple[str, bool]) -> None:
    assert credential(headers) == expected


async def test_without_a_credential_only_public_methods_are_open(gate: Stand) -> None:
    answer = await gate.client("GET", "/api/v1/things/x", credential=None)
    assert answer.status == 401
    assert list(answer.json) == ["detail"]
    assert answer.header("www-authenticate") == "Bearer"
    assert gate.things.calls == []
    assert (await gate.client("POST", "/api/v1/raw", {"a": 1}, credential=None)).json == {"a": 1}


async def test_a_wrong_credential_is_refused_also_on_public_methods(gate: Stand) -> None:
    for path in ("/api/v1/things/create", "/api/v1/raw"):
        answer = await gate.client("POST", path, {"title": "t"}, credential="Bearer wrong")
        assert answer.status == 401


async def test_a_stale_cookie_does_not_keep_anyone_from_signing_in(gate: Stand) -> None:
    answer = await gate.client(
        "POST", "/api/v1/auths/signin", {"title": "t"}, credential=None, headers={"cookie": "token=old"}
    )
    assert answer.status == 200


async def test_a_credential_is_exchanged_once(gate: Stand) -> None:
    for _ in range(3):
        await gate.client("GET", "/api/v1/things/x")
    assert gate.authenticator.asked == [USER]


async def test_a_stale_token_is_renewed_once(gate: Stand) -> None:
    gate.things.stale = 1
    assert (await gate.client("GET", "/api/v1/things/x")).status == 200
    assert [c["metadata"]["authorization"] for c in gate.things.calls] == [
        "Bearer access-1",
        "Bearer access-1-again",
    ]
    gate.things.stale = 1
    assert (await gate.client("POST", "/api/v1/stream", {"count": 1})).status == 200
    gate.things.stale = 2
    assert (await gate.client("GET", "/api/v1/things/x")).status == 401


async def test_client_headers_do_not_become_metadata(gate: Stand) -> None:
    await gate.client(
        "GET",
        "/api/v1/things/x",
        headers={
            "x-edge": "forged",
            "x-client-address": "1.1.1.1",
            "x-correlation-id": "c",
            "x-request-id": "mine",
            "traceparent": "nonsense",
            "idempotency-key": "k",
        },
    )
    metadata = gate.things.calls[-1]["metadata"]
    for name in ("x-edge", "x-client-address", "x-correlation-id", "idempotency-key"):
        assert name not in metadata
    assert metadata["x-request-id"] != "mine"
    assert metadata["traceparent"] != "nonsense"


async def test_a_trace_and_an_idempotency_key_travel_on(gate: Stand) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    await gate.client(
        "POST",
        "/api/v1/things/create",
        {"title": "t"},
        headers={"traceparent": trace, "idempotency-key": "k-1"},
    )
    metadata = gate.things.calls[-1]["metadata"]
    assert metadata["traceparent"] == trace
    assert metadata["idempotency-key"] == "k-1"
    assert (metadata["x-client-address"], metadata["x-edge"]) == ("203.0.113.9", "gateway:secret")


@pytest.mark.parametrize("key", ["x" * 256, "ä", " "])
async def test_an_unusable_idempotency_key_is_refused(gate: Stand, key: str) -> None:
    answer = await gate.client(
        "POST", "/api/v1/things/create", {"title": "t"}, headers={"idempotency-key": key}
    )
    assert answer.status == 400
    assert gate.things.calls == []


async def test_the_form_of_the_credential_decides_between_two_apis_on_one_path(gate: Stand) -> None:
    for path in ("/api/v1/users", "/api/v1/users/"):
        assert (await gate.client("GET", path)).json == {"name": "openwebui"}
        assert (await gate.client("GET", path, credential=DEVELOPER)).json == {"name": "developer"}
    assert (await gate.client("GET", "/api/v1/users", credential=None)).status == 403
    assert (await gate.client("GET", "/api/v1/users/", credential=None)).status == 401


async def test_head_is_get_without_a_body(gate: Stand) -> None:
    got, head = await gate.client("GET", "/api/v1/things/x"), await gate.client("HEAD", "/api/v1/things/x")
    assert (head.status, head.body) == (200, b"")
    assert head.header("content-length") == got.header("content-length")
    file = await gate.client("HEAD", "/api/v1/files/x/content")
    assert (file.status, file.body, file.header("content-length")) == (200, b"", "100")


async def test_an_unknown_verb_is_405_with_the_verbs_that_work(gate: Stand) -> None:
    answer = await gate.client("PUT", "/api/v1/things/x")
    assert answer.status == 405
    assert answer.header("allow") == "DELETE, GET, HEAD"
    assert list(answer.json) == ["detail"]
    other = await gate.client("GET", "/openai/fail")
    assert (other.status, list(other.json)) == (405, ["error"])


async def test_options_names_the_verbs(gate: Stand) -> None:
    answer = await gate.client("OPTIONS", "/api/v1/things/x", credential=None)
    assert (answer.status, answer.header("allow")) == (204, "DELETE, GET, HEAD, OPTIONS")
    assert (await gate.client("OPTIONS", "/nowhere", credential=None)).status == 404


async def test_an_unknown_path_is_json_in_the_shape_of_the_api(gate: Stand) -> None:
    assert list((await gate.client("GET", "/api/v1/nothing")).json) == ["detail"]
    assert set((await gate.client("GET", "/api/v1/nothing", credential=DEVELOPER)).json) == {
        "error",
        "message",
    }
    assert "schemas" in (await gate.client("GET", "/api/v1/scim/v2/nothing")).json


async def test_query_and_form_reach_the_message(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/things/7/update?force=true", {"title": "new"})
    assert (answer.json["id"], answer.json["title"], answer.json["active"]) == ("7", "new", True)


async def test_bare_arrays_booleans_and_empty_replies(gate: Stand) -> None:
    assert len((await gate.client("GET", "/api/v1/things/")).json) == 2
    assert (await gate.client("DELETE", "/api/v1/things/x")).body == b"true"
    silent = await gate.client("DELETE", "/api/v1/things/x/silently")
    assert (silent.status, silent.body, silent.header("content-length")) == (204, b"", None)


async def test_plain_text_and_redirects(gate: Stand) -> None:
    text = await gate.client("GET", "/api/v1/text/x", credential=None)
    assert (text.header("content-type"), text.body) == ("text/plain; charset=utf-8", b"text of x")
    away = await gate.client("GET", "/oauth/x/login", credential=None)
    assert (away.status, away.header("location"), away.body) == (302, "https://id.example/x", b"")


async def test_a_body_over_the_limit_is_413_by_its_announced_and_by_its_real_size(gate: Stand) -> None:
    part = json.dumps({"title": "t", "plain": "x" * 600_000}).encode()
    announced = await gate.client("POST", "/api/v1/things/create", b"", headers={"content-length": "1048577"})
    real = await gate.client(
        "POST",
        "/api/v1/things/create",
        [part, part],
        headers={"content-length": "", "transfer-encoding": "chunked"},
    )
    for answer in (announced, real):
        assert answer.status == 413
        assert answer.header("connection") == "close"
    assert gate.things.calls == []


async def test_a_body_in_parts_is_put_together(gate: Stand) -> None:
    answer = await gate.client("POST", "/api/v1/things/create", [b'{"tit', b'le":"', b't"}'])
    assert answer.json["title"] == "t"


async def test_a_compressed_body_is_refused(gate: Stand) -> None:
    body = gzip.compress(b'{"title":"t"}')
    answer = await gate.client("POST", "/api/v1/things/create", body, headers={"content-encoding": "gzip"})
    assert answer.status == 415


async def test_a_client_that_stalls_within_its_body_is_given_up() -> None:
    async with stand(body_timeout=0.05) as made:
        answer = await made.client("POST", "/api/v1/things/create", [b"{"], headers={"content-length": "50"})
        assert answer.status == 422  # the body ended early
        task = made.client("POST", "/api/v1/things/create", [], headers={"content-length": "50"})
        answer = await task
        assert (answer.status, answer.header("connection")) == (408, "close")


async def test_a_deep_body_is_refused(gate: Stand) -> None:
    body = b'{"title":"t","document":{"a":%b}}' % (b"[" * 70 + b"]" * 70)
    assert (await gate.client("POST", "/api/v1/things/create", body)).status == 422


async def test_a_client_that_leaves_cancels_the_call(gate: Stand) -> None:
    leave = asyncio.Event()
    task = asyncio.create_task(gate.client("GET", "/api/v1/things/slow", leave=leave))
    while not gate.things.calls:
        await asyncio.sleep(0.01)
    leave.set()
    answer = await task
    await asyncio.wait_for(gate.things.cancelled.wait(), 5)
    assert answer.status == 0


async def test_large_json_is_compressed_for_clients_far_away(gate: Stand) -> None:
    accept = {"accept-encoding": "br, gzip;q=0.8"}
    far = await gate.client("GET", "/api/v1/things/long", headers=accept)
    assert far.header("content-encoding") == "gzip"
    assert json.loads(zlib.decompress(far.body, 31))["title"] == "x" * 5000
    assert far.header("content-length") == str(len(far.body))
    assert far.header("vary") == "accept-encoding"
    near = await gate.client("GET", "/api/v1/things/long", headers=accept, client="127.0.0.1")
    plain = await gate.client("GET", "/api/v1/things/long", headers={"accept-encoding": "gzip;q=0"})
    small = await gate.client("GET", "/api/v1/things/x", headers=accept)
    assert [a.header("content-encoding") for a in (near, plain, small)] == [None, None, None]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"gzip", True),
        (b"gzip;q=0", False),
        (b"gzip; q=0.0", False),
        (b"GZIP;q=0.5", True),
        (b"xgzip", False),
    ],
)
def test_what_an_accept_encoding_header_accepts(header: bytes, expected: bool) -> None:
    assert accepts_gzip(header) is expected


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


async def test_load_above_the_limit_is_refused_at_once() -> None:
    async with stand(max_requests=1) as made:
        leave = asyncio.Event()
        task = asyncio.create_task(made.client("GET", "/api/v1/things/slow", leave=leave))
        while not made.things.calls:
            await asyncio.sleep(0.01)
        answer = await made.client("GET", "/api/v1/things/x")
        assert (answer.status, answer.header("retry-after")) == (503, "1")
        leave.set()
        await task
        assert (await made.client("GET", "/api/v1/things/x")).status == 200


async def test_a_defect_in_a_service_shows_nothing_of_its_inside(gate: Stand) -> None:
    answer = await gate.client("GET", "/api/v1/things/defect")
    assert answer.status == 500
    assert b"inside" not in answer.body


async def test_a_service_that_is_away_is_503_and_tells_when_to_try_again(gate: Stand) -> None:
    import grpc.aio

    async with grpc.aio.insecure_channel("127.0.0.1:1") as nobody:
        for endpoint in gate.assembled.endpoints:
            if endpoint.binding.template == "/api/v1/things/{id}" and endpoint.binding.verb == "GET":
                endpoint.stub = nobody.unary_unary("/x/y", lambda m: b"", lambda b: b)
        answer = await gate.client("GET", "/api/v1/things/x")
    assert (answer.status, answer.header("retry-after")) == (503, "1")


async def test_methods_without_a_route_are_not_reachable(gate: Stand) -> None:
    methods = {e.method.full_name.rpartition(".")[2] for e in gate.assembled.endpoints}
    assert "Hidden" not in methods
    assert "Get" in methods


async def test_requests_are_counted_by_route_and_status(gate: Stand) -> None:
    await gate.client("GET", "/api/v1/things/x")
    await gate.client("GET", "/api/v1/things/missing")
    stats = next(e.stats for e in gate.assembled.endpoints if e.stats.method == "GET /api/v1/things/{id}")
    assert dict(stats.codes) == {"200": 1, "404": 1}
