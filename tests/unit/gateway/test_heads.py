"""Header fields and cookies as fields of messages, JSON-family types, and answers without a body."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool
from parlance.options.v1 import options_pb2

from services.gateway.codec import validate
from services.gateway.codec.plan import PlanError, Plans
from services.gateway.heads import cookie, head_reader, head_writer
from services.gateway.openapi import document
from tests.unit.gateway.harness import Stand, stand
from tests.unit.gateway.probe import stubs

HEADS = "/api/v1/scim/v2/heads/7"


def all_of(answer: Any, name: str) -> list[str]:
    return [value for key, value in answer.headers if key == name]


async def test_request_headers_and_cookies_reach_the_service(gate: Stand) -> None:
    headers = {"if-match": 'W/"7"', "cookie": "a=b; oauth_state=abc", "x-depth": "3", "host": "chat.example"}
    answer = await gate.client("PUT", HEADS, {"any": "thing"}, headers=headers)
    assert answer.status == 201
    request = gate.things.calls[-1]["request"]
    assert (request.if_match, request.state, request.depth) == ('W/"7"', "abc", 3)
    assert request.origin == "http://chat.example"
    assert request.id == "7"


async def test_a_header_that_is_not_sent_leaves_its_field_unset(gate: Stand) -> None:
    await gate.client("PUT", HEADS, {}, headers={"host": "evil.example/x"})
    request = gate.things.calls[-1]["request"]
    assert not request.HasField("if_match")
    assert not request.HasField("state")
    assert request.origin == ""


async def test_neither_body_nor_query_fills_a_field_of_the_head(gate: Stand) -> None:
    await gate.client("GET", "/api/v1/heads/7?if_match=x&If-Match=x&oauth_state=x&depth=1&origin=http://evil")
    request = gate.things.calls[-1]["request"]
    assert not request.HasField("if_match")
    assert not request.HasField("depth")
    assert "evil" not in request.origin


@pytest.mark.parametrize(
    ("header", "value"), [("if-match", "x" * 101), ("x-depth", "10"), ("x-depth", "many")]
)
async def test_a_header_that_does_not_fit_is_named(gate: Stand, header: str, value: str) -> None:
    answer = await gate.client("GET", "/api/v1/heads/7", headers={header: value})
    assert answer.status == 422
    where = answer.json["detail"][0]["loc"]
    assert where[0] == "header"
    assert where[1].lower() == header


async def test_reply_fields_become_headers_and_leave_the_body(gate: Stand) -> None:
    answer = await gate.client("PUT", HEADS, {}, headers={"host": "chat.example"})
    assert answer.json == {"kept": 1}
    assert answer.header("etag") == 'W/"7"'
    assert answer.header("location") == "http://chat.example/heads/7"
    assert all_of(answer, "link") == ["<a>; rel=next", "<b>; rel=prev"]
    whole = await gate.client("GET", "/api/v1/heads/7")
    assert set(whole.json) == {"title", "document"}


async def test_a_header_of_the_reply_takes_the_place_of_the_gateways_own(gate: Stand) -> None:
    answer = await gate.client("GET", "/api/v1/heads/7")
    assert all_of(answer, "cache-control") == ["public, max-age=60"]
    plain = await gate.client("GET", "/api/v1/heads/plain")
    assert all_of(plain, "cache-control") == ["no-store"]
    assert plain.header("etag") is None
    assert plain.header("location") is None
    assert plain.header("set-cookie") is None


async def test_a_tag_the_client_has_spares_the_body(gate: Stand) -> None:
    for given in ('W/"7"', '"7"', '"6", "7"', "*"):
        answer = await gate.client("GET", "/api/v1/heads/7", headers={"if-none-match": given})
        assert (answer.status, answer.body) == (304, b"")
        assert answer.header("etag") == 'W/"7"'
        assert answer.header("content-type") is None
    assert (await gate.client("GET", "/api/v1/heads/7", headers={"if-none-match": '"8"'})).status == 200


async def test_cookies_of_a_reply_are_set_and_taken_away(gate: Stand) -> None:
    answer = await gate.client("GET", "/api/v1/heads/7", scheme="https")
    assert all_of(answer, "set-cookie") == ["mark=v1; Max-Age=600; HttpOnly; Path=/; SameSite=lax; Secure"]
    answer = await gate.client("PUT", HEADS, {})
    assert "Max-Age=0" in all_of(answer, "set-cookie")[0]
    assert "Secure" not in all_of(answer, "set-cookie")[0]


async def test_a_redirect_takes_cookies_and_session_along(gate: Stand) -> None:
    answer = await gate.client(
        "GET", "/oauth/mine/callback", headers={"cookie": "oauth_state=s1"}, credential=None
    )
    assert answer.status == 302
    assert answer.header("location") == "https://chat.example/auth"
    assert answer.header("content-type") is None
    cookies = all_of(answer, "set-cookie")
    assert [c.partition("=")[0] for c in cookies] == ["token", "oauth_state"]
    assert gate.things.calls[-1]["request"].state == "s1"


async def test_a_value_cannot_break_out_of_its_header(gate: Stand) -> None:
    answer = await gate.client("GET", "/api/v1/heads/bad")
    assert answer.header("set-cookie") is None
    assert answer.header("location") == "xset-cookie: token=stolen"
    assert (await gate.client("GET", "/api/v1/heads/bad-cookie")).status == 500
    with pytest.raises(ValueError, match="no cookie can have"):
        cookie("a", "x y", 0, False)


async def test_replies_and_refusals_of_a_method_carry_its_json_type(gate: Stand) -> None:
    headers = {"content-type": "application/scim+json"}
    assert (await gate.client("PUT", HEADS, {}, headers=headers)).header(
        "content-type"
    ) == "application/scim+json"
    refused = await gate.client("PUT", HEADS, {}, headers={**headers, "if-match": '"other"'})
    assert refused.status == 409
    assert refused.header("content-type") == "application/scim+json"
    broken = await gate.client("PUT", HEADS, b"{", headers=headers)
    assert broken.header("content-type") == "application/scim+json"


async def test_no_content_has_neither_body_nor_type(gate: Stand) -> None:
    answer = await gate.client("DELETE", "/api/v1/things/7/silently")
    assert (answer.status, answer.body) == (204, b"")
    assert answer.header("content-type") is None
    assert answer.header("content-length") is None


def test_a_secret_is_not_repeated_in_a_refusal() -> None:
    pb = stubs()
    plan = Plans().of(pb.Bind.DESCRIPTOR)
    errors: list[Any] = []
    validate.read_message(plan, b'{"bind_word": "hunter2hunter2"}', pb.Bind(), ("body",), errors)
    assert [e["type"] for e in errors] == ["missing", "string_too_long"]
    assert "hunter2" not in str(errors)
    nested = validate.detail("dict_type", ("body",), {"ldap": {"password": "hunter2", "port": 1}})
    assert nested["input"] == {"ldap": {"port": 1}}


async def test_the_document_names_headers_and_cookies() -> None:
    async with stand() as made:
        paths = document(made.assembled.endpoints, made.assembled.plans, "0")["paths"]
    read = paths["/api/v1/heads/{id}"]["get"]
    places = {(p["in"], p["name"]) for p in read["parameters"]}
    assert {("header", "If-Match"), ("cookie", "oauth_state"), ("header", "X-Depth")} <= places
    assert not [p for p in read["parameters"] if p["name"] in (":origin", "if_match")]
    assert {"ETag", "Location"} <= set(read["responses"]["200"]["headers"])


def _message(**rule: Any) -> Any:
    """A message `M` with one string field under this rule."""
    file = descriptor_pb2.FileDescriptorProto(name="m.proto", package="m", syntax="proto3")
    file.dependency.append(options_pb2.DESCRIPTOR.name)
    f = file.message_type.add(name="M").field.add(name="f", number=1, type=9, label=1)
    f.options.Extensions[options_pb2.field].CopyFrom(options_pb2.FieldRule(**rule))
    pool = descriptor_pool.DescriptorPool()
    for known in (descriptor_pb2.DESCRIPTOR, options_pb2.DESCRIPTOR):
        pool.AddSerializedFile(known.serialized_pb)
    pool.Add(file)
    return Plans().of(pool.FindMessageTypeByName("m.M"))


@pytest.mark.parametrize(
    "rule",
    [
        {"header": "Authorization"},
        {"header": "Cookie"},
        {"header": "x-client-address"},
        {"header": "not a name"},
        {"cookie": "token"},
        {"header": "A", "cookie": "b"},
    ],
)
def test_what_the_gateway_keeps_to_itself_is_refused_at_start(rule: dict[str, str]) -> None:
    with pytest.raises(PlanError):
        head_reader(_message(**rule))


def test_a_reply_cookie_needs_presence_and_a_reply_has_no_origin() -> None:
    with pytest.raises(PlanError, match="optional string"):
        head_writer(_message(cookie="b"))
    with pytest.raises(PlanError, match="requests"):
        head_writer(_message(header=":origin"))


def test_a_message_without_such_fields_costs_nothing() -> None:
    plan = Plans().of(stubs().Thing.DESCRIPTOR)
    assert head_reader(plan) is None
    assert head_writer(plan) is None
