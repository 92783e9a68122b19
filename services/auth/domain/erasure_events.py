"""The erasure of a person across all services: see erasure_events.proto."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ErasureStarted:
    """Every one of `services` removes what it has of the person."""

    user_id: str
    asked_by: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErasureRetried:
    """Services that have not reported are asked again."""

    user_id: str


@dataclass(frozen=True, slots=True)
class SubjectErased:
    """A service has nothing of the person any more; `counts` by kind of thing."""

    user_id: str
    service: str
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ErasureCompleted:
    """Every service has reported. Times are epoch milliseconds; `removed` by `<service>.<kind>`."""

    user_id: str
    asked_by: str
    started_at: int
    completed_at: int
    removed: Mapping[str, int] = field(default_factory=dict)
