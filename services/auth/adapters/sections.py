"""Sections between the messages that declare them and the schemas the domain checks with.

The rules are those of the contract's options: name, required, limits, secret, json, allowed, setting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from google.protobuf.descriptor import FieldDescriptor as D
from google.protobuf.message import Message
from parlance.options.v1 import options_pb2

from kernel.livesettings.sections import all_sections, rule_of
from services.auth.domain.config import schema as s
from services.auth.domain.config.rules import RULES
from services.auth.domain.config.schema import Field, Schema
from services.auth.domain.refusals import Refused

_KINDS = {
    D.CPPTYPE_BOOL: s.BOOL,
    D.CPPTYPE_INT32: s.INTEGER,
    D.CPPTYPE_INT64: s.INTEGER,
    D.CPPTYPE_UINT32: s.INTEGER,
    D.CPPTYPE_UINT64: s.INTEGER,
    D.CPPTYPE_DOUBLE: s.NUMBER,
    D.CPPTYPE_FLOAT: s.NUMBER,
    D.CPPTYPE_STRING: s.TEXT,
    D.CPPTYPE_MESSAGE: s.OBJECT,
}


def schema_of(section: type[Message], outside: Mapping[str, Any] | None = None) -> Schema:
    """The schema a message declares; `outside` are values the operator gives until they are changed.

    Raises TypeError for fields or defaults that cannot be settings.
    """
    rule = rule_of(section)
    fields = _fields(section.DESCRIPTOR, rule.name)
    defaults = {**json.loads(rule.defaults or "{}"), **(outside or {})}
    made = Schema(rule.name, rule.title or rule.name, fields, defaults)
    try:
        return Schema(made.name, made.title, fields, made.checked({}))
    except Exception as error:
        raise TypeError(f"section {rule.name}: the defaults do not fit: {error}") from error


def schemas(outside: Mapping[str, Mapping[str, Any]]) -> dict[str, Schema]:
    """The schemas of all declared sections.

    Raises TypeError when two export under one key, or when defaults break their section's rule.
    """
    made = {name: schema_of(message, outside.get(name)) for name, message in all_sections().items()}
    for name, rule in RULES.items():
        try:
            rule(made[name].defaults)
        except Refused as refused:
            where = refused.details.get("field", "")
            raise TypeError(f"section {name}: the defaults do not fit: {where}: {refused}") from refused
    keys = [field.exported for schema in made.values() for field in schema.fields]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise TypeError(f"two settings export as {sorted(twice)[0]}")
    return made


def to_message(section: type[Message], schema: Schema, values: Mapping[str, Any]) -> Any:
    """Checked values as the message that declares the section."""
    message = section()
    _fill(message, schema.fields, values)
    return message


def from_message(fields: tuple[Field, ...], message: Any) -> dict[str, Any]:
    """A message as values, unchecked: what has presence and is unset is left out."""
    values: dict[str, Any] = {}
    for field, descriptor in zip(fields, message.DESCRIPTOR.fields, strict=True):
        if descriptor.has_presence and not message.HasField(descriptor.name):
            continue
        value = getattr(message, descriptor.name)
        if field.many:
            values[field.key] = [_value(field, item) for item in value]
        elif field.keyed:
            values[field.key] = {key: _value(field, value[key]) for key in value}
        else:
            values[field.key] = _value(field, value)
    return values


def _value(field: Field, value: Any) -> Any:
    if field.kind == s.OBJECT:
        return from_message(field.fields, value)
    if field.kind == s.JSON:
        return json.loads(value) if value else None
    return value


def _fields(descriptor: Any, section: str) -> tuple[Field, ...]:
    return tuple(_field(field, section) for field in descriptor.fields)


def _field(field: Any, section: str) -> Field:
    rule = field.GetOptions().Extensions[options_pb2.field]
    entry = field.message_type
    keyed = bool(entry is not None and entry.GetOptions().map_entry)
    value = entry.fields_by_name["value"] if keyed else field
    if value.type == D.TYPE_BYTES:
        if not rule.json:
            raise TypeError(f"{field.full_name}: a setting of bytes must be json")
        kind = s.JSON
    elif value.cpp_type in _KINDS:
        kind = _KINDS[value.cpp_type]
    else:
        raise TypeError(f"{field.full_name}: not a type of settings")
    if rule.secret and kind not in (s.TEXT, s.JSON):
        raise TypeError(f"{field.full_name}: a secret is a text or JSON")
    key = rule.name or field.name
    types = json.loads(rule.json_schema).get("type", ()) if rule.json_schema else ()
    return Field(
        key=key,
        kind=kind,
        many=field.is_repeated and not keyed,
        keyed=keyed,
        nullable=field.has_presence and (kind != s.OBJECT or rule.nullable or rule.emit_null),
        required=rule.required,
        secret=rule.secret,
        sent_to=tuple(rule.sent_to),
        max_length=rule.max_length,
        min_length=rule.min_length,
        bounds=(rule.minimum, rule.maximum) if rule.bounded else None,
        allowed=tuple(rule.allowed),
        types=(types,) if isinstance(types, str) else tuple(types),
        fields=_fields(value.message_type, section) if kind == s.OBJECT else (),
        exported=rule.setting or f"{section}.{key}",
    )


def _fill(message: Any, fields: tuple[Field, ...], values: Mapping[str, Any]) -> None:
    for field, descriptor in zip(fields, message.DESCRIPTOR.fields, strict=True):
        value = values.get(field.key)
        if value is None:
            continue
        if field.many:
            _fill_list(getattr(message, descriptor.name), field, value)
        elif field.keyed:
            _fill_map(getattr(message, descriptor.name), field, value)
        elif field.kind == s.OBJECT:
            inner = getattr(message, descriptor.name)
            inner.SetInParent()
            _fill(inner, field.fields, value)
        else:
            setattr(message, descriptor.name, _plain(field, value))


def _fill_list(target: Any, field: Field, value: list[Any]) -> None:
    if field.kind != s.OBJECT:
        target.extend(_plain(field, item) for item in value)
        return
    for item in value:
        _fill(target.add(), field.fields, item)


def _fill_map(target: Any, field: Field, value: Mapping[str, Any]) -> None:
    for key, item in value.items():
        if field.kind == s.OBJECT:
            _fill(target[key], field.fields, item)
        else:
            target[key] = _plain(field, item)


def _plain(field: Field, value: Any) -> Any:
    if field.kind == s.JSON:
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
    return value
