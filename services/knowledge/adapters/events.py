"""The event types of this service, for its log."""

from __future__ import annotations

from parlance.knowledge.v1 import events_pb2

from kernel.eventstore.codec import Registry
from services.knowledge.domain import events


def event_registry() -> Registry:
    """Dataclasses of the domain with their protobuf messages."""
    return Registry(events, events_pb2)
