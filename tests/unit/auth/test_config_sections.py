"""Sections of settings: what they take, how they change, and that secrets stay where they belong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.auth.v1 import banner_settings_pb2

from services.auth.adapters.sections import schema_of, to_message
from services.auth.domain.config import schema as s
from services.auth.domain.config import secrets, section
from services.auth.domain.config.schema import Field, Schema
from services.auth.domain.config.section import Section
from services.auth.domain.refusals import ValueInvalid

PROVIDER = (
    Field("id", s.TEXT, required=True),
    Field("secret", s.TEXT, secret=True),
)
SAMPLE = Schema(
    "sample",
    "Sample",
    (
        Field("count", s.INTEGER, bounds=(1, 9)),
        Field("colour", s.TEXT, allowed=("red", "green")),
        Field("note", s.TEXT, nullable=True, max_length=5),
        Field("password", s.TEXT, secret=True),
        Field("keys", s.TEXT, many=True, secret=True),
        Field("providers", s.OBJECT, many=True, fields=PROVIDER),
        Field("extra", s.JSON, types=("object", "null")),
    ),
    {"count": 1, "colour": "red"},
)
BEGINNING = Section(SAMPLE.checked({}))


def changed(state: Section, **wanted: Any) -> Section:
    """The section after a change, by way of what is stored."""
    for event in section.change(SAMPLE, state, wanted, None):
        state = section.evolve(SAMPLE, state, event)
    return state


def test_a_new_section_has_its_defaults_and_first_values() -> None:
    assert BEGINNING.values == {
        "count": 1, "colour": "red", "note": None, "password": "", "keys": [], "providers": [], "extra": None
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("count", 0),
        ("count", 1.5),
        ("count", True),
        ("count", "3"),
        ("count", None),
        ("colour", "blue"),
        ("note", "longer"),
        ("providers", {}),
        ("providers", [{"secret": "no id"}]),
        ("providers", [{"id": "a", "who": "knows"}]),
        ("extra", []),
        ("unknown", 1),
        ("note", "\ud800"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_key(key: str, value: Any) -> None:
    with pytest.raises(ValueInvalid) as refusal:
        changed(BEGINNING, **{key: value})
    assert refusal.value.details["field"].startswith(key)


def test_what_is_not_given_stays_and_nothing_is_recorded_when_nothing_differs() -> None:
    after = changed(BEGINNING, count=4, note="hi")
    assert (after.values["count"], after.values["colour"], after.values["note"]) == (4, "red", "hi")
    assert section.change(SAMPLE, after, {"count": 4}, None) == []


def test_an_event_tells_keys_and_holds_secrets_only_in_its_sealed_part() -> None:
    wanted = {"password": "s3cret", "keys": ["k1"], "providers": [{"id": "a", "secret": "deep"}], "count": 2}
    (event,) = section.change(SAMPLE, BEGINNING, wanted, None)
    assert event.changed == ("count", "password", "keys", "providers")
    for secret in (b"s3cret", b"k1", b"deep"):
        assert secret not in event.values and secret in event.secrets
    assert section.evolve(SAMPLE, BEGINNING, event).values == SAMPLE.checked(wanted)


def test_what_is_shown_is_masked_and_writing_it_back_changes_nothing() -> None:
    state = changed(
        BEGINNING, password="s3cret", keys=["k1", "k2"], providers=[{"id": "a", "secret": "x"}, {"id": "b"}]
    )
    shown = secrets.masked(SAMPLE, state.values)
    assert shown["password"] == secrets.MASK and shown["keys"] == [secrets.MASK] * 2
    assert [item["secret"] for item in shown["providers"]] == [secrets.MASK, ""]
    assert section.change(SAMPLE, state, shown, None) == []


def test_a_mask_follows_its_item_and_its_place_in_a_list_of_secrets() -> None:
    state = changed(
        BEGINNING, keys=["k1", "k2"], providers=[{"id": "a", "secret": "x"}, {"id": "b", "secret": "y"}]
    )
    after = changed(
        state, keys=[secrets.MASK, "new"], providers=[{"id": "b", "secret": secrets.MASK}, {"id": "c"}]
    )
    assert after.values["keys"] == ["k1", "new"]
    assert after.values["providers"] == [{"id": "b", "secret": "y"}, {"id": "c", "secret": ""}]


def test_a_mask_without_a_secret_behind_it_is_refused() -> None:
    with pytest.raises(ValueInvalid):
        changed(BEGINNING, password=secrets.MASK)
    with pytest.raises(ValueInvalid):
        changed(changed(BEGINNING, keys=["k"]), keys=[secrets.MASK, secrets.MASK])


def test_a_blank_takes_a_secret_away() -> None:
    (event,) = section.change(SAMPLE, changed(BEGINNING, password="s3cret"), {"password": ""}, None)
    assert event.secrets == b"" and event.changed == ("password",)


def test_settings_that_came_or_went_since_an_event_do_not_disturb_it() -> None:
    stored = json.dumps({"count": 7, "gone": True}).encode()
    values = section.values_of(SAMPLE, stored, b"")
    assert values["count"] == 7 and values["colour"] == "red" and "gone" not in values


def test_a_rule_has_the_last_word() -> None:
    def never(values: Any) -> None:
        raise ValueInvalid("count", "not today")

    with pytest.raises(ValueInvalid, match="not today"):
        section.change(SAMPLE, BEGINNING, {"count": 2}, never)


def test_a_declared_section_goes_into_its_message() -> None:
    schema = schema_of(banner_settings_pb2.BannerSettings)
    given = {"id": "b", "type": "info", "content": "closed", "dismissible": True, "timestamp": 5}
    values = schema.checked({"banners": [{**given, "i18n": {"fr": {"content": "fermé"}}}]})
    (banner,) = to_message(banner_settings_pb2.BannerSettings, schema, values).banners
    assert (banner.id, banner.content, banner.timestamp, banner.HasField("title")) == (
        "b",
        "closed",
        5,
        False,
    )
    assert json.loads(banner.i18n) == {"fr": {"content": "fermé"}}


DOOR = (Field("id", s.TEXT), Field("key", s.TEXT, secret=True, sent_to=("host",)), Field("host", s.TEXT))
SENDING = Schema("sending", "Sending", (*DOOR, Field("doors", s.OBJECT, many=True, fields=DOOR)), {})
SET = {"id": "a", "key": "abc", "host": "here"}
STORED = Section(SENDING.checked({**SET, "doors": [SET]}))


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ({"host": "elsewhere"}, "key"),
        ({"host": "elsewhere", "key": secrets.MASK}, "key"),
        ({"doors": [{**SET, "host": "elsewhere", "key": secrets.MASK}]}, "doors.[a].key"),
    ],
)
def test_a_secret_is_not_sent_elsewhere_by_who_does_not_know_it(wanted: dict[str, Any], path: str) -> None:
    with pytest.raises(ValueInvalid) as caught:
        section.change(SENDING, STORED, wanted, None)
    assert caught.value.details["field"] == path


@pytest.mark.parametrize(
    "wanted",
    [
        {"host": "elsewhere", "key": "abc"},
        {"host": "elsewhere", "key": ""},
        {"id": "b", "key": secrets.MASK, "host": "here"},
        {"doors": [{**SET, "host": "elsewhere"}, {**SET, "id": "new"}]},
        {"doors": []},
    ],
)
def test_whoever_gives_it_or_leaves_it_where_it_is_may(wanted: dict[str, Any]) -> None:
    assert section.change(SENDING, STORED, wanted, None)
