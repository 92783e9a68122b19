"""From an envelope to the protobuf message a handler gets: by type name, decrypted.

Fields this version does not know are no fault (protobuf's rule for additions); an unknown type, a
newer schema, broken bytes or a broken ciphertext are: Undecodable, with a reason fit to be kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from google.protobuf.message import DecodeError
from parlance.options.v1 import options_pb2

from kernel.bus.model import Delivered, Envelope, Unprocessable
from kernel.context import CallContext
from kernel.privacy import KeyRing, SubjectKeyMissing, open_message
from kernel.privacy.fields import SealedFieldBroken


class Undecodable(Unprocessable):
    """An event that this version cannot read; no retry helps."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event: who writes it and what it is called."""

    service: str
    aggregate: str
    name: str
    schema: int
    message: type[Any]


def event_kind(message: type[Any]) -> EventKind:
    """Read a protobuf event class of `parlance.<service>.v1`. Raises TypeError for another class."""
    descriptor = message.DESCRIPTOR
    parts = descriptor.full_name.split(".")
    rule = descriptor.GetOptions().Extensions[options_pb2.event]
    if len(parts) != 4 or parts[0] != "parlance" or not rule.aggregate:
        raise TypeError(f"{descriptor.full_name} is not an event")
    return EventKind(parts[1], rule.aggregate, descriptor.name, rule.schema or 1, message)


class Decoder:
    """Decodes the kinds of events one consumer follows."""

    def __init__(self, consumer: str, follows: Iterable[type[Any]], keys: KeyRing) -> None:
        self._consumer = consumer
        self._keys = keys
        kinds = [event_kind(message) for message in follows]
        self._kinds = {(kind.service, kind.name): kind for kind in kinds}

    async def decode(self, envelope: Envelope) -> Delivered:
        """The event for a handler. Raises Undecodable, or what the key database raises."""
        kind = self._kinds.get((envelope.service, envelope.type))
        if kind is None:
            raise Undecodable(f"unknown type {envelope.service}.{envelope.type}")
        if envelope.schema > kind.schema:
            raise Undecodable(f"schema {envelope.schema} is newer than {kind.schema}, the newest known here")
        message = kind.message()
        try:
            message.ParseFromString(envelope.data)
        except DecodeError:
            raise Undecodable(f"the payload is not a {kind.name}") from None
        try:
            await open_message(message, envelope.id, self._keys)
        except (SealedFieldBroken, SubjectKeyMissing, ValueError) as error:
            raise Undecodable(f"personal fields cannot be opened: {type(error).__name__}") from error
        return Delivered(
            event=message,
            id=envelope.id,
            type=envelope.type,
            service=envelope.service,
            stream=envelope.stream,
            version=envelope.version,
            position=envelope.position,
            time=envelope.time,
            actor=envelope.actor,
            ctx=CallContext(
                # The same for each delivery, so that a repeated command is recognised.
                request_id=f"{self._consumer}:{envelope.id}",
                correlation_id=envelope.correlation,
                causation_id=envelope.id,
                traceparent=envelope.traceparent,
            ),
            address=envelope.address,
            credential=envelope.credential,
            data=envelope.data,
            schema=envelope.schema,
        )
