"""The envelope of an event as NATS headers, and back.

A payload too large for the bus is left out (`Parlance-Payload: log`); who needs it reads it from
the log of the service.
"""

from __future__ import annotations

from collections.abc import Mapping

from kernel.bus.model import Envelope

MSG_ID = "Nats-Msg-Id"
EXPECTED_SEQUENCE = "Nats-Expected-Last-Sequence"
EXPECTED_ID = "Nats-Expected-Last-Msg-Id"
POSITION = "Parlance-Position"
SERVICE = "Parlance-Service"
TYPE = "Parlance-Type"
SCHEMA = "Parlance-Schema"
STREAM = "Parlance-Stream"
VERSION = "Parlance-Version"
TIME = "Parlance-Time"
ACTOR = "Parlance-Actor"
CORRELATION = "Parlance-Correlation"
CAUSATION = "Parlance-Causation"
ADDRESS = "Parlance-Address"
CREDENTIAL = "Parlance-Credential"
TRACEPARENT = "traceparent"
PAYLOAD = "Parlance-Payload"
IN_LOG = "log"

REASON = "Parlance-Reason"
ATTEMPTS = "Parlance-Attempts"
CONSUMER = "Parlance-Consumer"


class NotAnEvent(ValueError):
    """A message on an event subject without a readable envelope."""


def to_headers(envelope: Envelope) -> dict[str, str]:
    """The headers of an event; empty values are left out."""
    headers = {
        MSG_ID: envelope.id,
        SERVICE: envelope.service,
        POSITION: str(envelope.position),
        TYPE: envelope.type,
        SCHEMA: str(envelope.schema),
        STREAM: envelope.stream,
        VERSION: str(envelope.version),
        TIME: str(envelope.time),
    }
    for name, value in (
        (ACTOR, envelope.actor),
        (CORRELATION, envelope.correlation),
        (CAUSATION, envelope.causation),
        (TRACEPARENT, envelope.traceparent),
        (ADDRESS, envelope.address),
        (CREDENTIAL, envelope.credential),
    ):
        if value:
            headers[name] = value if value.isprintable() else _one_line(value)
    return headers


def from_message(headers: Mapping[str, str] | None, data: bytes) -> Envelope:
    """The envelope of a message. Raises NotAnEvent."""
    if not headers:
        raise NotAnEvent("no headers")
    try:
        return Envelope(
            service=headers[SERVICE],
            position=int(headers[POSITION]),
            id=headers[MSG_ID],
            type=headers[TYPE],
            schema=int(headers[SCHEMA]),
            stream=headers[STREAM],
            version=int(headers[VERSION]),
            time=int(headers[TIME]),
            actor=headers.get(ACTOR, ""),
            correlation=headers.get(CORRELATION, ""),
            causation=headers.get(CAUSATION, ""),
            traceparent=headers.get(TRACEPARENT, ""),
            data=data,
            address=headers.get(ADDRESS, ""),
            credential=headers.get(CREDENTIAL, ""),
        )
    except (KeyError, ValueError) as error:
        raise NotAnEvent(f"header missing or malformed: {error}") from error


def _one_line(value: str) -> str:
    return "".join(c if c.isprintable() else " " for c in value)
