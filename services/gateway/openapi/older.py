"""The same document as OpenAPI 3.0, for the Swagger UI that comes as a package and reads no newer one."""

from __future__ import annotations

from typing import Any


def as_3_0(document: dict[str, Any]) -> dict[str, Any]:
    """A copy that a reader of OpenAPI 3.0 understands. Types it cannot express become any value."""
    converted: dict[str, Any] = _convert(document)
    return {**converted, "openapi": "3.0.3"}


def _convert(value: Any) -> Any:
    if isinstance(value, list):
        return [_convert(v) for v in value]
    if not isinstance(value, dict):
        return value
    found = {k: _convert(v) for k, v in value.items() if k not in ("contentEncoding", "contentMediaType")}
    if value.get("contentEncoding") == "base64":
        found["format"] = "byte"
    if "contentMediaType" in value:
        found["format"] = "binary"
    if "const" in value:
        found["enum"] = [found.pop("const")]
    kind = value.get("type")
    if isinstance(kind, list):
        left = [k for k in kind if k != "null"]
        found.pop("type")
        if len(left) == 1:
            found["type"] = left[0]
        if len(left) < len(kind):
            found["nullable"] = True
    elif kind == "null":
        found = {"nullable": True, "enum": [None]}
    return found
