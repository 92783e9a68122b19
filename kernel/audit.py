"""Which events the audit trail lists: those whose contract names a category, in every service.

Found in the generated stubs, so that an event annotated with `audit` is in the trail without
anything else being written.
"""

from __future__ import annotations

from dataclasses import dataclass

from google.protobuf.message import Message
from parlance.options.v1 import options_pb2

from kernel.bus.decode import event_kind
from kernel.contract_events import event_messages

CATEGORIES = frozenset(
    {
        *("account", "session", "key", "group", "permission", "config", "provisioning", "sharing"),
        *("data", "workspace", "audit"),
    }
)
"""What `audit` may say."""


@dataclass(frozen=True, slots=True)
class AuditedEvent:
    """One kind of event in the trail."""

    service: str
    name: str
    category: str
    failure: bool
    message: type[Message]


def audited_events() -> list[AuditedEvent]:
    """All of them. Raises ValueError for a category nobody knows."""
    found = []
    for _, message in event_messages():
        rule = message.DESCRIPTOR.GetOptions().Extensions[options_pb2.event]
        if not rule.audit:
            continue
        kind = event_kind(message)
        if rule.audit not in CATEGORIES:
            raise ValueError(f"{kind.service}.{kind.name}: no audit category is called {rule.audit}")
        found.append(AuditedEvent(kind.service, kind.name, rule.audit, rule.audit_failure, message))
    return found
