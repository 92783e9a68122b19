"""The settings of accounts between their JSON keys and the messages of the contract.

Which key belongs to which field is the contract's `name` option; JSON fields hold text, numbers,
objects or null as clients send them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from parlance.auth.v1 import accounts_pb2 as pb
from parlance.options.v1 import options_pb2

from services.auth.domain.installation import DEFAULTS
from services.auth.domain.refusals import ValueInvalid

_OBJECTS = ("DEFAULT_INTERFACE_SETTINGS", "I18N")
_COUNTS = ("FOLDER_MAX_FILE_COUNT", "AUTOMATION_MAX_COUNT", "AUTOMATION_MIN_INTERVAL")
_LONGEST = 64 * 1024


def to_message(settings: Mapping[str, Any]) -> pb.AdminConfig:
    """All settings as the reply."""
    reply = pb.AdminConfig()
    for field, key, is_json in _fields(pb.AdminConfig):
        if key not in settings:
            continue
        value = settings[key]
        if is_json:
            setattr(reply, field, json.dumps(value, ensure_ascii=False).encode())
        elif value is not None:
            setattr(reply, field, value)
    return reply


def from_request(request: pb.UpdateAdminConfigRequest) -> dict[str, Any]:
    """The settings a request names; null stands for the key's first value."""
    wanted: dict[str, Any] = {}
    for field, key, is_json in _fields(pb.UpdateAdminConfigRequest):
        if request.DESCRIPTOR.fields_by_name[field].has_presence and not request.HasField(field):
            continue
        value = getattr(request, field)
        wanted[key] = _json(key, value) if is_json else value
    return wanted


def _json(key: str, raw: bytes) -> Any:
    if len(raw) > _LONGEST:
        raise ValueInvalid(key, f"more than {_LONGEST // 1024} KiB")
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueInvalid(key, "not JSON") from None
    if value is None:
        return DEFAULTS[key]
    if key in _OBJECTS and not isinstance(value, dict):
        raise ValueInvalid(key, "an object is expected")
    if key in _COUNTS:
        # Kept as text, the way clients read it; empty means no limit.
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueInvalid(key, "a number or text is expected")
        value = str(value)
        if value and not (value.isascii() and value.isdigit() and len(value) < 10):
            raise ValueInvalid(key, "a whole number is expected")
    return value


def _fields(message: type[Any]) -> list[tuple[str, str, bool]]:
    found = []
    for field in message.DESCRIPTOR.fields:
        rule = field.GetOptions().Extensions[options_pb2.field]
        if rule.name in DEFAULTS:
            found.append((field.name, rule.name, rule.json))
    return found
