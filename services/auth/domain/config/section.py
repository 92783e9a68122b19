"""A section of settings through time: stream `config-<name>`, one event per change.

The event holds the section as a whole, so the last one tells everything. What counted before the
first change (defaults, what the operator gives from outside) is handed in, not recorded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.auth.domain.config import secrets as hidden
from services.auth.domain.config.events import SUBJECT, ConfigChanged
from services.auth.domain.config.schema import Schema
from services.auth.domain.refusals import Refused, ValueInvalid

Rule = Callable[[Mapping[str, Any]], None]
"""Checks what no schema can say of a section's values. Raises a refusal."""


class SectionUnknown(Refused):
    """There is no such section."""

    reason = "NOT_FOUND"


class SectionChanged(Refused):
    """Somebody else changed the section since it was read."""

    reason = "CONFLICT"


@dataclass(frozen=True, slots=True)
class Section:
    """The values of a section, secrets included."""

    values: Mapping[str, Any]


def stream_of(name: str) -> str:
    """The stream of a section."""
    return f"config-{name}"


def evolve(schema: Schema, state: Section, event: object) -> Section:
    """The section after an event."""
    if not isinstance(event, ConfigChanged):
        return state
    return Section(values_of(schema, event.values, event.secrets))


def values_of(schema: Schema, values: bytes, sealed: bytes) -> dict[str, Any]:
    """What a recorded change says today: newer settings have their default, ones that are no more
    are dropped."""
    known = {field.key: field for field in schema.fields}
    stored = {key: value for key, value in json.loads(values).items() if key in known}
    whole = {key: stored.get(key, schema.defaults.get(key, field.first)) for key, field in known.items()}
    return hidden.join(schema, whole, json.loads(sealed) if sealed else {})


def change(
    schema: Schema, state: Section, wanted: Mapping[str, Any], rule: Rule | None
) -> list[ConfigChanged]:
    """Settings that are given replace the present ones, as a whole each; a mask keeps its secret.

    A secret that would be sent elsewhere than before has to be given. Nothing happens when nothing differs.
    Raises ValueInvalid and what the rule raises.
    """
    _, kept = hidden.split(schema, state.values)
    meant = hidden.unmasked(schema, wanted, kept)
    after = schema.checked({**state.values, **meant})
    unknown = hidden.must_be_given(schema, state.values, after, wanted)
    if unknown:
        raise ValueInvalid(unknown, "has to be given again when it is to be sent elsewhere")
    if rule is not None:
        rule(after)
    changed = tuple(key for key in after if after[key] != state.values.get(key))
    if not changed:
        return []
    plain, secret = hidden.split(schema, after)
    return [ConfigChanged(schema.name, _stored(plain), SUBJECT, _stored(secret) if secret else b"", changed)]


def _stored(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
