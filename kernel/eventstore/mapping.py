"""One kind of event, compiled: a dataclass and a protobuf message of the same name and fields.

Scalars, bytes, lists or tuples of scalars, maps of scalars; `X | None` goes with an `optional`
field. Deprecated proto fields need not be in the dataclass: only upcasters see them.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from parlance.options.v1 import options_pb2

from kernel.privacy.fields import FieldPlan, compile_plan

Fields = dict[str, Any]

_F = FieldDescriptor
_SCALARS: dict[int, type] = {
    _F.TYPE_STRING: str,
    _F.TYPE_BYTES: bytes,
    _F.TYPE_BOOL: bool,
    _F.TYPE_DOUBLE: float,
    _F.TYPE_FLOAT: float,
} | dict.fromkeys(
    (
        *(_F.TYPE_INT32, _F.TYPE_INT64, _F.TYPE_UINT32, _F.TYPE_UINT64, _F.TYPE_SINT32, _F.TYPE_SINT64),
        *(_F.TYPE_FIXED32, _F.TYPE_FIXED64, _F.TYPE_SFIXED32, _F.TYPE_SFIXED64, _F.TYPE_ENUM),
    ),
    int,
)


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of event, compiled."""

    name: str
    domain: type[Any]
    message: type[Message]
    aggregate: str
    schema: int
    plan: FieldPlan
    fields: tuple[_Field, ...]

    def to_message(self, event: Any) -> Message:
        """The protobuf message of a domain event, not encrypted."""
        values = {}
        for field in self.fields:
            value = getattr(event, field.name)
            if value is not None:
                values[field.name] = value
        return self.message(**values)

    def to_fields(self, message: Any) -> Fields:
        """The fields of a decrypted message by name, deprecated ones included."""
        return {field.name: field.read(message) for field in self.fields} | {
            old.name: getattr(message, old.name)
            for old in message.DESCRIPTOR.fields
            if old.GetOptions().deprecated
        }

    def from_message(self, message: Any) -> Any:
        """The domain event of a decrypted message of the current schema."""
        return self.domain(**{field.name: field.read(message) for field in self.fields})


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    kind: str
    """plain, optional, list, tuple or map."""

    def read(self, message: Any) -> Any:
        value = getattr(message, self.name)
        match self.kind:
            case "plain":
                return value
            case "optional":
                return value if message.HasField(self.name) else None
            case "tuple":
                return tuple(value)
            case "list":
                return list(value)
            case _:
                return dict(value)


def compile_event(name: str, domain: type[Any], message: type[Message]) -> EventType:
    """Compile one kind of event. Raises TypeError with what does not agree."""
    rule = message.DESCRIPTOR.GetOptions().Extensions[options_pb2.event]
    if not rule.aggregate:
        raise TypeError(f"{name}: the event option names no aggregate")
    hints = typing.get_type_hints(domain)
    wanted = {field.name for field in dataclasses.fields(domain) if field.init}
    protos: dict[str, Any] = {
        f.name: f for f in message.DESCRIPTOR.fields if f.name in wanted or not f.GetOptions().deprecated
    }
    if wanted ^ protos.keys():
        raise TypeError(f"{name}: dataclass and message differ in {sorted(wanted ^ protos.keys())}")
    fields = tuple(_field(f"{name}.{n}", hints[n], protos[n]) for n in sorted(wanted))
    return EventType(
        name, domain, message, rule.aggregate, rule.schema or 1, compile_plan(message.DESCRIPTOR), fields
    )


def _field(where: str, hint: Any, proto: Any) -> _Field:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if proto.type == _F.TYPE_MESSAGE:
        entry = proto.message_type
        if not entry.GetOptions().map_entry:
            raise TypeError(f"{where}: nested messages are not events' business; use bytes holding JSON")
        pair = tuple(_SCALARS.get(f.type) for f in entry.fields)
        if origin not in (dict, Mapping) or tuple(_scalar(a) for a in args) != pair:
            raise TypeError(f"{where}: the message has a map, the dataclass {hint}")
        return _Field(proto.name, "map")
    scalar = _SCALARS.get(proto.type)
    if proto.is_repeated:
        holder = tuple if origin is tuple else list
        fits = (origin is tuple and len(args) == 2 and args[1] is Ellipsis) or origin is list
        if not fits or _scalar(args[0]) is not scalar:
            raise TypeError(f"{where}: the message has a list of {scalar}, the dataclass {hint}")
        return _Field(proto.name, holder.__name__)
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in args if a is not type(None)]
        if len(inner) != 1 or len(args) != 2 or _scalar(inner[0]) is not scalar or not proto.has_presence:
            raise TypeError(f"{where}: {hint} needs an `optional` field of that type")
        return _Field(proto.name, "optional")
    if _scalar(hint) is not scalar:
        raise TypeError(f"{where}: the message has {scalar}, the dataclass {hint}")
    return _Field(proto.name, "plain")


def _scalar(hint: Any) -> Any:
    """The scalar behind a hint: what a NewType or Literal stands on, as is otherwise."""
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    if typing.get_origin(hint) is typing.Literal:
        kinds = {type(a) for a in typing.get_args(hint)}
        return kinds.pop() if len(kinds) == 1 else None
    return hint
