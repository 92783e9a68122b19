"""Replies as JSON: one generated function per message, from message to bytes.

What the published APIs expect and ProtoJSON does not give: int64 as numbers, nulls where the options
say so, defaults written out, names as declared, opaque JSON spliced in unparsed. A number that is
not finite is written as null. The output is one valid JSON document as long as the `json` fields
are.
"""

from __future__ import annotations

import keyword
import struct
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import msgspec

from services.gateway.codec.plan import FieldPlan, MessagePlan

Encoder = Callable[[Any], bytes]

_text = msgspec.json.Encoder().encode
_members = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Encoders:
    """Encoders by message, each generated once."""

    def __init__(self) -> None:
        self._space: dict[str, Any] = {
            "s": _text,
            "f4": _single,
            "b64": _base64,
            "extras": _extras,
            "join": b",".join,
            "none": b"null",
            "yes": b"true",
            "no": b"false",
        }
        self._made: dict[str, str] = {}

    def of(self, plan: MessagePlan) -> Encoder:
        """The function that writes a message of this type as a JSON object."""
        function: Encoder = self._space[self._name(plan)]
        return function

    def of_field(self, plan: MessagePlan, attr: str) -> Encoder:
        """The function that writes one field of a message as the whole document."""
        field = plan.by_attr(attr)
        value = self._value(field)
        if field.presence and not field.emit_default:
            value = f"({value} if m.HasField({attr!r}) else none)"
        name = f"{self._name(plan)}_{attr}"
        self._define(name, f"def {name}(m):\n return {_as_bytes(field, value)}\n")
        function: Encoder = self._space[name]
        return function

    def source(self, plan: MessagePlan) -> str:
        """The generated source, for whoever has to look at it."""
        return self._made[plan.name]

    def _name(self, plan: MessagePlan) -> str:
        name = "e_" + plan.name.replace(".", "_")
        if plan.name not in self._made:
            self._made[plan.name] = ""  # before the fields: a message may contain itself
            self._made[plan.name] = self._function(plan, name)
            self._define(name, self._made[plan.name])
        return name

    def _define(self, name: str, source: str) -> None:
        exec(compile(source, f"<encoder {name}>", "exec"), self._space)  # noqa: S102 - our own text

    def _function(self, plan: MessagePlan, name: str) -> str:
        lines, form, values = [f"def {name}(m):"], "", []
        fields = [f for f in plan.outgoing if not f.inline]
        anchored = False
        has_anchor = any(f.always for f in fields)
        for f in fields:
            key = f'"{f.wire}":'.replace("%", "%%")
            value = self._value(f)
            if f.always:
                if f.presence and not f.emit_default:
                    value = f"({_as_bytes(f, value)} if m.HasField({f.attr!r}) else none)"
                    mark = "%b"
                else:
                    mark = "%d" if _is_plain_int(f) else "%b"
                form += ("," if anchored else "") + key + mark
                values.append(value)
                anchored = True
                continue
            # Optional members carry their comma: behind them up to the first that is always there.
            before, after = (",", "") if anchored or not has_anchor else ("", ",")
            member = f"{before}{key}{'%d' if _is_plain_int(f) else '%b'}{after}"
            lines.append(f" o{f.number} = {_bytes(member)} % ({value},) if m.HasField({f.attr!r}) else b''")
            form += "%b"
            values.append(f"o{f.number}")
        inline = plan.inline
        if inline is not None:
            space_key = f"known_{name}"
            self._space[space_key] = frozenset(f.wire for f in fields)
            form += "%b"
            values.append(f"extras({_read(inline)}, {space_key})")
        packed = f"({', '.join(values)},)" if values else "()"
        if has_anchor:
            lines.append(f" return {_bytes('{' + form + '}')} % {packed}")
        elif values:
            lines.append(f" r = {_bytes(form)} % {packed}")
            lines.append(" return b'{%b}' % r[1:]")
        else:
            lines.append(" return b'{}'")
        return "\n".join(lines) + "\n"

    def _value(self, f: FieldPlan) -> str:
        read = _read(f)
        if f.is_map:
            assert f.value is not None
            if f.value.kind == "string" and f.key_kind == "string":
                return f"s(dict({read}))"
            key = "s(k)" if f.key_kind == "string" else "s(str(k).lower())"
            item = _as_bytes(f.value, self._one(f.value, f"{read}[k]"))
            return f"b'{{%b}}' % join([b'%b:%b' % ({key}, {item}) for k in {read}])"
        if f.repeated:
            if f.kind in ("string", "int", "bool"):
                return f"s(list({read}))"
            item = _as_bytes(f, self._one(f, "i"))
            return f"b'[%b]' % join([{item} for i in {read}])"
        return self._one(f, read)

    def _one(self, f: FieldPlan, read: str) -> str:
        if f.kind == "message":
            assert f.message is not None
            return f"{self._name(f.message)}({read})"
        if f.kind == "enum":
            assert f.enum is not None
            table = "n_" + "_".join(sorted(f.enum.numbers))[:200] + f"_{id(f.enum)}"
            self._space[table] = {number: _text(name) for number, name in f.enum.names.items()}
            return f"({table}.get({read}) or b'%d' % {read})"
        forms = {
            "string": f"s({read})",
            "bool": f"(yes if {read} else no)",
            "int": read,
            "float": f"f4({read})" if f.single else f"s({read})",
            "bytes": f"b64({read})",
            "json": f"({read} or {empty_json(f)!r})",
        }
        return forms[f.kind]


def empty_json(f: FieldPlan) -> bytes:
    """What an opaque field that was never set is written as: null if its schema allows, else empty."""
    empties = (
        ("null", b"null"), ("object", b"{}"), ("array", b"[]"), ("string", b'""'), ("boolean", b"false"),
    )  # fmt: skip
    if not f.json_types:
        return b"null"
    return next((text for name, text in empties if name in f.json_types), b"0")


def _is_plain_int(f: FieldPlan) -> bool:
    return f.kind == "int" and not f.repeated


def _as_bytes(f: FieldPlan, value: str) -> str:
    return f"(b'%d' % {value})" if _is_plain_int(f) else value


def _read(f: FieldPlan) -> str:
    return f"getattr(m, {f.attr!r})" if keyword.iskeyword(f.attr) else f"m.{f.attr}"


def _bytes(text: str) -> str:
    return repr(text.encode())


def _base64(value: bytes) -> bytes:
    return b'"%b"' % b64encode(value)


def _single(value: float) -> bytes:
    """A 32-bit float with the fewest digits that give it back."""
    if value - value != 0.0:
        return b"null"
    for digits in (6, 7, 8):
        text = f"{value:.{digits}g}"
        if struct.unpack("f", struct.pack("f", float(text)))[0] == value:
            return _text(float(text))
    return _text(float(f"{value:.9g}"))


def _extras(raw: bytes, known: frozenset[str]) -> bytes:
    """Members of a JSON object with a comma before each; what the message declares itself wins."""
    if not raw:
        return b""
    members = _members.decode(raw)
    return b"".join(b",%b:%b" % (_text(k), bytes(v)) for k, v in members.items() if k not in known)
