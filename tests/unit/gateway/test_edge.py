"""One request in, one answer out: paths, verbs, headers, bodies, faults of services."""

from __future__ import annotations

import json
import zlib

import pytest

from services.gateway.compression import accepts_gzip
from tests.unit.gateway.harness import DEVELOPER, Stand


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
