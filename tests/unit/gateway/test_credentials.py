"""Who is calling: where a credential is found, how it is exchanged, what travels on to the service."""

from __future__ import annotations

import pytest

from services.gateway.credentials import credential
from tests.unit.gateway.harness import DEVELOPER, USER, Stand


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
