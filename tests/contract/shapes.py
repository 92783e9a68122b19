"""Compare a reply with the shape of recorded exchanges (tables/, written by tools/contract_tables.py)."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent / "tables"
NUMBERS = ("integer", "number")
REFUSAL = {"error", "message"}
"""Documented for refusals of the second surface, though recorded with `error` alone."""
ADDED = {"GET /api/v1/users/{user_id}": {"job_priority"}}
"""Keys the reference's notes add to endpoints that were recorded without them."""
OPEN = ".metadatas["
"""What is known of a passage depends on the document: further keys are allowed there."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One recorded exchange, without its text: what the endpoint answered in one situation."""

    name: str
    endpoints: frozenset[str]
    status: int
    content_type: str
    shape: Any
    known_keys: frozenset[str]
    """Every key any exchange of this endpoint shows or its documentation declares: extra keys of a reply
    must be among them."""


@functools.cache
def tables() -> list[dict[str, Any]]:
    """The rows of both tables: an endpoint each, with its recorded exchanges."""
    names = ("openwebui", "anythingllm")
    return [row for name in names for row in json.loads((TABLES / f"{name}.json").read_text())]


@functools.cache
def exchanges() -> dict[str, Exchange]:
    """All recorded exchanges by name: `0.12.4#41` (first surface), `#12` (second)."""
    endpoints: dict[str, set[str]] = {}
    known: dict[str, set[str]] = {}
    for row in tables():
        keys = (
            {key for e in row["exchanges"] for key in _keys(e["shape"])}
            | REFUSAL
            | {*row.get("declared", ())}
            | ADDED.get(f"{row['method']} {row['path']}", set())
        )
        for e in row["exchanges"]:
            endpoints.setdefault(e["name"], set()).add(f"{row['method']} {row['path']}")
            known.setdefault(e["name"], set()).update(keys)
    return {
        e["name"]: Exchange(
            e["name"],
            frozenset(endpoints[e["name"]]),
            e["status"],
            e["content_type"],
            e["shape"],
            frozenset(known[e["name"]]),
        )
        for row in tables()
        for e in row["exchanges"]
    }


def documented(method: str, path: str) -> set[str]:
    """The documented endpoints a request path can mean; `{kept}` segments stand for any parameter."""
    if any((row["method"], row["path"]) == (method, path) for row in tables()):
        return {f"{method} {path}"}  # two that differ in their last slash are two
    found: dict[int, set[str]] = {}
    for row in tables():
        if row["method"] == method and _matches(row["path"], path):
            found.setdefault(_literals(row["path"]), set()).add(f"{method} {row['path']}")
    return found[max(found)] if found else set()


def _literals(template: str) -> int:
    return sum(not part.startswith("{") for part in template.split("/"))


def _matches(template: str, path: str) -> bool:
    parts, given = _segments(template), _segments(path)
    return len(parts) == len(given) and all(
        part == other or part.startswith("{") for part, other in zip(parts, given, strict=True)
    )


def _segments(path: str) -> list[str]:
    # The second surface is documented below /api/v1 and served below /v1 as well.
    parts = path.strip("/").split("/")
    return parts[1:] if parts[:2] == ["api", "v1"] else parts


def differences(expected: Any, actual: Any, known: frozenset[str], where: str = "$") -> Iterator[str]:
    """Why `actual` does not have the shape `expected`; nothing when it has."""
    match expected:
        case "any" | "text":
            return
        case dict():
            yield from _object(expected, actual, known, where)
        case list():
            yield from _array(expected, actual, known, where)
        case _ if (kind := _kind(actual)) != expected and not (kind in NUMBERS and expected in NUMBERS):
            yield f"{where}: {expected} expected, {kind} found"


def _object(expected: dict[str, Any], actual: Any, known: frozenset[str], where: str) -> Iterator[str]:
    if not isinstance(actual, dict):
        yield f"{where}: object expected, {_kind(actual)} found"
        return
    items = expected.get("*")
    for key, shape in expected.items():
        if key == "*":
            continue
        if key not in actual:
            yield f"{where}.{key}: missing"
        else:
            yield from differences(shape, actual[key], known, f"{where}.{key}")
    for key in actual.keys() - expected.keys():
        if items is not None:
            wanted = items if isinstance(items, list) else [items]
            yield from _array(wanted, [actual[key]], known, f"{where}.{key}")
        elif key not in known and OPEN not in where:
            yield f"{where}.{key}: not a key of this endpoint"


def _array(expected: list[Any], actual: Any, known: frozenset[str], where: str) -> Iterator[str]:
    if not isinstance(actual, list):
        yield f"{where}: array expected, {_kind(actual)} found"
        return
    for index, item in enumerate(actual):
        tried = [list(differences(shape, item, known, f"{where}[{index}]")) for shape in expected]
        if len(tried) > 1 and all(tried) and isinstance(item, dict):
            tried.append(list(_mixed(expected, item, known, f"{where}[{index}]")))
        if tried and all(tried):
            yield from min(tried, key=len)


def _mixed(shapes: list[Any], actual: dict[str, Any], known: frozenset[str], where: str) -> Iterator[str]:
    """An item that agrees with another recorded item in each of its members (which are null differs)."""
    objects = [shape for shape in shapes if isinstance(shape, dict)]
    for key in actual.keys() | set.intersection(*({*shape} for shape in objects or [{}])):
        tried = [
            list(differences({key: shape[key]}, {k: v for k, v in actual.items() if k == key}, known, where))
            for shape in objects
            if key in shape
        ]
        if not tried and key not in known and OPEN not in where:
            yield f"{where}.{key}: not a key of this endpoint"
        if tried and all(tried):
            yield from min(tried, key=len)


def _kind(value: Any) -> str:
    kinds = {
        type(None): "null",
        bool: "boolean",
        int: "integer",
        float: "number",
        str: "string",
        list: "array",
        dict: "object",
    }
    return kinds[type(value)]


def _keys(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        for key, item in shape.items():
            yield key
            yield from _keys(item)
    elif isinstance(shape, list):
        for item in shape:
            yield from _keys(item)
