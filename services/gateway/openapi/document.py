"""OpenAPI 3.1 of everything the gateway serves. https://spec.openapis.org/oas/v3.1.1

The schemas are those of the codec; error answers are ranges (4XX, 5XX) in the shape of the route's
surface. Aliases are served and not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from parlance.options.v1 import options_pb2 as options

from services.gateway.codec.params import query_fields
from services.gateway.codec.plan import FieldPlan, Plans
from services.gateway.endpoint import DOWNLOAD, EVENTS, UPLOAD, Endpoint
from services.gateway.heads import ORIGIN
from services.gateway.openapi.schemas import Components, Schema

_PARAMETER = re.compile(r"\{(\w+)(?:=\*\*?)?\}")
_SECURITY: list[dict[str, list[str]]] = [{"bearer": []}, {"apiKey": []}, {"session": []}]
_VALIDATION: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "loc": {"type": "array", "items": {"type": ["string", "integer"]}},
            "msg": {"type": "string"},
        },
        "required": ["type", "loc", "msg"],
    },
}
_TEXT = {"type": "string"}
_ERRORS: dict[str, Schema] = {
    "openwebui": {
        "type": "object",
        "properties": {"detail": {"anyOf": [_TEXT, _VALIDATION]}},
        "required": ["detail"],
    },
    "anythingllm": {
        "type": "object",
        "properties": {"error": _TEXT, "message": _TEXT},
        "required": ["error", "message"],
    },
    "openai": {
        "type": "object",
        "properties": {
            "error": {
                "type": "object",
                "properties": {
                    "message": _TEXT,
                    "type": _TEXT,
                    "param": {"type": ["string", "null"]},
                    "code": {"type": ["string", "null"]},
                },
                "required": ["message", "type", "param", "code"],
            }
        },
        "required": ["error"],
    },
    "ollama": {"type": "object", "properties": {"error": _TEXT}, "required": ["error"]},
    "scim": {
        "type": "object",
        "properties": {
            "schemas": {"type": "array", "items": _TEXT},
            "status": _TEXT,
            "detail": _TEXT,
            "scimType": _TEXT,
        },
        "required": ["schemas", "status", "detail"],
    },
}


def document(endpoints: Iterable[Endpoint], plans: Plans, version: str) -> dict[str, Any]:
    """The whole document, ready to be written as JSON."""
    components = Components()
    paths: dict[str, dict[str, Any]] = {}
    spelled: dict[str, str] = {}
    for e in endpoints:
        if e.binding.alias:
            continue
        path = _PARAMETER.sub(r"{\1}", e.binding.template)
        # Paths that differ only by the names of their parameters are one path in OpenAPI.
        path = spelled.setdefault(_PARAMETER.sub("{}", e.binding.template), path)
        names = tuple(_PARAMETER.findall(path))
        paths.setdefault(path, {})[e.binding.verb.lower()] = _operation(e, plans, components, names)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Parlance",
            "version": version,
            "description": "The backend of an AI workspace, behind two published REST APIs.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted({**components.schemas, **_error_components()}.items())),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "apiKey": {"type": "apiKey", "in": "header", "name": "x-api-key"},
                "session": {"type": "apiKey", "in": "cookie", "name": "token"},
            },
        },
    }


def _operation(e: Endpoint, plans: Plans, components: Components, names: tuple[str, ...]) -> dict[str, Any]:
    short = e.method.full_name.removeprefix("parlance.")
    index = e.method.bindings.index(e.binding)
    operation: dict[str, Any] = {
        "operationId": short if index == 0 else f"{short}.{index}",
        "summary": e.rule.summary or short.rpartition(".")[2],
        "tags": [e.rule.section or e.method.service],
        "parameters": _parameters(e, plans, components, names),
        "responses": _responses(e, plans, components),
        "security": [{}, *_SECURITY] if e.public else _SECURITY,
    }
    body = _request_body(e, plans, components)
    if body is not None:
        operation["requestBody"] = body
    return operation


def _parameters(e: Endpoint, plans: Plans, components: Components, names: tuple[str, ...]) -> list[Any]:
    if e.kind == UPLOAD:
        return [{"name": name, "in": "path", "required": True, "schema": _TEXT} for name in names]
    plan = plans.of(e.method.descriptor.input_type)
    found = [
        {"name": name, "in": "path", "required": True, "schema": _not_empty(components, plan.by_attr(attr))}
        for name, attr in zip(names, e.names, strict=True)
    ]
    for f in query_fields(plan, e.binding.body, e.names):
        schema = components.read_field(f)
        found.append({"name": f.wire, "in": "query", "required": f.required, "schema": _without_null(schema)})
    for f in plan.fields:
        if f.in_head and f.header != ORIGIN:
            where = {"name": f.header or f.cookie, "in": "header" if f.header else "cookie"}
            schema = _without_null(components.read_field(f))
            found.append({**where, "required": f.required, "schema": schema})
    return found


def _request_body(e: Endpoint, plans: Plans, components: Components) -> dict[str, Any] | None:
    if e.kind == UPLOAD:
        schema = {
            "type": "object",
            "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
            "required": ["file"],
            "additionalProperties": _TEXT,
        }
        return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    if not e.binding.body:
        return None
    plan = plans.of(e.method.descriptor.input_type)
    if e.binding.body == "*":
        schema = components.read(plan, e.names)
        required = any(f.required and f.attr not in e.names for f in plan.incoming)
    else:
        f = plan.by_attr(e.binding.body)
        schema = components.read_field(f) if f.kind != "message" or f.repeated else _form(components, f)
        inner = f.message.incoming if f.message is not None and not f.repeated else []
        required = f.required or any(i.required for i in inner)
    own = e.content_type.decode().partition(";")[0] if e.is_json else ""
    kinds = dict.fromkeys(["application/json", own or "application/json"])
    return {"required": required, "content": {kind: {"schema": schema} for kind in kinds}}


def _form(components: Components, f: FieldPlan) -> Schema:
    assert f.message is not None
    return components.read(f.message)


def _responses(e: Endpoint, plans: Plans, components: Components) -> dict[str, Any]:
    found: dict[str, Any] = {}
    ok = str(e.status)
    json_type = e.content_type.decode().partition(";")[0]
    if e.rule.redirect:
        headers = {"location": {"schema": _TEXT}}
        found[ok] = {"description": "Elsewhere", "headers": headers}
    elif e.kind == EVENTS:
        lines = e.rule.framing == options.FRAMING_NDJSON
        kind = "application/x-ndjson" if lines else "text/event-stream"
        found[ok] = {
            "description": "A stream, or one document when none was asked for",
            "content": {kind: {"schema": _TEXT}, json_type: {"schema": {}}},
        }
    elif e.kind == DOWNLOAD:
        content: dict[str, Any] = {"*/*": {"schema": {}}}
        found[ok] = {"description": "The file", "content": content}
        if e.takes_range:
            found["206"] = {"description": "The range that was asked for", "content": content}
        found["304"] = {"description": "Not changed"}
    elif e.bare:
        found[ok] = {"description": "Done"}
    else:
        schema = _reply(e, plans, components) if e.is_json else _TEXT
        told = _refusals_with_success(e)
        schema = {"anyOf": [schema, *told]} if told else schema
        found[ok] = {"description": "Done", "content": {json_type: {"schema": schema}}}
    headers = _headers(e, plans, components)
    if headers:
        found[ok]["headers"] = {**found[ok].get("headers", {}), **headers}
    if e.revalidates:
        found["304"] = {"description": "Not changed"}
    return {**found, **_error_responses(e)}


def _refusals_with_success(e: Endpoint) -> list[Schema]:
    """Shapes of refusals that a route answers with a status of success."""
    shapes = [r.body or e.rule.error_body for r in e.rule.errors if 200 <= r.status < 300]
    found = dict.fromkeys(s for s in shapes if s not in ("", "text", "empty"))
    return [_shape_schema(msgspec.json.decode(shape)) for shape in found]


def _headers(e: Endpoint, plans: Plans, components: Components) -> dict[str, Any]:
    fields = [f for f in plans.of(e.method.descriptor.output_type).fields if f.header]
    return {f.header: {"schema": _without_null(components.written_field(f))} for f in fields}


def _reply(e: Endpoint, plans: Plans, components: Components) -> Schema:
    plan = plans.of(e.method.descriptor.output_type)
    attr = e.binding.response_body
    if not attr:
        return components.written(plan)
    f = plan.by_attr(attr)
    schema = components.written_field(f)
    if f.presence and not f.emit_default and not f.emit_null:
        return {"anyOf": [schema, {"type": "null"}]} if schema else schema
    return schema


def _error_responses(e: Endpoint) -> dict[str, Any]:
    json_type = (e.content_type if e.is_json else e.dialect.content_type).decode().partition(";")[0]
    shapes = [s for s in (e.rule.error_body, *(r.body for r in e.rule.errors)) if s]
    schemas: list[Schema] = [
        {"$ref": f"#/components/schemas/{_error_name(e.dialect.name)}"},
        {"$ref": "#/components/schemas/BackendError"},
    ]
    for shape in shapes:
        if shape not in ("text", "html", "empty"):
            schemas.append(_shape_schema(msgspec.json.decode(shape)))
    content: dict[str, Any] = {json_type: {"schema": {"anyOf": schemas}}}
    if json_type != "application/json":
        content["application/json"] = {"schema": {"$ref": "#/components/schemas/BackendError"}}
    if "text" in shapes or "empty" in shapes:
        content["text/plain"] = {"schema": _TEXT}
    if "html" in shapes:
        content["text/html"] = {"schema": _TEXT}
    return {
        "4XX": {"description": "The request cannot be served", "content": content},
        "5XX": {"description": "The server or a backend failed", "content": content},
    }


def _shape_schema(shape: Any) -> Schema:
    if isinstance(shape, dict):
        properties = {k: _shape_schema(v) for k, v in shape.items()}
        return {"type": "object", "properties": properties, "required": list(shape)}
    if isinstance(shape, str) and shape.startswith("$"):
        return _TEXT
    return {"const": shape}


def _error_components() -> dict[str, Schema]:
    backend = {"type": "object", "description": "What a model backend answered, as it came."}
    return {"BackendError": backend, **{_error_name(name): schema for name, schema in _ERRORS.items()}}


def _error_name(dialect: str) -> str:
    return f"Error.{dialect}"


def _not_empty(components: Components, f: FieldPlan) -> Schema:
    schema = components.read_field(f)
    return {"minLength": 1, **_without_null(schema)} if f.kind == "string" else _without_null(schema)


def _without_null(schema: Schema) -> Schema:
    """A parameter is a text or absent, never null."""
    kind = schema.get("type")
    if isinstance(kind, list) and "null" in kind and len(kind) > 1:
        left = [k for k in kind if k != "null"]
        schema = {**schema, "type": left[0] if len(left) == 1 else left}
        if "enum" in schema:
            schema["enum"] = [v for v in schema["enum"] if v is not None]
    return schema
