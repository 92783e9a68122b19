"""The event types of auth: domain dataclasses paired with the messages of the contract.

One line an area, so that areas grow without touching each other.
"""

from __future__ import annotations

from parlance.auth.v1 import (
    audit_events_pb2,
    config_events_pb2,
    erasure_events_pb2,
    events_pb2,
    group_events_pb2,
    instance_events_pb2,
    key_events_pb2,
    scim_events_pb2,
)

from kernel.eventstore.codec import Registry
from services.auth.domain import (
    audit_events,
    erasure_events,
    events,
    group_events,
    instance_events,
    key_events,
    scim_events,
)
from services.auth.domain.config import events as config_events


def event_registry() -> Registry:
    """Checked on construction. Raises RegistryMismatch."""
    return Registry(
        (
            events,
            group_events,
            scim_events,
            config_events,
            audit_events,
            instance_events,
            key_events,
            erasure_events,
        ),
        (
            events_pb2,
            group_events_pb2,
            scim_events_pb2,
            config_events_pb2,
            audit_events_pb2,
            instance_events_pb2,
            key_events_pb2,
            erasure_events_pb2,
        ),
    )
