"""Path and query parameters into the fields of a request message.

A text becomes the field's type as a lax pydantic model would make it ("1" is a number, "on" is
true). The last of several values counts, a repeated field takes all. Names nobody declared are
ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from services.gateway.codec.decode import Invalid
from services.gateway.codec.limits import TooDeep, check_text
from services.gateway.codec.plan import FieldPlan, MessagePlan, PlanError
from services.gateway.codec.validate import Detail, Wrong, check_json, convert, detail

QueryReader = Callable[[bytes, Any], None]
PathReader = Callable[[tuple[str, ...], Any], None]

MAX_PARAMETERS = 500


def parse_query(query: bytes) -> list[tuple[str, str]]:
    """Names and values in order, percent-decoded. Raises Invalid."""
    try:
        return parse_qsl(
            query.decode("ascii"), keep_blank_values=True, max_num_fields=MAX_PARAMETERS, errors="strict"
        )
    except UnicodeDecodeError:
        raise Invalid([detail("unicode", ("query",))]) from None
    except ValueError:
        raise Invalid([detail("too_long", ("query",), max_length=MAX_PARAMETERS)]) from None


def query_fields(plan: MessagePlan, body: str, path: Collection[str]) -> list[FieldPlan]:
    """The fields that come as query parameters under a google.api.http rule."""
    if body == "*":
        return []
    fields = [f for f in plan.incoming if f.attr not in path and f.attr != body]
    return [f for f in fields if f.kind not in ("message", "map")]


def query_reader(fields: list[FieldPlan], max_depth: int) -> QueryReader | None:
    """The function that reads a query string; None when no field comes that way."""
    if not fields:
        return None
    by_name = {f.wire: f for f in fields}
    required = [f for f in fields if f.required]

    def read(query: bytes, message: Any) -> None:
        errors: list[Detail] = []
        seen: set[str] = set()
        for name, text in parse_query(query) if query else ():
            f = by_name.get(name)
            if f is None:
                continue
            seen.add(name)
            try:
                value = from_text(f, text, max_depth)
                if f.repeated:
                    getattr(message, f.attr).append(value)
                    if f.max_length and len(getattr(message, f.attr)) > f.max_length:
                        raise Wrong("too_long", max_length=f.max_length)
                else:
                    setattr(message, f.attr, value)
            except Wrong as wrong:
                errors.append(detail(wrong.kind, ("query", name), text, **wrong.context))
        errors += [detail("missing", ("query", f.wire)) for f in required if f.wire not in seen]
        if errors:
            raise Invalid(errors)

    return read


def path_reader(plan: MessagePlan, names: tuple[str, ...]) -> PathReader | None:
    """The function that puts the parameters of a path into a message, in the order of `names`."""
    if not names:
        return None
    fields = [plan.by_attr(name) for name in names]
    for f in fields:
        if f.repeated or f.is_map or f.kind not in ("string", "int", "bool", "float", "enum"):
            raise PlanError(f"{plan.name}.{f.attr}: a path parameter is a single scalar")
    if all(f.kind == "string" and not f.max_length and not f.min_length for f in fields):

        def copy(values: tuple[str, ...], message: Any) -> None:
            for name, value in zip(names, values, strict=True):
                setattr(message, name, value)

        return copy

    def read(values: tuple[str, ...], message: Any) -> None:
        errors: list[Detail] = []
        for f, value in zip(fields, values, strict=True):
            try:
                setattr(message, f.attr, convert(f, value))
            except Wrong as wrong:
                errors.append(detail(wrong.kind, ("path", f.wire), value, **wrong.context))
        if errors:
            raise Invalid(errors)

    return read


def from_text(f: FieldPlan, text: str, max_depth: int) -> Any:
    """The value of one parameter. Raises Wrong.

    A `json` field takes a JSON text; what is not one is taken as a text.
    """
    if f.kind != "json":
        return convert(f, text)
    raw = text.strip().encode()
    try:
        check_text(raw, max_depth)
        raw = bytes(msgspec.json.decode(raw, type=msgspec.Raw))
    except (msgspec.DecodeError, RecursionError, TooDeep):
        raw = msgspec.json.encode(text)
    return check_json(f, raw)
