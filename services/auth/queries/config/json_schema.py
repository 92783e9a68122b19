"""The JSON Schema of a section, for forms and checks outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.auth.domain.config import schema as s
from services.auth.domain.config.schema import Field, Schema

_TYPES = {s.BOOL: "boolean", s.INTEGER: "integer", s.NUMBER: "number", s.TEXT: "string", s.OBJECT: "object"}


def json_schema(schema: Schema) -> dict[str, Any]:
    """Draft 2020-12. Secrets are `writeOnly`."""
    properties = _properties(schema.fields)
    for field in schema.fields:
        if not field.secret:
            properties[field.key]["default"] = schema.defaults[field.key]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema.title,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _properties(fields: Sequence[Field]) -> dict[str, dict[str, Any]]:
    return {field.key: _field(field) for field in fields}


def _field(field: Field) -> dict[str, Any]:
    one = _one(field)
    if field.many:
        made: dict[str, Any] = {"type": "array", "items": one}
        made |= {"maxItems": field.max_length} if field.max_length else {}
        made |= {"minItems": field.min_length} if field.min_length else {}
    elif field.keyed:
        made = {"type": "object", "additionalProperties": one}
    else:
        made = one
        if field.nullable and isinstance(made.get("type"), str):
            made["type"] = [made["type"], "null"]
    return made | ({"writeOnly": True} if field.secret else {})


def _one(field: Field) -> dict[str, Any]:
    if field.kind == s.JSON:
        return {"type": list(field.types)} if field.types else {}
    made: dict[str, Any] = {"type": _TYPES[field.kind]}
    if field.kind == s.OBJECT:
        made |= {"properties": _properties(field.fields), "additionalProperties": False}
        required = [inner.key for inner in field.fields if inner.required]
        return made | ({"required": required} if required else {})
    if field.kind == s.TEXT and not (field.many or field.keyed):
        made |= {"maxLength": field.max_length} if field.max_length else {}
        made |= {"minLength": field.min_length} if field.min_length else {}
    if field.allowed:
        made["enum"] = [*field.allowed, *([None] if field.nullable else [])]
    if field.bounds:
        made |= {"minimum": field.bounds[0], "maximum": field.bounds[1]}
    return made
