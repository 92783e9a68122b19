"""The route table: what leads where, what is refused at start, what a path can never do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.routes import RouteConflict, RouteTable, other_spelling, parse


def table(*routes: str, developer: str = "") -> RouteTable[str]:
    """A sealed table; a route's target is the route itself."""
    made: RouteTable[str] = RouteTable()
    for route in routes:
        verb, path = route.split(" ")
        made.add(verb, path, route, owner=route, developer_only=route == developer)
    made.seal()
    return made


def target(made: RouteTable[str], verb: str, path: str, developer: bool | None = None) -> str | None:
    found = made.find(path.encode(), verb, developer)
    return found.target if found is not None else None


def test_literals_win_over_parameters_and_parameters_over_tails() -> None:
    made = table("GET /a/new", "GET /a/{id}", "GET /a/{rest=**}")
    assert target(made, "GET", "/a/new") == "GET /a/new"
    assert target(made, "GET", "/a/7") == "GET /a/{id}"
    assert target(made, "GET", "/a/7/8") == "GET /a/{rest=**}"


def test_a_literal_without_the_verb_does_not_hide_a_template_that_has_it() -> None:
    made = table("POST /a/new", "GET /a/{id}")
    found = made.find(b"/a/new", "GET")
    assert found is not None
    assert (found.target, found.values) == ("GET /a/{id}", ("new",))


def test_a_tail_takes_the_rest_of_the_path() -> None:
    found = table("GET /files/{id}/{path=**}").find(b"/files/7/a/b%20c.txt", "GET")
    assert found is not None
    assert found.values == ("7", "a/b c.txt")


@pytest.mark.parametrize("documented", ["/a", "/a/", "/a/{id}", "/a/{id}/"])
def test_both_spellings_lead_to_the_method(documented: str) -> None:
    made = table(f"GET {documented}")
    path = documented.replace("{id}", "7").rstrip("/")
    assert target(made, "GET", path) == target(made, "GET", path + "/") == f"GET {documented}"


def test_a_spelling_that_another_route_claims_is_its_own() -> None:
    made = table("GET /a", "GET /a/", "POST /a/")
    assert target(made, "GET", "/a") == "GET /a"
    assert target(made, "GET", "/a/") == "GET /a/"
    assert target(made, "POST", "/a") == "POST /a/"


def test_two_methods_on_one_verb_and_shape_are_an_error() -> None:
    with pytest.raises(RouteConflict):
        table("GET /a/{id}", "GET /a/{name}")
    with pytest.raises(RouteConflict):
        made: RouteTable[str] = RouteTable()
        made.add("GET", "/a", "x", owner="one")
        made.add("GET", "/a", "y", owner="two")
        made.seal()


def test_one_method_may_name_a_path_twice() -> None:
    made: RouteTable[str] = RouteTable()
    made.add("GET", "/a", "x", owner="one")
    made.add("GET", "/a", "x", owner="one")
    made.seal()
    assert target(made, "GET", "/a") == "x"


def test_the_credential_decides_between_developer_and_other_routes_then_the_slash() -> None:
    made = table("GET /users", "GET /users/", developer="GET /users")
    for path in ("/users", "/users/"):
        assert target(made, "GET", path, developer=True) == "GET /users"
        assert target(made, "GET", path, developer=False) == "GET /users/"
        assert target(made, "GET", path) == f"GET {path}"


def test_an_unknown_verb_names_the_verbs_of_the_path() -> None:
    found = table("GET /a/{id}", "DELETE /a/{id}", "POST /a/new").find(b"/a/new", "PATCH")
    assert found is not None
    assert found.target is None
    assert found.allow == ("DELETE", "GET", "POST")


@pytest.mark.parametrize(
    "path",
    [
        "/a/..",
        "/a/.",
        "/a/%2e%2e",
        "/a/%2E",
        "/a//",
        "/a",
        "//a/x",
        "/a/%00",
        "/a/x%0a",
        "/a/%ff",
        "/b/x",
        "/a/é",
    ],
)
def test_path_tricks_match_nothing(path: str) -> None:
    assert table("GET /a/{id}").find(path.encode(), "GET") is None


def test_parameters_are_decoded_once() -> None:
    made = table("GET /a/{id}")
    found = [made.find(p, "GET") for p in (b"/a/x%2Fy", b"/a/%252e", b"/a/na%C3%AFve")]
    assert [f.values for f in found if f] == [("x/y",), ("%2e",), ("naïve",)]


def test_a_percent_encoded_spelling_of_a_literal_is_the_literal() -> None:
    assert target(table("GET /api/users"), "GET", "/api/%75sers") == "GET /api/users"


@pytest.mark.parametrize("template", ["a", "/a/{id}x", "/a/{id=**}/b", "/a/{id}/{id}", "/a/*", "/{a.b}"])
def test_templates_that_cannot_be_matched_are_refused(template: str) -> None:
    with pytest.raises(ValueError):
        parse(template)


def test_crossing_templates_are_told() -> None:
    made = table("GET /a/{id}/tags", "GET /a/folder/{id}")
    assert made.crossings() == [("GET", "/a/{}/tags", "/a/folder/{}")]
    assert target(made, "GET", "/a/folder/tags") == "GET /a/folder/{id}"


segment = st.text("abc{}", min_size=1, max_size=2).map(
    lambda s: "{" + s.strip("{}") + "x}" if "{" in s else s
)
templates = st.lists(segment.filter(lambda s: "}" not in s or s.startswith("{")), min_size=1, max_size=4).map(
    lambda parts: "/" + "/".join(f"{{p{i}}}" if "{" in p else p for i, p in enumerate(parts))
)


@settings(max_examples=80)
@given(st.lists(templates, unique_by=lambda t: parse(t)[0], min_size=1, max_size=8))
def test_every_documented_template_is_reachable_with_values_no_literal_has(all_templates: list[str]) -> None:
    made = table(*(f"GET {t}" for t in all_templates))
    for template in all_templates:
        _, names = parse(template)
        path, values = template, []
        for index, name in enumerate(names):
            values.append(f"value-{index}")
            path = path.replace("{" + name + "}", values[-1])
        found = made.find(path.encode(), "GET")
        assert found is not None
        assert (found.target, found.values) == (f"GET {template}", tuple(values))


@settings(max_examples=80)
@given(templates)
def test_the_other_spelling_of_the_other_spelling_is_the_first(template: str) -> None:
    shape = parse(template)[0]
    other = other_spelling(shape)
    assert other is not None
    assert other_spelling(other) == shape
