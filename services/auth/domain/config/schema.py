"""What a section may hold: the fields with their types and limits, and values checked against them.

Values are plain JSON. A checked object has every field of its schema, in order, so that two equal
sections are equal as JSON too. A setting that is left out has its default; one that is `null` and
cannot be is refused.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.auth.domain.refusals import ValueInvalid

BOOL, INTEGER, NUMBER, TEXT, JSON, OBJECT = "bool", "integer", "number", "text", "json", "object"
_LONGEST = 64 * 1024
_MOST = 1000
_DEEPEST = 16
_FIRST: Mapping[str, Any] = {BOOL: False, INTEGER: 0, NUMBER: 0.0, TEXT: "", JSON: None}
_WORDS = {BOOL: "true or false", INTEGER: "a whole number", NUMBER: "a number", TEXT: "a text"}


@dataclass(frozen=True, slots=True)
class Field:
    """One setting, or a field of an object within a setting. `key` is its name in JSON."""

    key: str
    kind: str
    many: bool = False
    """A list of such values."""
    keyed: bool = False
    """An object of such values by arbitrary keys."""
    nullable: bool = False
    required: bool = False
    secret: bool = False
    sent_to: tuple[str, ...] = ()
    """Of a secret: keys of the settings beside it that say where it is sent."""
    max_length: int = 0
    """Of a text or JSON in bytes, of a list or keyed object in items; 0: a common limit."""
    min_length: int = 0
    bounds: tuple[float, float] | None = None
    allowed: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    """Of JSON: object, array, string, number, boolean, null; empty means any."""
    fields: tuple[Field, ...] = ()
    """Of an object."""
    exported: str = ""
    """Key in an exported configuration."""

    @property
    def first(self) -> Any:
        """What holds where nothing was ever said."""
        if self.many:
            return []
        if self.keyed:
            return {}
        if self.nullable:
            return None
        if self.kind == OBJECT:
            return {field.key: field.first for field in self.fields}
        return _FIRST[self.kind]


@dataclass(frozen=True, slots=True)
class Schema:
    """A section: its name, title, settings, and what a new installation starts with."""

    name: str
    title: str
    fields: tuple[Field, ...]
    defaults: Mapping[str, Any]

    def checked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """All settings; what is not given has its default. Raises ValueInvalid, also for unknown keys."""
        return _object(self.fields, {**self.defaults, **values}, "", 0)


def _object(fields: Sequence[Field], values: Mapping[str, Any], path: str, depth: int) -> dict[str, Any]:
    unknown = values.keys() - {field.key for field in fields}
    if unknown:
        raise ValueInvalid(_at(path, sorted(unknown)[0]), "there is no such setting")
    checked = {}
    for field in fields:
        where = _at(path, field.key)
        if field.key not in values:
            if field.required:
                raise ValueInvalid(where, "is missing")
            checked[field.key] = field.first
        else:
            checked[field.key] = _value(field, values[field.key], where, depth)
    return checked


def _value(field: Field, value: Any, path: str, depth: int) -> Any:
    if depth > _DEEPEST:
        raise ValueInvalid(path, "nested too deep")
    if field.many:
        return [
            _one(field, item, f"{path}.{at}", depth + 1) for at, item in enumerate(_list(field, value, path))
        ]
    if field.keyed:
        if not isinstance(value, dict) or len(value) > (field.max_length or _MOST):
            raise ValueInvalid(path, f"an object of at most {field.max_length or _MOST} entries is expected")
        return {key: _one(field, item, _at(path, _key(key, path)), depth + 1) for key, item in value.items()}
    if value is None and field.nullable:
        return None
    return _one(field, value, path, depth)


def _list(field: Field, value: Any, path: str) -> list[Any]:
    longest = field.max_length or _MOST
    if not isinstance(value, list) or not field.min_length <= len(value) <= longest:
        raise ValueInvalid(path, f"a list of {field.min_length} to {longest} items is expected")
    return value


def _one(field: Field, value: Any, path: str, depth: int) -> Any:
    if field.kind == OBJECT:
        if not isinstance(value, dict):
            raise ValueInvalid(path, "an object is expected")
        return _object(field.fields, value, path, depth + 1)
    if field.kind == JSON:
        return _json(field, value, path)
    if field.kind == TEXT:
        return _text(field, value, path)
    if field.kind == BOOL:
        if not isinstance(value, bool):
            raise ValueInvalid(path, f"{_WORDS[BOOL]} is expected")
        return value
    return _number(field, value, path)


def _number(field: Field, value: Any, path: str) -> int | float:
    whole = field.kind == INTEGER
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueInvalid(path, f"{_WORDS[field.kind]} is expected")
    if whole and (value != int(value) or abs(value) >= 2**53):
        raise ValueInvalid(path, f"{_WORDS[INTEGER]} is expected")
    if field.bounds and not field.bounds[0] <= value <= field.bounds[1]:
        raise ValueInvalid(path, f"{field.bounds[0]:g} to {field.bounds[1]:g} is expected")
    return int(value) if whole else float(value)


def _text(field: Field, value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise ValueInvalid(path, f"{_WORDS[TEXT]} is expected")
    limit = 0 if field.many or field.keyed else field.max_length
    short = 0 if field.many or field.keyed else field.min_length
    if not short <= len(_utf8(value, path)) <= (limit or _LONGEST):
        raise ValueInvalid(path, f"{short} to {limit or _LONGEST} bytes are expected")
    if field.allowed and value not in field.allowed:
        raise ValueInvalid(path, "one of these is expected: " + ", ".join(field.allowed))
    return value


def _json(field: Field, value: Any, path: str) -> Any:
    try:
        size = len(_utf8(json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False), path))
    except (ValueError, TypeError, RecursionError):
        raise ValueInvalid(path, "not JSON") from None
    limit = 0 if field.many or field.keyed else field.max_length
    if size > (limit or _LONGEST):
        raise ValueInvalid(path, f"at most {limit or _LONGEST} bytes are expected")
    if field.types and not any(_is(value, kind) for kind in field.types):
        raise ValueInvalid(path, f"{' or '.join(field.types)} is expected")
    return value


def _is(value: Any, kind: str) -> bool:
    if kind in ("number", "integer", "boolean"):
        return (
            isinstance(value, bool)
            if kind == "boolean"
            else (
                isinstance(value, int if kind == "integer" else int | float) and not isinstance(value, bool)
            )
        )
    if kind == "null":
        return value is None
    return isinstance(value, {"object": dict, "array": list, "string": str}[kind])


def _key(key: Any, path: str) -> str:
    if not isinstance(key, str) or len(key) > 500:
        raise ValueInvalid(path, "keys are texts of at most 500 characters")
    return key


def _utf8(text: str, path: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise ValueInvalid(path, "not UTF-8") from None


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
