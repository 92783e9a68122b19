"""Writing replies: always valid JSON, always what a slow reference writes, and readable again."""

from __future__ import annotations

import base64
import json
import math
import struct
from typing import Any

import pytest
from google.protobuf import descriptor as d
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.codec.decode import Decoders
from services.gateway.codec.encode import Encoders
from services.gateway.codec.plan import PlanError, Plans
from tests.unit.gateway.probe import stubs

pb = stubs()
plans = Plans()
encoders = Encoders()
decoders = Decoders(max_depth=64)


def write(message: Any) -> bytes:
    return encoders.of(plans.of(message.DESCRIPTOR))(message)


def reference(message: Any) -> dict[str, Any]:
    """The same rules, written down the slow way."""
    from parlance.options.v1 import options_pb2

    found: dict[str, Any] = {}
    for f in message.DESCRIPTOR.fields:
        rule = f.GetOptions().Extensions[options_pb2.field]
        name = rule.name or f.name
        value = getattr(message, f.name)

        def one(v: Any, f: d.FieldDescriptor = f, rule: Any = rule) -> Any:
            if f.type == f.TYPE_MESSAGE:
                return reference(v)
            if f.type == f.TYPE_ENUM:
                return f.enum_type.values_by_number[v].name
            if rule.json:
                return json.loads(v) if v else None
            if f.type == f.TYPE_BYTES:
                return base64.b64encode(v).decode()
            if isinstance(v, float) and not math.isfinite(v):
                return None
            return v

        entry = f.message_type
        if entry is not None and entry.GetOptions().map_entry:
            inner = entry.fields_by_name["value"].message_type
            found[name] = {str(k): reference(v) if inner else v for k, v in value.items()}
        elif f.is_repeated:
            found[name] = [one(v) for v in value]
        elif not f.has_presence or message.HasField(f.name) or rule.emit_default:
            found[name] = one(value)
        elif rule.emit_null:
            found[name] = None
    return found


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ['"', "\\", "\x00", "\x1f", "\u2028", "</script>", "é", "😀", "\x7f", "%s%d"]
)
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda v: st.lists(v, max_size=3) | st.dictionaries(texts, v, max_size=3),
    max_leaves=6,
).map(lambda v: json.dumps(v).encode())
int64 = st.integers(-(2**63), 2**63 - 1)
float32 = st.floats(width=32)
inner = st.builds(
    lambda n, c: pb.Inner(name=n, **({} if c is None else {"count": c})), texts, st.none() | int64
)
optional = {
    "note": texts, "summary": texts, "size": st.integers(-(2**31), 2**31 - 1), "inner": inner, "owner": inner,
    "meta": st.dictionaries(texts, st.integers(), max_size=2).map(lambda v: json.dumps(v).encode()),
    "shade": st.integers(0, 2),
}  # fmt: skip
things = st.fixed_dictionaries(
    {
        "id": texts, "title": texts, "created_at": int64, "active": st.booleans(), "score": st.floats(),
        "small": float32, "blob": st.binary(max_size=9), "colour": st.integers(0, 2),
        "tags": st.lists(texts, max_size=3), "numbers": st.lists(int64, max_size=3),
        "inners": st.lists(inner, max_size=3), "labels": st.dictionaries(texts, texts, max_size=3),
        "named": st.dictionaries(texts, inner, max_size=2), "document": documents | st.just(b""),
        "camel_case": texts, "documents": st.lists(documents, max_size=3),
        "big": st.integers(0, 2**64 - 1), "from": texts,
    },
    optional=optional,
).map(lambda values: pb.Thing(**values))  # fmt: skip


@settings(max_examples=80)
@given(things)
def test_the_output_is_json_equal_to_the_reference(thing: Any) -> None:
    written = json.loads(write(thing))
    expected = reference(thing)
    small = written.pop("small")
    if small is None:
        assert not math.isfinite(thing.small)
    else:
        assert struct.pack("f", small) == struct.pack("f", thing.small)
    expected.pop("small")
    assert written == expected


@settings(max_examples=80)
@given(things)
def test_what_was_written_reads_back_as_the_same_message(thing: Any) -> None:
    if not math.isfinite(thing.score) or not math.isfinite(thing.small):
        thing.score = thing.small = 0.0
    if not thing.document:
        thing.document = b"null"
    thing.size = thing.size  # written as its default when unset
    made = pb.Thing()
    decoders.body(plans.of(pb.Thing.DESCRIPTOR), "*", ())(write(thing), made)
    assert made == thing


def test_defaults_nulls_and_absence_follow_the_options() -> None:
    written = json.loads(write(pb.Thing()))
    assert "note" not in written
    assert "inner" not in written
    assert "meta" not in written
    assert written["summary"] is None
    assert written["owner"] is None
    assert written["size"] == 0
    assert written["tags"] == []
    assert written["labels"] == {}
    assert written["document"] is None
    assert written["camelCase"] == ""
    assert written["colour"] == "COLOUR_UNSPECIFIED"


def test_large_numbers_stay_numbers() -> None:
    assert b'"created_at":9007199254740993,' in write(pb.Thing(created_at=2**53 + 1))
    assert b'"big":18446744073709551615,' in write(pb.Thing(big=2**64 - 1))


def test_numbers_that_are_not_finite_become_null() -> None:
    assert json.loads(write(pb.Thing(score=float("nan"), small=float("inf"))))["score"] is None


def test_short_floats_stay_short() -> None:
    assert b'"small":0.1,' in write(pb.Thing(small=0.1))


def test_opaque_json_is_spliced_in_as_it_is() -> None:
    assert b'"document":{"a" : 1.10},' in write(pb.Thing(document=b'{"a" : 1.10}'))


def test_an_unset_opaque_field_is_an_empty_value_of_its_type() -> None:
    field = encoders.of_field(plans.of(pb.RawThing.DESCRIPTOR), "document")
    assert field(pb.RawThing()) == b"{}"


def test_one_field_can_be_the_whole_document() -> None:
    plan = plans.of(pb.ListThingsReply.DESCRIPTOR)
    assert encoders.of_field(plan, "items")(pb.ListThingsReply()) == b"[]"
    assert encoders.of_field(plans.of(pb.Thing.DESCRIPTOR), "created_at")(pb.Thing(created_at=5)) == b"5"
    assert encoders.of_field(plans.of(pb.Thing.DESCRIPTOR), "note")(pb.Thing()) == b"null"


def test_free_form_keys_stand_beside_declared_ones_which_win() -> None:
    assert json.loads(write(pb.Open(title="t", extra=b'{"a":1,"title":"x","count":2}'))) == {
        "title": "t",
        "a": 1,
    }
    assert write(pb.Open(extra=b"{}")) == b"{}"
    assert write(pb.Open(extra=b'{"a":[1]}')) == b'{"a":[1]}'


def test_a_message_that_contains_itself_is_written() -> None:
    tree = pb.Tree(name="a", children=[pb.Tree(name="b")])
    assert json.loads(write(tree)) == {"name": "a", "children": [{"name": "b", "children": []}]}


def test_well_known_types_are_refused_at_start() -> None:
    from google.protobuf import timestamp_pb2

    with pytest.raises(PlanError):
        Plans().of(timestamp_pb2.Timestamp.DESCRIPTOR)
