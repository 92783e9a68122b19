"""The section "accounts" between its values and the messages of Open WebUI's admin form.

Both name the settings alike (the contract's `name` option); JSON fields hold text, numbers, objects or
null as clients send them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from parlance.auth.v1 import account_settings_pb2
from parlance.auth.v1 import accounts_pb2 as pb
from parlance.options.v1 import options_pb2

from services.auth.domain.config.accounts import COUNTS
from services.auth.domain.refusals import ValueInvalid


def to_message(values: Mapping[str, Any]) -> pb.AdminConfig:
    """All settings as the reply."""
    reply = pb.AdminConfig()
    for field, key, is_json in fields(pb.AdminConfig):
        value = values.get(key)
        if is_json:
            setattr(reply, field, json.dumps(value, ensure_ascii=False).encode())
        elif value is not None:
            setattr(reply, field, value)
    return reply


def from_request(request: pb.UpdateAdminConfigRequest, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """The settings a request names; null in a JSON field stands for the default."""
    wanted: dict[str, Any] = {}
    for field, key, is_json in fields(pb.UpdateAdminConfigRequest):
        if request.DESCRIPTOR.fields_by_name[field].has_presence and not request.HasField(field):
            continue
        value = getattr(request, field)
        wanted[key] = _json(key, value, defaults[key]) if is_json else value
    return wanted


def _json(key: str, raw: bytes, default: Any) -> Any:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueInvalid(key, "not JSON") from None
    if value is None:
        return default
    if key in COUNTS and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


def fields(message: type[Any]) -> list[tuple[str, str, bool]]:
    """Name, key and whether it is JSON, of each field that is a setting."""
    found = []
    for field in message.DESCRIPTOR.fields:
        rule = field.GetOptions().Extensions[options_pb2.field]
        if field.name in account_settings_pb2.AccountSettings.DESCRIPTOR.fields_by_name:
            found.append((field.name, rule.name, rule.json))
    return found
