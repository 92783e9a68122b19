"""Request bodies into protobuf messages: msgspec structs derived from descriptors, then one copy.

The fast path decides in one pass over the bytes; whatever it refuses is read again by `validate`,
which knows every leniency and names every error. Keys nobody declared are ignored. Opaque JSON is
checked for its grammar and passed on as the bytes that came.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Collection
from typing import Annotated, Any, Literal, Union

import msgspec

from services.gateway.codec import validate
from services.gateway.codec.limits import TooDeep, check_text
from services.gateway.codec.plan import INT64, FieldPlan, MessagePlan, PlanError
from services.gateway.codec.validate import Detail

Fill = Callable[[Any, Any], None]
Decode = Callable[[bytes, Any], None]

_document = msgspec.json.Decoder(msgspec.Raw)


class Invalid(Exception):
    """The request does not fit; `errors` is the list for a 422."""

    def __init__(self, errors: list[Detail]) -> None:
        super().__init__("the request is not valid")
        self.errors = errors


class _Doubt(Exception):
    """The fast path leaves a value to the exact reader."""


_REREAD = (msgspec.DecodeError, RecursionError, validate.Wrong, _Doubt, ValueError, TypeError)


class Decoders:
    """Body decoders by message and body rule, each compiled once."""

    def __init__(self, max_depth: int) -> None:
        self._max_depth = max_depth
        self._structs: dict[tuple[str, frozenset[str]], tuple[Any, Fill]] = {}

    def body(self, plan: MessagePlan, rule: str, leave: Collection[str]) -> Decode:
        """The function `decode(body, message)` for a google.api.http body rule.

        `*`: the body holds the message's fields except `leave`; else the body is the value of the
        named field. Raises PlanError at start, Invalid at a request.
        """
        if rule == "*":
            return self._message(plan, lambda m: m, frozenset(leave), _needs_body(plan, leave))
        f = plan.by_attr(rule)
        if f.kind == "message" and not f.repeated:
            assert f.message is not None
            needed = f.required or _needs_body(f.message, ())

            def target(message: Any) -> Any:
                found = getattr(message, f.attr)
                found.SetInParent()
                return found

            return self._message(f.message, target, frozenset(), needed)
        return self._value(f)

    def _message(
        self, plan: MessagePlan, target: Callable[[Any], Any], leave: frozenset[str], needed: bool
    ) -> Decode:
        max_depth = self._max_depth
        fast: Any = None
        if _is_plain(plan):
            struct, fill = self._struct(plan, leave)
            fast = msgspec.json.Decoder(struct, strict=False).decode

        def decode(body: bytes, message: Any) -> None:
            if not body or (body == b"null" and not needed):
                if needed:
                    raise Invalid([validate.detail("missing", ("body",))])
                return
            checked(body, max_depth)
            into = target(message)
            if fast is not None:
                try:
                    fill(fast(body), into)
                    return
                except _REREAD:
                    into.Clear()  # path and query parameters are filled in after the body
            raw = document(body)
            errors: list[Detail] = []
            validate.read_message(plan, raw, into, ("body",), errors, leave)
            if errors:
                raise Invalid(errors)

        return decode

    def _value(self, f: FieldPlan) -> Decode:
        max_depth = self._max_depth

        def decode(body: bytes, message: Any) -> None:
            if not body or body.isspace():
                if f.required:
                    raise Invalid([validate.detail("missing", ("body",))])
                return
            checked(body, max_depth)
            errors: list[Detail] = []
            validate.read_field(f, document(body), message, ("body",), errors)
            if errors:
                raise Invalid(errors)

        return decode

    def _struct(self, plan: MessagePlan, leave: frozenset[str]) -> tuple[Any, Fill]:
        key = (plan.name, leave)
        if key in self._structs:
            return self._structs[key]
        space: dict[str, Any] = {"U": msgspec.UNSET, "doubt": _doubt, "check": validate.check_json}
        lines = ["def fill(s, m):"]
        members: list[Any] = []
        rename: dict[str, str] = {}
        for f in plan.incoming:
            if f.attr in leave:
                continue
            name = f"f{f.number}"
            rename[name] = f.wire
            hint = self._hint(f)
            if f.kind == "json" and not f.repeated:
                members.append((name, hint) if f.required else (name, hint, msgspec.Raw()))
            elif f.nullable:
                members.append((name, hint | None) if f.required else (name, hint | None, None))
            else:
                members.append(
                    (name, hint) if f.required else (name, Union[hint, msgspec.UnsetType], msgspec.UNSET)  # noqa: UP007
                )
            space[f"p{f.number}"] = f
            lines += self._fill(f, name, space)
        lines.append(" pass")
        struct = msgspec.defstruct("S_" + plan.name.replace(".", "_"), members, rename=rename, kw_only=True)
        exec(compile("\n".join(lines), f"<fill {plan.name}>", "exec"), space)  # noqa: S102 - our own text
        self._structs[key] = (struct, space["fill"])
        return self._structs[key]

    def _fill(self, f: FieldPlan, name: str, space: dict[str, Any]) -> list[str]:
        into = f"getattr(m, {f.attr!r})" if keyword.iskeyword(f.attr) else f"m.{f.attr}"
        put = f"setattr(m, {f.attr!r}, %s)" if keyword.iskeyword(f.attr) else f"m.{f.attr} = %s"
        if f.kind == "json" and not f.repeated:
            skip = " and v != b'null'" if f.nullable else ""
            value = f"check(p{f.number}, v)" if f.json_types or f.max_length else "v"
            # Blanks around an inner value are not part of it: msgspec cuts them off.
            return [f" v = bytes(s.{name})", f" if v{skip}:", "  " + put % value]
        lines = [f" v = s.{name}", " if v is not U and v is not None:"]
        inner = f.value.message if f.is_map and f.value else f.message
        if inner is not None:
            space[f"fill{f.number}"] = self._struct(inner, frozenset())[1]
        if f.is_map:
            assert f.value is not None
            if inner is not None:
                return [*lines, f"  t = {into}", f"  for k, i in v.items(): fill{f.number}(i, t[k])"]
            return [*lines, f"  t = {into}", f"  for k, i in v.items(): t[k] = {_value(f.value, 'i')}"]
        if f.repeated:
            if inner is not None:
                return [*lines, f"  t = {into}", f"  for i in v: fill{f.number}(i, t.add())"]
            listed = "v" if f.kind in ("string", "int", "bool") else f"[{_value(f, 'i')} for i in v]"
            return [*lines, f"  {into}.extend({listed})"]
        if inner is not None:
            return [*lines, f"  t = {into}", "  t.SetInParent()", f"  fill{f.number}(v, t)"]
        return [*lines, "  " + put % _value(f, "v")]

    def _hint(self, f: FieldPlan) -> Any:
        if f.is_map:
            assert f.value is not None
            return _limited(dict[str, self._hint(f.value)], f)  # type: ignore[misc]
        if f.repeated:
            return _limited(list[self._one(f)], f)  # type: ignore[misc]
        return self._one(f)

    def _one(self, f: FieldPlan) -> Any:
        if f.kind == "message":
            assert f.message is not None
            return self._struct(f.message, frozenset())[0]
        if f.kind == "string":
            return _limited(str, f) if not f.repeated else str
        if f.kind == "int":
            low = max(int(f.low if f.low is not None else INT64[0]), INT64[0])
            high = min(int(f.high if f.high is not None else INT64[1]), INT64[1])
            return Annotated[int, msgspec.Meta(ge=low, le=high)]
        if f.kind == "float":
            return Annotated[float, msgspec.Meta(ge=f.low, le=f.high)]
        if f.kind == "enum":
            assert f.enum is not None
            return Literal[tuple(f.enum.numbers)]
        return {"bool": bool, "bytes": bytes, "json": msgspec.Raw}[f.kind]


def checked(body: bytes, max_depth: int) -> None:
    """Refuse a body that is not UTF-8 or nested too deeply. Raises Invalid."""
    try:
        check_text(body, max_depth)
    except UnicodeDecodeError as error:
        raise Invalid([validate.detail("unicode", ("body", error.start))]) from None
    except TooDeep:
        raise Invalid([validate.detail("json_too_deep", ("body",))]) from None


def document(body: bytes) -> bytes:
    """The body without blanks around it. Raises Invalid when it is not JSON."""
    try:
        return bytes(_document.decode(body))
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid([_broken(error)]) from None


def _broken(error: Exception) -> Detail:
    position = str(error).rpartition("(byte ")[2].partition(")")[0]
    at = int(position) if position.isdigit() else 0
    reason = str(error).partition(" (byte ")[0]
    return validate.detail("json_invalid", ("body", at), {}, error=reason)


def _needs_body(plan: MessagePlan, leave: Collection[str]) -> bool:
    return any(f.required and f.attr not in leave for f in plan.incoming)


def _is_plain(plan: MessagePlan) -> bool:
    """Whether structs can hold it: no inline keys, no recursion, maps with text keys only."""
    if plan.recursive or (plan.inline is not None and not plan.inline.internal):
        return False
    if any(f.is_map and f.key_kind != "string" for f in plan.incoming):
        return False
    # Raw is only allowed alone, not inside optional or repeated hints with type checks.
    for f in plan.incoming:
        inner = f.value if f.is_map and f.value else f
        if inner.kind == "json" and (f.is_map or f.repeated) and (inner.json_types or inner.max_length):
            return False
    return all(_is_plain(m) for m in plan.children())


def _limited(hint: Any, f: FieldPlan) -> Any:
    if not f.min_length and not f.max_length:
        return hint
    meta = msgspec.Meta(min_length=f.min_length or None, max_length=f.max_length or None)
    return Annotated[hint, meta]


def _value(f: FieldPlan, name: str) -> str:
    if f.kind == "float":
        return f"({name} if {name} - {name} == 0.0 else doubt())"
    if f.kind == "json":
        return f"bytes({name})"
    if f.kind == "enum":
        assert f.enum is not None
        return f"{f.enum.numbers!r}[{name}]"
    return name


def _doubt() -> Any:
    raise _Doubt


__all__ = ["Decode", "Decoders", "Invalid", "PlanError", "checked", "document"]
