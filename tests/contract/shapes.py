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


@dataclass(frozen=True, slots=True)
class Exchange:
    """One recorded exchange, without its text: what the endpoint answered in one situation."""

    name: str
    endpoint: str
    status: int
    content_type: str
    shape: Any
    known_keys: frozenset[str]
    """Every key any exchange of this endpoint shows: extra keys of a reply must be among them."""


@functools.cache
def exchanges() -> dict[str, Exchange]:
    """All recorded exchanges by name: `0.12.4#41` (first surface), `#12` (second)."""
    found = {}
    for table in ("openwebui", "anythingllm"):
        for row in json.loads((TABLES / f"{table}.json").read_text()):
            known = frozenset(key for e in row["exchanges"] for key in _keys(e["shape"]))
            for e in row["exchanges"]:
                endpoint = f"{row['method']} {row['path']}"
                found[e["name"]] = Exchange(
                    e["name"], endpoint, e["status"], e["content_type"], e["shape"], known
                )
    return found


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
        elif key not in known:
            yield f"{where}.{key}: not a key of this endpoint"


def _array(expected: list[Any], actual: Any, known: frozenset[str], where: str) -> Iterator[str]:
    if not isinstance(actual, list):
        yield f"{where}: array expected, {_kind(actual)} found"
        return
    for index, item in enumerate(actual):
        tried = [list(differences(shape, item, known, f"{where}[{index}]")) for shape in expected]
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
