"""Which events the audit trail lists: those whose contract names a category, in every service.

Found in the generated stubs, so that an event annotated with `audit` is in the trail without
anything else being written.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import parlance
from google.protobuf import message_factory
from google.protobuf.message import Message
from parlance.options.v1 import options_pb2

from kernel.bus.decode import event_kind

CATEGORIES = frozenset(
    {
        *("account", "session", "key", "group", "permission", "config", "provisioning", "sharing"),
        *("data", "workspace", "audit"),
    }
)
"""What `audit` may say."""
_NO_SERVICES = frozenset({"common", "options", "testing"})


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
    for message in _messages():
        rule = message.DESCRIPTOR.GetOptions().Extensions[options_pb2.event]
        if not rule.audit:
            continue
        kind = event_kind(message)
        if rule.audit not in CATEGORIES:
            raise ValueError(f"{kind.service}.{kind.name}: no audit category is called {rule.audit}")
        found.append(AuditedEvent(kind.service, kind.name, rule.audit, rule.audit_failure, message))
    return found


def _messages() -> Iterator[type[Any]]:
    for service in sorted(pkgutil.iter_modules(parlance.__path__), key=lambda module: module.name):
        if service.name in _NO_SERVICES:
            continue
        folder = importlib.import_module(f"parlance.{service.name}.v1")
        for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda module: module.name):
            if not module.name.endswith("_pb2"):
                continue
            stubs = importlib.import_module(f"{folder.__name__}.{module.name}")
            for descriptor in stubs.DESCRIPTOR.message_types_by_name.values():
                if descriptor.GetOptions().HasExtension(options_pb2.event):
                    yield message_factory.GetMessageClass(descriptor)
