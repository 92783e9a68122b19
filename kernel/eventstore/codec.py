"""Domain events to stored bytes and back, through protobuf messages of the same names and fields.

A registry is built from a service's modules of event dataclasses and its generated `events_pb2`
modules, and checks at construction that both agree: every event message has a dataclass with the
same fields of fitting types. What differs is an error at start. A dataclass without a message is
refused when it is appended.

Old events: protobuf fields may be renamed freely (their numbers count). A field that the dataclass
no longer has stays in the proto, marked deprecated, and an upcaster moves its value. `schema` of a
message is raised together with an upcaster from the schema before; upcasters work on decrypted
fields by name. An event type that was renamed is listed in `renamed`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

from google.protobuf.message import DecodeError, Message
from parlance.options.v1 import options_pb2

from kernel.eventstore.mapping import EventType, Fields, compile_event

Upcaster = Callable[[Fields], Fields]
"""Decrypted fields of one schema to those of the next; may return the same dict."""


class RegistryMismatch(TypeError):
    """The dataclasses and the protos of a service do not agree; every difference is listed."""


class UnknownEvent(LookupError):
    """A stored event that this code cannot read: unknown type, or a schema from a newer version."""


class BrokenEvent(ValueError):
    """Stored bytes that are not the message their type says."""


class Registry:
    """The event types of one service."""

    def __init__(
        self,
        domain: ModuleType | Iterable[ModuleType],
        protos: ModuleType | Iterable[ModuleType],
        *,
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        """Compile and check. Raises RegistryMismatch with all that does not agree.

        `upcasters` is keyed by (type, schema it reads); `renamed` maps an old type name to the new.
        """
        messages = {m.DESCRIPTOR.name: m for module in _many(protos) for m in _event_messages(module)}
        classes = {c.__name__: c for module in _many(domain) for c in _dataclasses(module)}
        self.upcasters = dict(upcasters or {})
        self.renamed = dict(renamed or {})
        self.types: dict[str, EventType] = {}
        problems: list[str] = []
        for name, message in messages.items():
            if name not in classes:
                problems.append(f"{name}: no dataclass for this event message")
                continue
            try:
                self.types[name] = compile_event(name, classes[name], message)
            except TypeError as error:
                problems.append(str(error))
        problems += self._check_history()
        if problems:
            raise RegistryMismatch("; ".join(problems))
        self._by_class = {kind.domain: kind for kind in self.types.values()}

    def of(self, event: Any) -> EventType:
        """The type of a domain event. Raises UnknownEvent for a class without an event message."""
        kind = self._by_class.get(type(event))
        if kind is None:
            raise UnknownEvent(f"{type(event).__qualname__} has no event message in the protos")
        return kind

    def named(self, name: str) -> EventType:
        """The type a stored event has now. Raises UnknownEvent."""
        kind = self.types.get(self.renamed.get(name, name))
        if kind is None:
            raise UnknownEvent(f"no event type {name}: was it written by a newer version?")
        return kind

    def parse(self, name: str, schema: int, data: bytes, event_id: str) -> tuple[EventType, Message]:
        """Stored bytes as a message, personal fields still encrypted."""
        kind = self.named(name)
        if schema > kind.schema:
            raise UnknownEvent(f"{name} has schema {schema}, this version reads up to {kind.schema}")
        message = kind.message()
        try:
            message.ParseFromString(data)
        except DecodeError as error:
            raise BrokenEvent(f"event {event_id} is not a {name}: {error}") from error
        return kind, message

    def build(self, kind: EventType, schema: int, message: Message) -> Any:
        """The domain event of a decrypted message that was stored with `schema`."""
        if schema == kind.schema:
            return kind.from_message(message)
        fields = kind.to_fields(message)
        for step in range(schema, kind.schema):
            fields = self.upcasters[(kind.name, step)](fields)
        known = {field.name for field in kind.fields}
        return kind.domain(**{key: value for key, value in fields.items() if key in known})

    def _check_history(self) -> list[str]:
        problems = [
            f"{kind.name}: schema {kind.schema} needs an upcaster from schema {step}"
            for kind in self.types.values()
            for step in range(1, kind.schema)
            if (kind.name, step) not in self.upcasters
        ]
        for name, step in self.upcasters:
            known = self.types.get(name)
            if known is None or not 1 <= step < known.schema:
                problems.append(f"{name}: the upcaster from schema {step} leads nowhere")
        problems += [
            f"{old}: renamed to {new}, which is unknown"
            for old, new in self.renamed.items()
            if new not in self.types
        ]
        problems += [
            f"{old}: both renamed and still an event type" for old in self.renamed if old in self.types
        ]
        return problems


def _many(modules: ModuleType | Iterable[ModuleType]) -> Iterable[ModuleType]:
    return (modules,) if isinstance(modules, ModuleType) else modules


def _event_messages(module: ModuleType) -> Iterable[type[Message]]:
    for descriptor in module.DESCRIPTOR.message_types_by_name.values():
        if descriptor.GetOptions().HasExtension(options_pb2.event):
            yield getattr(module, descriptor.name)


def _dataclasses(module: ModuleType) -> Iterable[type[Any]]:
    for value in vars(module).values():
        if isinstance(value, type) and dataclasses.is_dataclass(value):
            yield value
