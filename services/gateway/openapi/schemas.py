"""JSON Schemas of messages, as the codec really reads and writes them.

A message has up to two components: `<Name>` as it is written and `<Name>Input` as it is read, since
what is always there in a reply may be left out of a request. JSON Schema 2020-12, as OpenAPI 3.1 has it.
"""

from __future__ import annotations

import copy
from typing import Any

from services.gateway.codec.plan import FieldPlan, MessagePlan

Schema = dict[str, Any]

_SCALARS: dict[str, Schema] = {
    "string": {"type": "string"},
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bytes": {"type": "string", "contentEncoding": "base64"},
}


class Components:
    """Collects the schemas of messages as they are referred to."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}

    def written(self, plan: MessagePlan) -> Schema:
        """A reference to a message as replies have it."""
        name = component_name(plan.name)
        if name not in self.schemas:
            self.schemas[name] = {}  # a message may contain itself
            shown = [f for f in plan.outgoing if not f.inline]
            self.schemas[name] = _object(
                {f.wire: self.written_field(f) for f in shown}, [f.wire for f in shown if f.always]
            )
        return {"$ref": f"#/components/schemas/{name}"}

    def read(self, plan: MessagePlan, leave: tuple[str, ...] = ()) -> Schema:
        """A message as requests have it: a reference, or in place when some fields come elsewhere."""
        fields = [f for f in plan.incoming if not f.inline and f.attr not in leave]
        left_out = any(f.attr in leave for f in plan.incoming)
        if left_out:
            return self._read_object(fields)
        name = component_name(plan.name) + "Input"
        if name not in self.schemas:
            self.schemas[name] = {}
            self.schemas[name] = self._read_object(fields)
        return {"$ref": f"#/components/schemas/{name}"}

    def written_field(self, f: FieldPlan) -> Schema:
        """The value of a field in a reply."""
        schema = self._value(f, incoming=False)
        if f.presence and f.emit_null and not f.emit_default:
            return nullable(schema)
        return schema

    def read_field(self, f: FieldPlan) -> Schema:
        """The value of a field in a request."""
        schema = self._value(f, incoming=True)
        return nullable(schema) if f.nullable else schema

    def _read_object(self, fields: list[FieldPlan]) -> Schema:
        properties = {f.wire: self.read_field(f) for f in fields}
        return _object(properties, [f.wire for f in fields if f.required])

    def _value(self, f: FieldPlan, incoming: bool) -> Schema:
        if f.is_map:
            assert f.value is not None
            schema: Schema = {"type": "object", "additionalProperties": self._one(f.value, incoming)}
            return _counted(schema, f, "Properties") if incoming else schema
        if f.repeated:
            schema = {"type": "array", "items": self._one(f, incoming)}
            return _counted(schema, f, "Items") if incoming else schema
        return self._one(f, incoming)

    def _one(self, f: FieldPlan, incoming: bool) -> Schema:
        if f.kind == "message":
            assert f.message is not None
            return self.read(f.message) if incoming else self.written(f.message)
        if f.kind == "json":
            return copy.deepcopy(f.schema) if f.schema is not None else {}
        if f.kind == "enum":
            assert f.enum is not None
            return {"type": "string", "enum": list(f.enum.numbers)}
        schema = dict(_SCALARS[f.kind])
        if f.secret and f.kind == "string":
            schema["format"] = "password"
        if not incoming:
            return schema
        if f.kind == "string" and not f.repeated:
            return _counted(schema, f, "Length")
        if f.kind in ("int", "float") and f.low is not None:
            schema["minimum"] = f.low
        if f.kind in ("int", "float") and f.high is not None:
            schema["maximum"] = f.high
        return schema


def component_name(full_name: str) -> str:
    """`parlance.auth.v1.SignedIn` -> `auth.SignedIn`; nested messages keep their path."""
    parts = full_name.split(".")
    return ".".join([parts[1], *parts[3:]]) if len(parts) > 3 else full_name


def nullable(schema: Schema) -> Schema:
    """The schema, or null."""
    kind = schema.get("type")
    if not schema or kind == "null" or (isinstance(kind, list) and "null" in kind):
        return schema
    if "$ref" in schema or "anyOf" in schema or kind is None:
        return {"anyOf": [schema, {"type": "null"}]}
    kinds = [kind] if isinstance(kind, str) else list(kind)
    schema = {**schema, "type": [*kinds, "null"]}
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return schema


def _object(properties: dict[str, Schema], required: list[str]) -> Schema:
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    return schema


def _counted(schema: Schema, f: FieldPlan, of: str) -> Schema:
    if f.min_length:
        schema[f"min{of}"] = f.min_length
    if f.max_length:
        schema[f"max{of}"] = f.max_length
    return schema
