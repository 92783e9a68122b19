"""The event types of this service, for its log."""

from __future__ import annotations

from parlance.knowledge.v1 import erasure_events_pb2, events_pb2

from kernel.eventstore.codec import Registry
from services.knowledge.domain import erasure_events, events


def event_registry() -> Registry:
    """Dataclasses of the domain with their protobuf messages."""
    return Registry((events, erasure_events), (events_pb2, erasure_events_pb2))
