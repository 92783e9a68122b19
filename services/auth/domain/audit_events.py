"""What was refused, and who read the audit trail: see audit_events.proto."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Somebody could not sign in, `count` times."""

    subject: str
    user_id: str
    account: str
    method: str
    reason: str
    address: str
    count: int
    first_at: int
    last_at: int


@dataclass(frozen=True, slots=True)
class AccessRefused:
    """A credential was refused, or what it may not do, `count` times."""

    subject: str
    user_id: str
    credential: str
    method: str
    reason: str
    address: str
    count: int
    first_at: int
    last_at: int
    service: str


@dataclass(frozen=True, slots=True)
class RefusalsSummed:
    """More than is recorded one by one."""

    service: str
    first_at: int
    last_at: int
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditTrailRead:
    """An administrator read the trail; `how` is list, export or watch."""

    user_id: str
    how: str
    filters: str
