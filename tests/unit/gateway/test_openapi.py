"""The document describes what is served, and a validator agrees."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from services.gateway.openapi import as_3_0, document
from tests.unit.gateway.harness import DEVELOPER, Stand


@pytest.fixture
def described(gate: Stand) -> dict[str, Any]:
    """The document of the probe service."""
    return document(gate.assembled.endpoints, gate.assembled.plans, "1.2.3")


def fits(described: dict[str, Any], schema: Any, value: Any) -> None:
    registry = Registry().with_resource("urn:d", Resource(contents=described, specification=DRAFT202012))
    absolute = json.loads(json.dumps(schema).replace('"#/', '"urn:d#/'))
    jsonschema.Draft202012Validator(absolute, registry=registry).validate(value)


def reply_schema(described: dict[str, Any], path: str, verb: str, status: str = "200") -> Any:
    content = described["paths"][path][verb]["responses"][status]["content"]
    return next(iter(content.values()))["schema"]


def test_it_is_valid_in_both_versions(described: dict[str, Any]) -> None:
    validate(described)
    validate(as_3_0(described))


def test_every_documented_route_is_there_and_no_other(described: dict[str, Any], gate: Stand) -> None:
    listed = {(v.upper(), p) for p, item in described["paths"].items() for v in item}
    documented = [e for e in gate.assembled.endpoints if not e.binding.alias]
    assert listed == {(e.binding.verb, e.binding.template.replace("=**", "")) for e in documented}


@pytest.mark.parametrize(
    ("verb", "path", "template", "body"),
    [
        ("get", "/api/v1/things/x", "/api/v1/things/{id}", b""),
        ("get", "/api/v1/things/", "/api/v1/things/", b""),
        ("delete", "/api/v1/things/x", "/api/v1/things/{id}", b""),
        ("post", "/api/v1/raw", "/api/v1/raw", {"a": 1}),
        ("post", "/api/v1/auths/signin", "/api/v1/auths/signin", {"title": "t"}),
    ],
)
async def test_replies_fit_their_schemas(
    gate: Stand, described: dict[str, Any], verb: str, path: str, template: str, body: Any
) -> None:
    answer = await gate.client(verb.upper(), path, body)
    fits(described, reply_schema(described, template, verb), answer.json)


async def test_errors_fit_their_schemas(gate: Stand, described: dict[str, Any]) -> None:
    for path, credential in (
        ("/api/v1/fail/openwebui", None),
        ("/openai/fail", None),
        ("/ollama/fail", None),
        ("/api/v1/scim/v2/fail", None),
        ("/api/v1/fail/anythingllm", DEVELOPER),
    ):
        for body in ({"reason": "NOT_FOUND"}, {"reason": 5}, b"{"):
            answer = await gate.client("POST", path, body, credential=credential)
            assert answer.status >= 400
            if body == b"{" and credential is DEVELOPER:
                # Clients of this API get a page for a body that is no JSON.
                assert answer.header("content-type") == "text/html; charset=utf-8"
                continue
            fits(described, reply_schema(described, path, "post", "4XX"), answer.json)


def test_requests_are_described_as_they_are_read(described: dict[str, Any]) -> None:
    post = described["paths"]["/api/v1/things/create"]["post"]
    schema = described["components"]["schemas"]["probe.CreateThingInput"]
    assert post["requestBody"]["required"] is True
    assert schema["required"] == ["title"]
    assert "user_id" not in schema["properties"]
    assert schema["properties"]["title"] == {"type": "string", "minLength": 1, "maxLength": 50}
    assert schema["properties"]["count"]["type"] == ["integer", "null"]
    query = {p["name"]: p for p in described["paths"]["/api/v1/things/"]["get"]["parameters"]}
    assert query["page"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 1000}
    assert "hidden" not in query
    with pytest.raises(jsonschema.ValidationError):
        fits(described, {"$ref": "#/components/schemas/probe.CreateThingInput"}, {"count": 11, "title": "t"})


def test_streams_uploads_and_downloads_have_their_media_types(described: dict[str, Any]) -> None:
    paths = described["paths"]
    assert set(paths["/api/v1/stream"]["post"]["responses"]["200"]["content"]) == {
        "text/event-stream",
        "application/json",
    }
    assert "application/x-ndjson" in paths["/api/v1/lines"]["post"]["responses"]["200"]["content"]
    assert list(paths["/api/v1/files/{folder}/"]["post"]["requestBody"]["content"]) == ["multipart/form-data"]
    assert {"200", "206", "304"} <= set(paths["/api/v1/files/{id}/content"]["get"]["responses"])


def test_public_methods_need_no_credential_and_others_one_of_three(described: dict[str, Any]) -> None:
    assert {} in described["paths"]["/api/v1/raw"]["post"]["security"]
    assert described["paths"]["/api/v1/things/{id}"]["get"]["security"] == [
        {"bearer": []},
        {"apiKey": []},
        {"session": []},
    ]
