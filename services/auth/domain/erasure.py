"""How far the erasure of a person is: begun once, reported by each service once, then complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from services.auth.domain.erasure_events import (
    ErasureCompleted,
    ErasureRetried,
    ErasureStarted,
    SubjectErased,
)
from services.auth.domain.refusals import ErasureNotRunning


@dataclass(frozen=True, slots=True)
class Erasure:
    """State of the stream; `services` is empty before the start."""

    asked_by: str = ""
    services: tuple[str, ...] = ()
    reported: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    completed: bool = False

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """Services that have not reported."""
        return tuple(service for service in self.services if service not in self.reported)


def evolve(state: Erasure, event: Any) -> Erasure:
    """The state after an event."""
    match event:
        case ErasureStarted(_, asked_by, services):
            return Erasure(asked_by, services)
        case SubjectErased(_, service, counts):
            return replace(state, reported={**state.reported, service: counts})
        case ErasureCompleted():
            return replace(state, completed=True)
        case _:
            return state


def start(state: Erasure, user_id: str, asked_by: str, services: Sequence[str]) -> list[Any]:
    """Begin; again: nothing."""
    return [] if state.services else [ErasureStarted(user_id, asked_by, tuple(services))]


def retry(state: Erasure, user_id: str) -> list[Any]:
    """Ask those again that have not reported. Raises ErasureNotRunning."""
    if not state.services or state.completed:
        raise ErasureNotRunning("no erasure of this account is under way")
    return [ErasureRetried(user_id)]


def report(
    state: Erasure, user_id: str, service: str, counts: Mapping[str, int], started_at: int, now: int
) -> list[Any]:
    """Note a service's report, and with the last one the end; again, or when complete: nothing."""
    if service in state.reported or state.completed:
        return []
    told = SubjectErased(user_id, service, dict(counts))
    after = evolve(state, told)
    if after.waiting_for:
        return [told]
    removed = {f"{who}.{kind}": n for who, kinds in after.reported.items() for kind, n in kinds.items() if n}
    return [told, ErasureCompleted(user_id, state.asked_by, started_at, now, dict(sorted(removed.items())))]
