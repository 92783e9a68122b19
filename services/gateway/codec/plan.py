"""What the codec needs to know of a message, read once from its descriptor and field options.

A plan is immutable after `Plans.of` returned it. A message whose fields cannot be written as the
published APIs expect is refused at start with PlanError, never at the first request.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from google.protobuf import message_factory
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from parlance.options.v1 import options_pb2

INT32 = (-(2**31), 2**31 - 1)
INT64 = (-(2**63), 2**63 - 1)
UINT32 = (0, 2**32 - 1)
UINT64 = (0, 2**64 - 1)
FLOAT32_MAX = 3.40282356779733e38  # the largest number that does not round to infinity

_KINDS = {
    FieldDescriptor.TYPE_STRING: "string",
    FieldDescriptor.TYPE_BOOL: "bool",
    FieldDescriptor.TYPE_INT32: "int",
    FieldDescriptor.TYPE_SINT32: "int",
    FieldDescriptor.TYPE_SFIXED32: "int",
    FieldDescriptor.TYPE_INT64: "int",
    FieldDescriptor.TYPE_SINT64: "int",
    FieldDescriptor.TYPE_SFIXED64: "int",
    FieldDescriptor.TYPE_UINT32: "int",
    FieldDescriptor.TYPE_FIXED32: "int",
    FieldDescriptor.TYPE_UINT64: "int",
    FieldDescriptor.TYPE_FIXED64: "int",
    FieldDescriptor.TYPE_FLOAT: "float",
    FieldDescriptor.TYPE_DOUBLE: "float",
    FieldDescriptor.TYPE_BYTES: "bytes",
    FieldDescriptor.TYPE_ENUM: "enum",
    FieldDescriptor.TYPE_MESSAGE: "message",
}
_RANGES = {
    FieldDescriptor.TYPE_INT32: INT32,
    FieldDescriptor.TYPE_SINT32: INT32,
    FieldDescriptor.TYPE_SFIXED32: INT32,
    FieldDescriptor.TYPE_UINT32: UINT32,
    FieldDescriptor.TYPE_FIXED32: UINT32,
    FieldDescriptor.TYPE_UINT64: UINT64,
    FieldDescriptor.TYPE_FIXED64: UINT64,
}


class PlanError(Exception):
    """A message or method cannot be served over REST as it is declared."""


@dataclass(slots=True, eq=False)
class EnumPlan:
    """Names and numbers of an enum; on the wire a value is its name."""

    numbers: dict[str, int]
    names: dict[int, str]


@dataclass(slots=True, eq=False)
class FieldPlan:
    """One field. `kind` is string, bool, int, float, bytes, json, enum or message."""

    attr: str
    wire: str
    number: int
    kind: str
    repeated: bool
    is_map: bool
    presence: bool
    single: bool
    """A float of 32 bits: written with the fewest digits that give it back."""
    required: bool
    nullable: bool
    emit_null: bool
    emit_default: bool
    internal: bool
    inline: bool
    header: str
    """Header field that holds the value instead of the body."""
    cookie: str
    """Cookie that does."""
    cookie_max_age: int
    secret: bool
    low: float | None
    high: float | None
    min_length: int
    max_length: int
    schema: Any
    """JSON Schema of a `json` field, or None."""
    json_types: frozenset[str]
    """Types a `json` value may have by its schema; empty means any."""
    message: MessagePlan | None = None
    enum: EnumPlan | None = None
    value: FieldPlan | None = None
    """Of a map: the plan of its values."""
    key_kind: str = "string"
    doc: str = ""

    @property
    def always(self) -> bool:
        """Whether a reply carries the field in any case."""
        return not self.presence or self.emit_null or self.emit_default

    @property
    def in_head(self) -> bool:
        """Whether the value travels in the head of the request or reply."""
        return bool(self.header or self.cookie)


@dataclass(slots=True, eq=False)
class MessagePlan:
    """One message."""

    name: str
    descriptor: Descriptor
    cls: Any
    fields: list[FieldPlan] = field(default_factory=list)
    recursive: bool = False
    doc: str = ""

    @property
    def inline(self) -> FieldPlan | None:
        """The field that takes the keys nobody declared."""
        return next((f for f in self.fields if f.inline), None)

    def children(self) -> list[MessagePlan]:
        """Messages of the fields, of map values too."""
        direct = [f.message or (f.value.message if f.value else None) for f in self.fields]
        return [m for m in direct if m is not None]

    @property
    def incoming(self) -> list[FieldPlan]:
        """Fields a client may send in a body or query."""
        return [f for f in self.fields if not f.internal and not f.in_head]

    @property
    def outgoing(self) -> list[FieldPlan]:
        """Fields a reply's body has."""
        return [f for f in self.fields if not f.in_head]

    def by_attr(self, attr: str) -> FieldPlan:
        """The field with a proto name. Raises PlanError when there is none."""
        for found in self.fields:
            if found.attr == attr:
                return found
        raise PlanError(f"{self.name} has no field {attr}")


class Plans:
    """Plans by message, each made once."""

    def __init__(self) -> None:
        self._plans: dict[str, MessagePlan] = {}
        self._open: list[str] = []

    def of(self, descriptor: Descriptor) -> MessagePlan:
        """The plan of a message. Raises PlanError when it cannot be served."""
        known = self._plans.get(descriptor.full_name)
        if known is not None:
            if descriptor.full_name in self._open:
                for name in self._open[self._open.index(descriptor.full_name) :]:
                    self._plans[name].recursive = True
            return known
        plan = MessagePlan(descriptor.full_name, descriptor, message_factory.GetMessageClass(descriptor))
        self._plans[descriptor.full_name] = plan
        if descriptor.full_name.startswith("google.protobuf."):
            raise PlanError(f"{descriptor.full_name}: use a scalar or a json field instead")
        self._open.append(descriptor.full_name)
        plan.fields = [self._field(f) for f in descriptor.fields]
        self._open.pop()
        names = [f.wire for f in plan.outgoing if not f.inline]
        if len(set(names)) != len(names):
            raise PlanError(f"{plan.name} has two fields of one name on the wire")
        if len([f for f in plan.fields if f.inline]) > 1:
            raise PlanError(f"{plan.name} has more than one inline field")
        # A message is only known to be recursive after all its fields were seen.
        plan.recursive = plan.recursive or any(m.recursive for m in plan.children())
        return plan

    def _field(self, descriptor: FieldDescriptor) -> FieldPlan:
        rule = descriptor.GetOptions().Extensions[options_pb2.field]
        where = descriptor.full_name
        if descriptor.type not in _KINDS:
            raise PlanError(f"{where}: groups are not supported")
        kind = _KINDS[descriptor.type]
        if rule.json:
            if kind != "bytes":
                raise PlanError(f"{where}: json needs a bytes field")
            kind = "json"
        entry = descriptor.message_type
        is_map = entry is not None and entry.GetOptions().map_entry
        if rule.inline and (kind != "json" or descriptor.is_repeated):
            raise PlanError(f"{where}: inline needs a single json field")
        low: float | None = None
        high: float | None = None
        if kind == "int":
            low, high = _RANGES.get(descriptor.type, INT64)
        single = descriptor.type == FieldDescriptor.TYPE_FLOAT
        if single:
            low, high = -FLOAT32_MAX, FLOAT32_MAX
        if rule.bounded:
            low, high = rule.minimum, rule.maximum
        schema = _schema(where, rule.json_schema)
        plan = FieldPlan(
            attr=descriptor.name,
            wire=rule.name or descriptor.name,
            number=descriptor.number,
            kind=kind,
            repeated=bool(descriptor.is_repeated),
            is_map=is_map,
            presence=bool(descriptor.has_presence),
            single=single,
            required=rule.required,
            nullable=rule.nullable or (bool(descriptor.has_presence) and kind != "message"),
            emit_null=rule.emit_null,
            emit_default=rule.emit_default,
            internal=rule.internal,
            inline=rule.inline,
            header=rule.header,
            cookie=rule.cookie,
            cookie_max_age=rule.cookie_max_age,
            secret=rule.secret,
            low=int(low) if kind == "int" and low is not None else low,
            high=int(high) if kind == "int" and high is not None else high,
            min_length=rule.min_length,
            max_length=rule.max_length,
            schema=schema,
            json_types=_types(schema),
        )
        if kind == "message" and plan.presence:
            plan.nullable = True
        if kind == "enum":
            plan.enum = _enum(descriptor.enum_type)
        if is_map:
            assert entry is not None
            plan.value = self._field(entry.fields_by_name["value"])
            plan.value.nullable = False
            plan.value.presence = False
            plan.kind = "map"
            plan.repeated = False
            plan.key_kind = _KINDS[entry.fields_by_name["key"].type]
        elif kind == "message":
            assert entry is not None
            plan.message = self.of(entry)
        return plan


def _enum(descriptor: EnumDescriptor | None) -> EnumPlan:
    assert descriptor is not None
    return EnumPlan(
        {v.name: v.number for v in descriptor.values},
        {v.number: v.name for v in reversed(descriptor.values)},
    )


def _schema(where: str, text: str) -> Any:
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError as error:
        raise PlanError(f"{where}: json_schema is not JSON: {error}") from error


def _types(schema: Any) -> frozenset[str]:
    found = schema.get("type") if isinstance(schema, dict) else None
    names = [found] if isinstance(found, str) else found or []
    return frozenset(names) | (frozenset({"integer"}) if "number" in names else frozenset())
