"""Events stored by the first version still load, and the log holds no secret (all kinds: tests/golden)."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from parlance.auth.v1 import events_pb2
from parlance.options.v1 import options_pb2

from services.auth.adapters.events import event_registry
from services.auth.domain import events

GOLDEN = json.loads((Path(__file__).parent / "golden" / "events.json").read_text())
REGISTRY = event_registry()


@pytest.mark.parametrize("stored", GOLDEN, ids=lambda stored: f"{stored['type']}-{stored['schema']}")
def test_a_stored_event_loads_as_it_was_recorded(stored: dict[str, object]) -> None:
    kind, message = REGISTRY.parse(
        str(stored["type"]), int(str(stored["schema"])), bytes.fromhex(str(stored["data"])), "e1"
    )
    event = REGISTRY.build(kind, int(str(stored["schema"])), message)
    shown = {key: _plain(value) for key, value in dataclasses.asdict(event).items()}
    assert shown == stored["fields"]


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.decode()
    return list(value) if isinstance(value, tuple | list) else value


def test_what_people_tell_about_themselves_is_personal() -> None:
    personal = {
        "email", "name", "profile_image_url", "bio", "gender", "date_of_birth", "timezone",
        "status_emoji", "status_message", "info", "settings", "variables",
    }  # fmt: skip
    for message in events_pb2.DESCRIPTOR.message_types_by_name.values():
        if not message.name.startswith("User"):
            continue
        for field in message.fields:
            rule = field.GetOptions().Extensions[options_pb2.field]
            assert rule.personal == (field.name in personal), f"{message.name}.{field.name}"


def test_no_event_has_a_field_for_a_secret() -> None:
    for kind in vars(events).values():
        if dataclasses.is_dataclass(kind):
            names = {field.name for field in dataclasses.fields(kind)}
            assert not names & {"password", "hash", "password_hash", "secret", "digest", "token", "key"}
