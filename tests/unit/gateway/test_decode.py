"""Reading bodies: what is taken, what is refused, and how that is said."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.codec import validate
from services.gateway.codec.decode import Invalid
from tests.unit.gateway.reading import pb, plans, read, refused


def test_fields_arrive_with_their_types() -> None:
    made = read(
        {
            "title": "t",
            "document": {"a": [1, {"b": None}]},
            "count": 3,
            "flag": True,
            "ratio": 0.5,
            "inners": [{"name": "x", "count": 9}],
            "tags": ["a", "b"],
            "plain": "p",
        }
    )
    assert (made.title, made.count, made.flag, made.ratio, made.plain) == ("t", 3, True, 0.5, "p")
    assert made.document == b'{"a": [1, {"b": null}]}'
    assert made.inners[0].name == "x"
    assert list(made.tags) == ["a", "b"]


def test_opaque_json_passes_byte_for_byte() -> None:
    raw = b'{"n":1.10, "big":123456789012345678901234567890 ,"e":"\\u00e9\\/"}'
    assert read(b'{"title":"t","document":%b}' % raw).document == raw


def test_unknown_and_internal_keys_are_ignored() -> None:
    made = read({"title": "t", "nobody": {"knows": 1}, "user_id": "me"})
    assert made.user_id == ""


def test_absent_optional_fields_stay_unset_and_null_unsets() -> None:
    made = read({"title": "t", "count": None, "tags": None})
    assert not made.HasField("count")
    assert list(made.tags) == []


@pytest.mark.parametrize(
    ("field", "sent", "taken"),
    [
        ("count", "7", 7),
        ("count", 7.0, 7),
        ("flag", 1, True),
        ("flag", "no", False),
        ("flag", "TRUE", True),
        ("ratio", 2, 2.0),
        ("ratio", "2.5", 2.5),
        ("count", " 7 ", 7),
    ],
)
def test_lax_values_are_taken(field: str, sent: Any, taken: Any) -> None:
    assert getattr(read({"title": "t", field: sent}), field) == taken


@pytest.mark.parametrize(
    ("body", "kind", "loc"),
    [
        ({}, "missing", ["body", "title"]),
        ({"title": 5}, "string_type", ["body", "title"]),
        ({"title": None}, "string_type", ["body", "title"]),
        ({"title": ""}, "string_too_short", ["body", "title"]),
        ({"title": "x" * 51}, "string_too_long", ["body", "title"]),
        ({"title": "t", "count": "x"}, "int_parsing", ["body", "count"]),
        ({"title": "t", "count": 1.5}, "int_from_float", ["body", "count"]),
        ({"title": "t", "count": True}, "int_type", ["body", "count"]),
        ({"title": "t", "count": 11}, "less_than_equal", ["body", "count"]),
        ({"title": "t", "count": -1}, "greater_than_equal", ["body", "count"]),
        ({"title": "t", "count": []}, "int_type", ["body", "count"]),
        ({"title": "t", "flag": "maybe"}, "bool_parsing", ["body", "flag"]),
        ({"title": "t", "ratio": "nan"}, "finite_number", ["body", "ratio"]),
        ({"title": "t", "ratio": "x"}, "float_parsing", ["body", "ratio"]),
        ({"title": "t", "document": [1]}, "dict_type", ["body", "document"]),
        ({"title": "t", "inners": {}}, "list_type", ["body", "inners"]),
        ({"title": "t", "inners": [{"name": "x"}, {}]}, "missing", ["body", "inners", 1, "name"]),
        ({"title": "t", "inners": [3]}, "model_attributes_type", ["body", "inners", 0]),
        ({"title": "t", "inners": [{"name": "x"}] * 6}, "too_long", ["body", "inners"]),
        ({"title": "t", "tags": ["a", 1]}, "string_type", ["body", "tags", 1]),
        ([], "model_attributes_type", ["body"]),
        ("text", "model_attributes_type", ["body"]),
        (b"", "missing", ["body"]),
        (b"null", "model_attributes_type", ["body"]),
    ],
)
def test_what_does_not_fit_is_named(body: Any, kind: str, loc: list[Any]) -> None:
    errors = refused(body)
    assert [(e["type"], e["loc"]) for e in errors] == [(kind, loc)]
    assert errors[0]["msg"]


def test_every_error_is_listed() -> None:
    errors = refused({"count": "x", "flag": "maybe", "inners": [{}]})
    assert {tuple(e["loc"]) for e in errors} == {
        ("body", "title"),
        ("body", "count"),
        ("body", "flag"),
        ("body", "inners", 0, "name"),
    }


def test_secrets_and_large_values_are_not_repeated() -> None:
    shown = refused({"password": "hunter2", "api_key": "sk-1"})[0]["input"]
    assert shown == {}
    assert "input" not in refused({"title": "t", "count": "9" * 2000})[0]


def test_a_named_body_field_takes_the_whole_body() -> None:
    assert read({"title": "t"}, message="UpdateThing", rule="form").form.title == "t"
    assert refused(b"", message="UpdateThing", rule="form")[0]["loc"] == ["body"]
    assert read(b' {"a": 1} ', message="RawThing", rule="document").document == b'{"a": 1}'
    assert refused(b"[1]", message="RawThing", rule="document")[0]["type"] == "dict_type"
    assert refused(b"{,}", message="RawThing", rule="document")[0]["type"] == "json_invalid"


def test_a_bare_list_can_be_a_body() -> None:
    made = read([{"name": "a"}, {"name": "b"}], message="CreateThing", rule="inners")
    assert [i.name for i in made.inners] == ["a", "b"]
    assert refused([{}], message="CreateThing", rule="inners")[0]["loc"] == ["body", 0, "name"]


def test_keys_nobody_declared_are_kept_where_the_message_has_room_for_them() -> None:
    made = read({"title": "t", "a": [1], "b": {"c": None}}, message="Open")
    assert made.title == "t"
    assert json.loads(made.extra) == {"a": [1], "b": {"c": None}}


def test_a_message_may_contain_itself() -> None:
    tree = {"name": "a", "children": [{"name": "b", "children": [{"name": "c"}]}]}
    assert read(tree, message="Tree").children[0].children[0].name == "c"
    loc = refused({"name": "a", "children": [{"name": "b", "children": [{}]}]}, message="Tree")[0]["loc"]
    assert loc == ["body", "children", 0, "children", 0, "name"]


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 15)
    | st.floats(allow_nan=False)
    | st.text(max_size=3)
    | st.sampled_from(["1", "true", "null", "x"]),
    lambda v: (
        st.lists(v, max_size=3) | st.dictionaries(st.sampled_from(["name", "count", "z"]), v, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=80)
@given(
    st.dictionaries(st.sampled_from([f.name for f in pb.CreateThing.DESCRIPTOR.fields]), _json, max_size=8)
)
def test_the_fast_path_reads_what_the_exact_reader_reads(body: dict[str, Any]) -> None:
    raw = msgspec.json.encode(body)
    plan = plans.of(pb.CreateThing.DESCRIPTOR)
    exact, errors = pb.CreateThing(), []
    validate.read_message(plan, raw, exact, ("body",), errors)
    try:
        fast = read(raw)
    except Invalid as invalid:
        assert invalid.errors == errors
        return
    # The one leniency of the fast path: the text "null" for an optional number.
    assert fast == exact or any(v == "null" for v in body.values()) or "null" in str(body)
