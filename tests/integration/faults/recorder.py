"""What clients did and what they were told: the one witness of the tests for lost and doubled writes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

OK, REFUSED, UNKNOWN = "ok", "refused", "unknown"
SERVED_BY = {
    "auth": ("account", "settings"),
    "chat": ("chat", "message", "update"),
    "knowledge": ("file", "knowledge", "link"),
}
"""Kinds of writes that need a service; the other parts are needed by all."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request on the wire. `status` 0 means that no answer came. `began` is time.monotonic()."""

    began: float
    seconds: float
    status: int


@dataclass(slots=True)
class Request:
    """One request of a user, with all its attempts. A write carries a `mark` found nowhere else.

    `place` names what it changes: with `replaces` only the last write of a place has to be seen.
    """

    kind: str
    method: str
    path: str
    body: Any = None
    form: dict[str, Any] | None = None
    key: str = ""
    mark: str = ""
    place: str = ""
    replaces: bool = False
    must_fail: bool = False
    outcome: str = UNKNOWN
    reply: Any = None
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        """Whether it was meant to change anything."""
        return bool(self.mark)

    @property
    def status(self) -> int:
        """The last status; 0 when the last attempt had no answer."""
        return self.attempts[-1].status if self.attempts else 0


@dataclass(frozen=True, slots=True)
class Fault:
    """A part was away from `began` to `ended` (time.monotonic(); all served again)."""

    part: str
    began: float
    ended: float


@dataclass(slots=True)
class Ledger:
    """All requests of a run, in the order they began, and the faults they met."""

    seed: int
    requests: list[Request] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def begin(self, request: Request) -> Request:
        """Note a request before it is sent."""
        self.requests.append(request)
        return request

    @property
    def writes(self) -> list[Request]:
        """Requests that were meant to change something."""
        return [request for request in self.requests if request.writes]

    def of(self, outcome: str) -> list[Request]:
        """Writes with this outcome."""
        return [request for request in self.writes if request.outcome == outcome]

    def longest(self, fault: Fault) -> float:
        """The longest a single attempt took that was under way during a fault."""
        return max(
            (
                attempt.seconds
                for request in self.requests
                for attempt in request.attempts
                if attempt.began < fault.ended and attempt.began + attempt.seconds > fault.began
            ),
            default=0.0,
        )

    def first_write_after(self, fault: Fault) -> float:
        """Seconds from a fault to the end of the first acknowledged write through that part."""
        kinds = SERVED_BY.get(fault.part)
        ends = [
            a.began + a.seconds
            for r in self.of(OK)
            for a in r.attempts
            if (kinds is None or r.kind in kinds) and a.began > fault.began and 200 <= a.status < 300
        ]
        return min(ends, default=time.monotonic()) - fault.began

    def statuses(self) -> Counter[int]:
        """Attempts by status."""
        return Counter(attempt.status for request in self.requests for attempt in request.attempts)

    def report(self) -> str:
        """Counts, waits and the seed, for people."""
        writes = self.writes
        attempts = [attempt for request in self.requests for attempt in request.attempts]
        lines = [
            f"seed {self.seed}: {len(self.requests)} requests, {len(attempts)} attempts, "
            f"{len(writes)} writes ({share(writes, self.requests):.0%}): {len(self.of(OK))} acknowledged, "
            f"{len(self.of(REFUSED))} refused, {len(self.of(UNKNOWN))} unknown",
            f"kinds {dict(Counter(request.kind for request in self.requests))}",
            f"statuses {dict(sorted(self.statuses().items()))}",
        ]
        for fault in self.faults:
            lines.append(
                f"{fault.part:<10} all ready after {fault.ended - fault.began:5.2f} s, first write after "
                f"{self.first_write_after(fault):5.2f} s, longest wait {self.longest(fault):5.2f} s"
            )
        return "\n".join(lines)


def share(some: Iterable[Any], of: Iterable[Any]) -> float:
    """How much of one collection another is."""
    return sum(1 for _ in some) / max(1, sum(1 for _ in of))
