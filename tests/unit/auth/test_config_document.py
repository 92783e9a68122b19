"""The configuration as one document: flat or nested on the way in, dotted and masked on the way out."""

from __future__ import annotations

from typing import Any

import pytest

from services.auth.adapters.sections import schemas
from services.auth.domain.config import document
from services.auth.domain.config.secrets import MASK
from services.auth.domain.refusals import ValueInvalid
from services.auth.queries.config.json_schema import json_schema

SCHEMAS = schemas({})
KEYS = [field.exported for schema in SCHEMAS.values() for field in schema.fields]


def test_nested_and_flat_documents_mean_the_same() -> None:
    nested = {"version": 0, "ui": {"banners": [], "theme": {"dark": 1}}, "folders": {"enable": True}}
    flat = {"ui.banners": [], "ui.theme": {"dark": 1}, "folders.enable": True}
    assert document.flat(nested, KEYS) == document.flat(flat, KEYS) == flat


def test_a_setting_that_is_an_object_is_not_entered() -> None:
    assert document.flat({"ui": {"visibility": {"a": True}}}, KEYS) == {"ui.visibility": {"a": True}}


def test_settings_go_to_their_sections_and_the_rest_is_kept_apart() -> None:
    sections, rest = document.parted({"ui.enable_signup": False, "ui.banners": None, "x.y": 1}, SCHEMAS)
    assert sections == {"accounts": {"ENABLE_SIGNUP": False}, "banners": {"banners": []}}
    assert rest == {"x.y": 1}


def test_the_kept_rest_cannot_be_set_by_its_own_key() -> None:
    with pytest.raises(ValueInvalid):
        document.parted({"other.document": {"ui.banners": 1}}, SCHEMAS)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ({"openai.api_keys": ["a", ""]}, {"openai.api_keys": [MASK, ""]}),
        ({"tool.connections": [{"key": "k", "url": "u"}]}, {"tool.connections": [{"key": MASK, "url": "u"}]}),
        ({"rag.headers": {"X-Any": "v"}}, {"rag.headers": {"X-Any": MASK}}),
        ({"cache.url": "redis://u:p@h/0", "doc.url": "https://h/p"}, {"cache.url": MASK, "doc.url": "https://h/p"}),
        ({"audio.key": 5, "audio.token_limit": True}, {"audio.key": 5, "audio.token_limit": True}),
    ],
)  # fmt: skip
def test_what_may_be_a_secret_is_masked_and_comes_back(stored: Any, shown: Any) -> None:
    assert document.hidden(stored) == shown
    assert document.revealed(shown, stored, "") == stored


@pytest.mark.parametrize("stored", [{}, {"a": {"b": ""}}, {"a": {"b": 1}}])
def test_a_mask_for_nothing_is_refused_by_its_place(stored: Any) -> None:
    with pytest.raises(ValueInvalid) as refusal:
        document.revealed({"a": {"b": MASK}}, stored, "")
    assert refusal.value.details["field"] == "a.b"


def test_what_is_nested_without_end_is_refused() -> None:
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    with pytest.raises(ValueInvalid):
        document.revealed({"a": deep}, {}, "")


def test_the_whole_has_every_setting_under_one_key() -> None:
    whole = document.composed({name: (schema, schema.checked({})) for name, schema in SCHEMAS.items()})
    assert whole.keys() == {*KEYS} - {"other.document"}
    assert (whole["ui.enable_signup"], whole["auth.jwt_expiry"]) == (True, "4w")


def test_the_schema_for_forms_names_limits_defaults_and_secrets() -> None:
    made = json_schema(SCHEMAS["ldap"])["properties"]
    assert made["app_dn_password"]["writeOnly"] is True and "default" not in made["app_dn_password"]
    assert made["port"]["type"] == ["integer", "null"] and made["port"]["maximum"] == 65535
    banner = json_schema(SCHEMAS["banners"])["properties"]["banners"]["items"]
    assert set(banner["required"]) == {"id", "type", "content", "dismissible", "timestamp"}
    role = json_schema(SCHEMAS["accounts"])["properties"]["DEFAULT_USER_ROLE"]
    assert role["enum"] == ["pending", "user", "admin"] and role["default"] == "pending"
