"""Input on every route of the identity sections: operators as values, nesting, size, odd paths."""

from __future__ import annotations

import http.client
from typing import Any

import httpx
import pytest

from tests.e2e.attacks.routes import Route, dumped, identity, routes
from tests.system import System

OPERATORS: tuple[Any, ...] = ({"$ne": None}, {"$gt": ""}, {"$where": "sleep(5000)"}, [{"$regex": ".*"}])
TEXTS = (
    '{"$ne": null}',
    "$where: 1",
    "'; return true; //",
    "a\x00b",
    "*)(uid=*",
    "\ud83d\ude00" * 50,
    "‮" * 9,
)
JSON = {"content-type": "application/json"}
UNREADABLE = (400, 401, 403, 404, 422, 501)
REFUSED = (400, 401, 403, 404, 405, 409, 413, 422, 429)
ALL = identity()
WITH_BODY = [r for r in ALL if r.body]
READING = [r for r in ALL if r.reads]
# Signing out would end the session the attacks are made with.
CALLED = [r for r in ALL if not r.method.rule.clears_session]


@pytest.fixture
def caller(target: System, client: httpx.Client, developer: dict[str, str]) -> Any:
    """Sends a request with the strongest credential of the route's surface."""

    def send(route: Route, path: str = "", **request: Any) -> httpx.Response:
        headers = developer if route.developer else target.admin.headers
        reply = client.request(
            route.verb,
            path or route.path(),
            follow_redirects=False,
            **{**request, "headers": {**JSON, **headers, **request.get("headers", {})}},
        )
        assert reply.status_code != 500, f"{route.name}: {reply.text[:300]}"
        if route.scim and reply.status_code >= 400:
            assert reply.status_code != 422
            assert reply.headers["content-type"].startswith("application/scim+json")
            assert reply.json()["status"] == str(reply.status_code)
        return reply

    return send


@pytest.mark.parametrize("route", [r for r in WITH_BODY if r in CALLED], ids=lambda r: r.name)
def test_an_operator_is_no_value_of_a_body_field(caller: Any, route: Route) -> None:
    for f in route.body:
        for value in OPERATORS:
            reply = caller(route, content=dumped(route.sample(**{f.wire: value})))
            if f.kind in ("string", "int", "bool", "float", "enum") and not f.repeated:
                assert reply.status_code in REFUSED, f"{f.wire}={value!r}: {reply.status_code}"


@pytest.mark.parametrize("route", [r for r in WITH_BODY if r in CALLED], ids=lambda r: r.name)
def test_a_text_that_looks_like_a_query_is_a_text(caller: Any, route: Route) -> None:
    for f in route.body:
        if f.kind == "string":
            for text in TEXTS:
                caller(route, content=dumped(route.sample(**{f.wire: [text] if f.repeated else text})))


@pytest.mark.parametrize("route", [r for r in routes() if r.query], ids=lambda r: r.name)
def test_an_operator_is_no_value_of_a_query_parameter(caller: Any, route: Route) -> None:
    for f in route.query:
        for text in TEXTS:
            sent = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
            caller(route, params={f.wire: sent}, content=dumped(route.sample()) if route.body else b"")
        for name in (f"{f.wire}[$ne]", f"{f.wire}[]", f"{f.wire}.$gt"):
            caller(route, params={name: "1"}, content=dumped(route.sample()) if route.body else b"")


@pytest.mark.parametrize("route", [r for r in CALLED if r.names], ids=lambda r: r.name)
def test_an_odd_id_leads_nowhere(caller: Any, route: Route) -> None:
    content = dumped(route.sample()) if route.body else b""
    for value in (
        "%24ne",
        "%7B%22%24ne%22%3Anull%7D",
        "%00",
        "..%2F..%2Fetc",
        "%2e%2e",
        "a" * 3000,
        "%ff",
        "*",
    ):
        caller(route, path=route.path(value), content=content)


@pytest.mark.parametrize("route", READING, ids=lambda r: r.name)
def test_nesting_without_end_is_refused(caller: Any, route: Route) -> None:
    name = route.body[0].wire if route.body else "Operations"
    for open_, close in ((b'{"a":', b"}"), (b"[", b"]")):
        deep = b'{"%b":%b1%b}' % (name.encode(), open_ * 5000, close * 5000)
        reply = caller(route, content=deep)
        assert reply.status_code in UNREADABLE, reply.status_code


@pytest.mark.parametrize("route", READING, ids=lambda r: r.name)
def test_what_is_no_json_is_refused(caller: Any, route: Route) -> None:
    for content in (b"{", b"\xff\xfe", b"[]", b'"a"', b"{'a': 1}"):
        reply = caller(route, content=content)
        if route.developer and reply.status_code == 200:
            assert reply.json()["success"] is False  # how that API refuses on some routes
            continue
        assert reply.status_code in UNREADABLE, f"{content!r}: {reply.status_code}"


@pytest.mark.parametrize("route", READING, ids=lambda r: r.name)
def test_a_length_past_the_limit_is_refused_before_the_body(
    target: System, developer: dict[str, str], route: Route
) -> None:
    url = httpx.URL(target.url)
    connection = http.client.HTTPConnection(url.host, url.port or 80, timeout=10)
    try:
        connection.putrequest(route.verb, route.path())
        credential = developer if route.developer else target.admin.headers
        for name, value in {**JSON, **credential, "content-length": str(10**12)}.items():
            connection.putheader(name, value)
        connection.endheaders()
        reply = connection.getresponse()
        assert reply.status == 413
        assert reply.getheader("content-type", "").startswith("application/scim+json") is route.scim
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("role", "admin"),
        ("id", "mine"),
        ("user_id", "mine"),
        ("active", True),
        ("permissions", {"a": {"b": True}}),
    ],
)
@pytest.mark.parametrize(
    ("verb", "path", "form"),
    [
        ("POST", "/api/v1/auths/signup", {"name": "M", "password": "a long enough password"}),
        ("POST", "/api/v1/auths/update/profile", {"name": "M", "profile_image_url": "/user.png"}),
        ("POST", "/api/v1/users/user/info/update", {}),
        ("POST", "/api/v1/users/user/settings/update", {}),
        ("POST", "/api/v1/users/user/status/update", {}),
    ],
)
def test_nobody_makes_themselves_more_by_an_extra_field(
    target: System, client: httpx.Client, verb: str, path: str, form: dict[str, Any], field: str, value: Any
) -> None:
    person = target.person("Modest")
    body = {**form, field: value}
    headers = person.headers
    if path.endswith("/signup"):
        body["email"] = f"mass-{field}-{person.id[:8]}@parlance.example"
        headers = {}
    reply = client.request(verb, path, json=body, headers=headers)
    assert reply.status_code < 500
    if path.endswith("/signup"):
        made = reply.json()
        assert (made["role"], made["id"] != "mine") == ("pending", True)
        return
    held = client.get("/api/v1/auths/", headers=person.headers).json()
    assert (held["role"], held["id"]) == ("user", person.id)
    assert client.get("/api/v1/users/", headers=person.headers).status_code in (401, 403)
