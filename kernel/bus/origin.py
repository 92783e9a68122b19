"""What a consumer follows, where it can be read, and what comes of it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kernel.bus.decode import event_kind
from kernel.bus.model import Envelope
from kernel.bus.nats import Bus


class LogReader(Protocol):
    """Reads the log of any service."""

    def read(
        self, service: str, after: int, until: int | None, types: Collection[str]
    ) -> AsyncIterator[Envelope]:
        """Events with `after` < position <= `until` of some types, in order."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event from a feed; without envelope a mark: up to this position nothing more will come."""

    position: int
    envelope: Envelope | None
    acknowledge: Callable[[], Awaitable[None]] | None = None
    """Tells the bus that the effect stands; None when it did not come from there."""
    progress: Callable[[], Awaitable[None]] | None = None
    """Tells the bus that work goes on."""
    more: int = 0
    """Events the bus had for this consumer after this one, when it was delivered."""


Foreign = Callable[[Envelope, str], Awaitable[None]]
"""Told of a message on an event's subject that is not from the log, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a consumer follows of one service: subjects on the bus, types in the log."""

    service: str
    subjects: tuple[str, ...]
    types: frozenset[str]


def unreadable(service: str, position: int, data: bytes) -> Envelope:
    """What stands for a message that is not an event of the log."""
    now = time.time_ns() // 1_000_000
    mark = hashlib.sha256(data).hexdigest()[:8]
    return Envelope(service, position, f"{position}-{mark}", "", 0, "", 0, now, "", "", "", "", data)


def origins(bus: Bus, follows: Sequence[type[Any]]) -> list[Origin]:
    """What to follow, by service, for a list of protobuf event classes."""
    subjects: dict[str, list[str]] = {}
    types: dict[str, set[str]] = {}
    for cls in follows:
        kind = event_kind(cls)
        subjects.setdefault(kind.service, []).append(
            bus.names.subject(kind.service, kind.aggregate, kind.name)
        )
        types.setdefault(kind.service, set()).add(kind.name)
    return [Origin(service, tuple(subjects[service]), frozenset(types[service])) for service in subjects]
