"""The exact reader: fills a message from JSON and says everything that is wrong with it.

It takes what a lax pydantic model would take ("1" for a number, 1 for true) and reports errors as
FastAPI lists them: `type` and `loc` as stock clients know them, `msg` in our words, `input` when it
is small. It is slow and thorough; `decode` uses it when its fast path refuses a body.
"""

from __future__ import annotations

import binascii
import math
import re
from base64 import b64decode
from collections.abc import Collection
from typing import Any

import msgspec

from services.gateway.codec.plan import FieldPlan, MessagePlan

Loc = tuple[str | int, ...]
Detail = dict[str, Any]

MAX_ERRORS = 50
_SHOWN = 1024
_SECRET = re.compile(r"passw|secret|token|api_?key|credential", re.I)
_TRUE = frozenset({"1", "on", "t", "true", "y", "yes"})
_FALSE = frozenset({"0", "off", "f", "false", "n", "no"})
_INT = re.compile(r"[+-]?[0-9]{1,20}(?:\.0+)?")

_object = msgspec.json.Decoder(dict[str, msgspec.Raw])
_array = msgspec.json.Decoder(list[msgspec.Raw])
_any = msgspec.json.Decoder()

_WORDS = {
    "missing": "This field is required.",
    "string_type": "This should be a text.",
    "bool_type": "This should be true or false.",
    "bool_parsing": "This should be true or false.",
    "int_type": "This should be a whole number.",
    "int_parsing": "This should be a whole number.",
    "int_from_float": "This should be a number without a fraction.",
    "float_type": "This should be a number.",
    "float_parsing": "This should be a number.",
    "finite_number": "This should be a finite number.",
    "list_type": "This should be a list.",
    "dict_type": "This should be an object.",
    "model_attributes_type": "This should be an object.",
    "bytes_type": "This should be base64 text.",
    "json_type": "A value of another type is expected here.",
    "enum": "This should be one of the known values: {expected}.",
    "greater_than_equal": "This should be at least {ge}.",
    "less_than_equal": "This should be at most {le}.",
    "string_too_long": "This should have at most {max_length} characters.",
    "string_too_short": "This should have at least {min_length} characters.",
    "too_long": "This should have at most {max_length} entries.",
    "too_short": "This should have at least {min_length} entries.",
    "json_invalid": "The body is not valid JSON.",
    "json_too_deep": "The body is nested too deeply.",
    "unicode": "This is not valid UTF-8.",
}


class Wrong(Exception):
    """One value that does not fit; `kind` is an error type of the table above."""

    def __init__(self, kind: str, **context: Any) -> None:
        super().__init__(kind)
        self.kind = kind
        self.context = context


def detail(kind: str, loc: Loc, value: Any = None, **context: Any) -> Detail:
    """One entry of a 422 list."""
    entry: Detail = {"type": kind, "loc": list(loc), "msg": _WORDS[kind].format_map(context)}
    shown = _shown(value)
    if shown is not msgspec.UNSET:
        entry["input"] = shown
    if context:
        entry["ctx"] = context
    return entry


def read_message(
    plan: MessagePlan,
    raw: bytes,
    message: Any,
    loc: Loc,
    errors: list[Detail],
    leave: Collection[str] = (),
) -> None:
    """Fill `message` from a JSON object, appending what does not fit; `leave` are fields filled elsewhere."""
    if raw.lstrip()[:1] != b"{":
        errors.append(detail("model_attributes_type", loc, _any.decode(raw)))
        return
    members = _object.decode(raw)
    for f in plan.incoming:
        if f.attr in leave or f.inline:
            continue
        value = members.pop(f.wire, None)
        if len(errors) >= MAX_ERRORS:
            return
        if value is None:
            if f.required:
                errors.append(detail("missing", (*loc, f.wire), _open(plan, raw)))
            continue
        read_field(f, bytes(value), message, (*loc, f.wire), errors)
    inline = plan.inline
    if inline is not None and not inline.internal:
        for f in plan.fields:
            members.pop(f.wire, None)
        setattr(message, inline.attr, msgspec.json.encode(members))


def read_field(f: FieldPlan, raw: bytes, message: Any, loc: Loc, errors: list[Detail]) -> None:
    """Put one JSON value into a field of `message`, appending what does not fit."""
    if raw == b"null" and f.nullable:
        return
    try:
        if f.is_map:
            _read_map(f, raw, message, loc, errors)
        elif f.repeated:
            _read_list(f, raw, message, loc, errors)
        elif f.kind == "message":
            assert f.message is not None
            target = getattr(message, f.attr)
            target.SetInParent()
            read_message(f.message, raw, target, loc, errors)
        else:
            setattr(message, f.attr, scalar(f, raw))
    except Wrong as wrong:
        shown = b"" if f.secret else _any.decode(raw)
        errors.append(detail(wrong.kind, loc, shown, **wrong.context))


def _read_list(f: FieldPlan, raw: bytes, message: Any, loc: Loc, errors: list[Detail]) -> None:
    if raw[:1] != b"[":
        raise Wrong("list_type")
    items = _array.decode(raw)
    _check_count(f, len(items))
    target = getattr(message, f.attr)
    for index, item in enumerate(items):
        if len(errors) >= MAX_ERRORS:
            return
        if f.kind == "message":
            assert f.message is not None
            read_message(f.message, bytes(item), target.add(), (*loc, index), errors)
            continue
        try:
            target.append(scalar(f, bytes(item)))
        except Wrong as wrong:
            errors.append(detail(wrong.kind, (*loc, index), _any.decode(item), **wrong.context))


def _read_map(f: FieldPlan, raw: bytes, message: Any, loc: Loc, errors: list[Detail]) -> None:
    assert f.value is not None
    if raw[:1] != b"{":
        raise Wrong("dict_type")
    members = _object.decode(raw)
    _check_count(f, len(members))
    target = getattr(message, f.attr)
    for name, value in members.items():
        if len(errors) >= MAX_ERRORS:
            return
        try:
            key = name if f.key_kind == "string" else _number(name, f.key_kind)
            if f.value.kind == "message":
                assert f.value.message is not None
                entry = target[key]
                entry.SetInParent()
                read_message(f.value.message, bytes(value), entry, (*loc, name), errors)
            else:
                target[key] = scalar(f.value, bytes(value))
        except Wrong as wrong:
            errors.append(detail(wrong.kind, (*loc, name), _any.decode(value), **wrong.context))


def scalar(f: FieldPlan, raw: bytes) -> Any:
    """One value as protobuf takes it. Raises Wrong."""
    if f.kind == "json":
        return check_json(f, raw)
    return convert(f, _any.decode(raw))


def check_json(f: FieldPlan, raw: bytes) -> bytes:
    """An opaque value whose outermost type is one the field allows."""
    if f.json_types and json_type(raw) not in f.json_types:
        raise Wrong("dict_type" if "object" in f.json_types else "json_type")
    if f.max_length and len(raw) > f.max_length:
        raise Wrong("string_too_long", max_length=f.max_length)
    return raw


def json_type(raw: bytes) -> str:
    """The JSON Schema type of a JSON text without leading blanks, by its first byte."""
    first = raw[:1]
    named = {b"{": "object", b"[": "array", b'"': "string", b"t": "boolean", b"f": "boolean", b"n": "null"}
    return named.get(first) or ("number" if any(c in raw for c in b".eE") else "integer")


def convert(f: FieldPlan, value: Any) -> Any:
    """A decoded JSON value, or the text of a parameter, as the field's type. Raises Wrong."""
    if f.kind == "string":
        if not isinstance(value, str):
            raise Wrong("string_type")
        if f.max_length and len(value) > f.max_length:
            raise Wrong("string_too_long", max_length=f.max_length)
        if len(value) < f.min_length:
            raise Wrong("string_too_short", min_length=f.min_length)
        return value
    if f.kind == "enum":
        assert f.enum is not None
        number = f.enum.numbers.get(value) if isinstance(value, str) else value
        if isinstance(number, bool) or number not in f.enum.names:
            raise Wrong("enum", expected=", ".join(f.enum.numbers))
        return number
    if f.kind == "bytes":
        try:
            return b64decode(value, validate=True)
        except (TypeError, ValueError, binascii.Error):
            raise Wrong("bytes_type") from None
    if f.kind == "json":
        return check_json(f, value if isinstance(value, bytes) else msgspec.json.encode(value))
    number = _number(value, f.kind)
    if f.kind != "bool":
        if f.low is not None and number < f.low:
            raise Wrong("greater_than_equal", ge=f.low)
        if f.high is not None and number > f.high:
            raise Wrong("less_than_equal", le=f.high)
    return number


def _number(value: Any, kind: str) -> Any:
    if kind == "bool":
        if isinstance(value, bool):
            return value
        word = value.lower() if isinstance(value, str) else str(value)
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        raise Wrong("bool_parsing" if isinstance(value, str | int | float) else "bool_type")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Wrong("int_type" if kind == "int" else "float_type")
    if kind == "int":
        if isinstance(value, str):
            if not _INT.fullmatch(value.strip()):
                raise Wrong("int_parsing")
            return int(value.strip().partition(".")[0])
        if isinstance(value, float):
            if not value.is_integer():
                raise Wrong("int_from_float")
            return int(value)
        return value
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise Wrong("float_parsing") from None
    if not math.isfinite(number):
        raise Wrong("finite_number")
    return number


def _check_count(f: FieldPlan, count: int) -> None:
    if f.max_length and count > f.max_length:
        raise Wrong("too_long", max_length=f.max_length)
    if count < f.min_length:
        raise Wrong("too_short", min_length=f.min_length)


def _shown(value: Any) -> Any:
    """What may be repeated to the sender: small, and never a secret."""
    if isinstance(value, bytes):
        return msgspec.UNSET
    try:
        value = _without_secrets(value)
        return value if len(msgspec.json.encode(value)) <= _SHOWN else msgspec.UNSET
    except (TypeError, ValueError, RecursionError):
        return msgspec.UNSET


def _open(plan: MessagePlan, raw: bytes) -> Any:
    """What was sent for a message, without the fields that are secret by the contract."""
    secret = {f.wire for f in plan.fields if f.secret}
    return {k: v for k, v in _any.decode(raw).items() if k not in secret}


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_secrets(v) for k, v in value.items() if not _SECRET.search(str(k))}
    return [_without_secrets(v) for v in value] if isinstance(value, list) else value
