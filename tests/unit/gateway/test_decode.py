"""Reading bodies and parameters: what is taken, what is refused, and how that is said."""

from __future__ import annotations

import json
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.codec import validate
from services.gateway.codec.decode import Decoders, Invalid
from services.gateway.codec.limits import depth_over
from services.gateway.codec.params import query_fields, query_reader
from services.gateway.codec.plan import Plans
from tests.unit.gateway.probe import stubs

pb = stubs()
plans = Plans()
decoders = Decoders(max_depth=16)


def read(
    body: bytes | Any, message: str = "CreateThing", rule: str = "*", leave: tuple[str, ...] = ()
) -> Any:
    cls = getattr(pb, message)
    made = cls()
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    decoders.body(plans.of(cls.DESCRIPTOR), rule, leave)(raw, made)
    return made


def refused(body: bytes | Any, **kwargs: Any) -> list[dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        read(body, **kwargs)
    return [dict(e) for e in caught.value.errors]


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


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"title":}',
        b"{'title':1}",
        b'{"title":"t",}',
        b'{"title":"t"} x',
        b'{"title":"\\ud800"}',
        b'{"title":"a\nb"}',
        b'{"title":"t","document":{"a":01}}',
        b'{"title":"t","zz":[1,]}',
        b"\xef\xbb\xbf{}",
    ],
)
def test_malformed_json_is_refused(body: bytes) -> None:
    assert [e["type"] for e in refused(body)] == ["json_invalid"]


def test_bytes_that_are_not_utf8_are_refused_also_inside_opaque_json() -> None:
    assert refused(b'{"title":"\xff"}')[0]["type"] == "unicode"
    assert refused(b'{"title":"t","document":{"a":"\xff"}}')[0]["type"] == "unicode"


def test_too_deep_is_refused_wherever_it_is() -> None:
    deep = b"[" * 17 + b"]" * 17
    assert refused(b'{"title":"t","document":{"a":%b}}' % deep)[0]["type"] == "json_too_deep"
    assert refused(b'{"title":"t","nobody":%b}' % deep)[0]["type"] == "json_too_deep"
    assert refused(b"[" * 100_000)[0]["type"] in ("json_too_deep", "json_invalid")
    assert read(b'{"title":"t","document":{"a":%b}}' % (b"[" * 14 + b"]" * 14)).title == "t"


def test_brackets_in_texts_do_not_count_as_depth() -> None:
    assert read({"title": "t", "document": {"a": "[{" * 500, "b": '\\"[' * 100, "c": "\\"}}).title == "t"


@settings(deadline=None, max_examples=80)
@given(
    st.recursive(
        st.text('a"\\[{', max_size=5),
        lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text('"\\]}', max_size=3), v, max_size=3),
        max_leaves=30,
    ),
    st.integers(0, 8),
)
def test_the_depth_scan_agrees_with_counting(value: Any, limit: int) -> None:
    def depth(v: Any) -> int:
        if isinstance(v, dict):
            return 1 + max((depth(x) for x in v.values()), default=0)
        return 1 + max(map(depth, v), default=0) if isinstance(v, list) else 0

    assert depth_over(json.dumps(value).encode(), limit) == (depth(value) > limit)


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


@settings(deadline=None, max_examples=80)
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


def query(text: str) -> Any:
    plan = plans.of(pb.ListThings.DESCRIPTOR)
    reader = query_reader(query_fields(plan, "", ()), 16)
    assert reader is not None
    made = pb.ListThings()
    reader(text.encode(), made)
    return made


def test_query_parameters_become_fields() -> None:
    made = query("page=2&archived=yes&tag=a&tag=b&ratio=1&text=a%20b%2B+c&nobody=1&hidden=x")
    assert (made.page, made.archived, list(made.tag), made.ratio) == (2, True, ["a", "b"], 1.0)
    assert made.text == "a b+ c"
    assert made.hidden == ""


@pytest.mark.parametrize(
    ("text", "kind", "loc"),
    [
        ("page=x", "int_parsing", ["query", "page"]),
        ("page=", "int_parsing", ["query", "page"]),
        ("page=0", "greater_than_equal", ["query", "page"]),
        ("archived=2", "bool_parsing", ["query", "archived"]),
        ("tag=a&tag=b&tag=c&tag=d", "too_long", ["query", "tag"]),
        ("text=%ff", "unicode", ["query"]),
        ("page=99999999999999999999999", "int_parsing", ["query", "page"]),
        ("ratio=inf", "finite_number", ["query", "ratio"]),
    ],
)
def test_bad_query_parameters_are_named(text: str, kind: str, loc: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        query(text)
    assert [(e["type"], e["loc"]) for e in caught.value.errors] == [(kind, loc)]


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=60))
def test_no_body_whatever_makes_anything_but_a_refusal(body: bytes) -> None:
    for message, rule in (
        ("CreateThing", "*"),
        ("UpdateThing", "form"),
        ("RawThing", "document"),
        ("Open", "*"),
    ):
        try:
            read(body, message=message, rule=rule)
        except Invalid as invalid:
            msgspec.json.encode(invalid.errors)


def test_random_damage_to_a_good_body_is_never_a_defect() -> None:
    source = random.Random(7)
    good = json.dumps({"title": "tïtle", "document": {"a": [1, "x"]}, "inners": [{"name": "n"}]}).encode()
    for _ in range(500):
        body = bytearray(good)
        for _ in range(source.randint(1, 3)):
            body[source.randrange(len(body))] = source.randrange(256)
        try:
            read(bytes(body))
        except Invalid as invalid:
            msgspec.json.encode(invalid.errors)
