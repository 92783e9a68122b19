"""Bodies that are broken, too deep or random: a refusal, never a defect."""

from __future__ import annotations

import json
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.codec.decode import Invalid
from services.gateway.codec.limits import depth_over
from tests.unit.gateway.reading import read, refused


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


@settings(max_examples=80)
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


@settings(max_examples=80)
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
