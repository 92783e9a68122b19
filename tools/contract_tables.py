"""Turn contract records into the tables that tests/contract and the coverage report read.

    python -m tools.contract_tables DIRECTORY

DIRECTORY holds `*-seed.json`, `*-extra.json` and `*-recordings.jsonl`. Only shapes are kept: method, path,
status, content type, keys, types and nulls; no text and no value of an exchange.

Where the reference says that an object may have any keys, the recorded ones are examples of one shape.

A shape is `"null"`, `"boolean"`, `"integer"`, `"number"`, `"string"`, `"any"`, `{key: shape}` for an object,
`[shape, …]` (distinct shapes of the items) for an array, `"text"` for a body that is not JSON. A streamed
body is the array of its events.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "tests" / "contract" / "tables"
GENERATED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
"""Keys of this form are ids: an object of them is a map, `{"*": shape}`."""


def shape(value: Any) -> Any:
    """The shape of a decoded JSON value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return _distinct([shape(item) for item in value])
        case {"$truncated": True}:
            return _from_outline(value["shape"]) if "shape" in value else "any"
        case {"$binary": True} | {"$spa_index": True}:
            return "any"
        case dict():
            return _members({key: shape(item) for key, item in value.items()})
    raise TypeError(type(value))


def _from_outline(outline: Any) -> Any:
    """The recorder's own outline of a long body, read leniently: what it does not tell is `any`."""
    match outline:
        case "str" | "string":
            return "string"
        case "int" | "integer":
            return "integer"
        case "float" | "number":
            return "number"
        case "bool" | "boolean":
            return "boolean"
        case "null" | None:
            return "null"
        case dict():
            return _members({k: _from_outline(v) for k, v in outline.items() if not k.startswith("$")})
        case list():
            return _distinct([_from_outline(item) for item in outline])
    return "any"


def _members(members: dict[str, Any]) -> dict[str, Any]:
    generated = [item for key, item in members.items() if GENERATED.fullmatch(key)]
    if not generated:
        return members
    kept = {key: item for key, item in members.items() if not GENERATED.fullmatch(key)}
    return {**kept, "*": generated[0] if len(generated) == 1 else _distinct(generated)}


def _distinct(shapes: list[Any]) -> list[Any]:
    found: list[Any] = []
    for item in shapes:
        if item not in found:
            found.append(item)
    return found


def openwebui(folder: Path) -> list[dict[str, Any]]:
    """A row an endpoint of the first surface, documented ones first."""
    recorded: dict[tuple[str, int], dict[str, Any]] = {}
    with (folder / "openwebui-recordings.jsonl").open() as lines:
        for line in lines:
            exchange = json.loads(line)
            recorded[exchange["server"], exchange["seq"]] = exchange
    rows = []
    for source, documented in (("openwebui-seed.json", True), ("openwebui-extra.json", False)):
        for record in json.loads((folder / source).read_text()):
            exchanges = [
                _exchange(recorded[server, seq], f"{server}#{seq}")
                for server, numbers in record.get("recordings", {}).items()
                for seq in numbers
                if (server, seq) in recorded
            ]
            free = set(_free(record.get("response")))
            for one in exchanges:
                one["shape"] = _freed(one["shape"], free)
            rows.append(_row(record, documented, exchanges))
    return rows


def anythingllm(folder: Path) -> list[dict[str, Any]]:
    """A row an endpoint of the second surface."""
    recorded: dict[int, list[dict[str, Any]]] = {}
    with (folder / "anythingllm-recordings.jsonl").open() as lines:
        for line in lines:
            exchange = json.loads(line)
            recorded.setdefault(exchange["endpoint_index"], []).append(exchange)
    rows = []
    for index, record in enumerate(json.loads((folder / "anythingllm-seed.json").read_text())):
        exchanges = [_exchange(e, f"#{e['n']}") for e in recorded.get(index, [])]
        rows.append(_row(record, True, exchanges))
    return rows


def _row(record: dict[str, Any], documented: bool, exchanges: list[dict[str, Any]]) -> dict[str, Any]:
    keep = ("n", "section", "method", "path", "auth", "upstream_method", "upstream_path")
    row = {key: record[key] for key in keep if record.get(key) is not None}
    shown = {key for exchange in exchanges for key in _keys(exchange["shape"])}
    declared = sorted(set(_declared(record.get("response"))) - shown) if exchanges else []
    if declared:
        row["declared"] = declared
    return {**row, "documented": documented, "exchanges": exchanges}


def _free(schema: Any) -> Iterator[str]:
    """The keys whose values are objects with keys of any name and values of one scalar type."""
    if isinstance(schema, dict):
        for name, inner in (schema.get("properties") or {}).items():
            rest = inner.get("additionalProperties") if isinstance(inner, dict) else None
            if isinstance(rest, dict) and isinstance(rest.get("type"), str) and "properties" not in inner:
                yield name
    for item in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _free(item)


def _freed(found: Any, free: set[str]) -> Any:
    if isinstance(found, list):
        return [_freed(item, free) for item in found]
    if not isinstance(found, dict):
        return found
    kept = {key: _freed(item, free) for key, item in found.items()}
    for key in free & kept.keys():
        items = _distinct(list(kept[key].values())) if isinstance(kept[key], dict) else []
        if items:
            kept[key] = {"*": items[0] if len(items) == 1 else items}
    return kept


def _keys(found: Any) -> Iterator[str]:
    """The keys of a shape."""
    if isinstance(found, dict):
        yield from found
    for item in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from _keys(item)


def _declared(schema: Any) -> Iterator[str]:
    """The keys that the schemas of a record's replies name, whether an exchange shows them or not."""
    if isinstance(schema, dict):
        yield from schema["properties"] if isinstance(schema.get("properties"), dict) else ()
    for item in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _declared(item)


def _exchange(exchange: dict[str, Any], name: str) -> dict[str, Any]:
    headers = exchange.get("response_headers") or {}
    content_type = exchange.get("content_type") or headers.get("content-type") or ""
    frames = exchange.get("sse_frames")
    body = exchange.get("response_body") if frames is None else frames
    textual = isinstance(body, str) and "json" not in content_type
    return {
        "name": name,
        "method": exchange["method"],
        "status": exchange["status"],
        "content_type": content_type.split(";")[0],
        "shape": "text" if textual else shape(body),
    }


def main(folder: Path) -> None:
    """Write both tables."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, rows in (("openwebui", openwebui(folder)), ("anythingllm", anythingllm(folder))):
        text = "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n"
        (OUT / f"{name}.json").write_text(text)
        print(f"{name}: {len(rows)} endpoints, {sum(len(r['exchanges']) for r in rows)} exchanges")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
