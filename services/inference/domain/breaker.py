"""A circuit breaker: a backend that keeps failing is left alone for a while.

Closed: every call may go. After `threshold` failures in a row: open, no call goes for `cooldown` seconds.
Then half-open: one call may try; success closes the breaker, failure opens it for twice as long, at most
`longest`. The caller passes the time (monotonic seconds), so that tests need none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Breaker:
    """The state of one backend."""

    threshold: int = 5
    cooldown: float = 2.0
    longest: float = 30.0
    failures: int = 0
    opened_at: float | None = None
    pause: float = 0.0
    probing: bool = False

    def allows(self, now: float) -> bool:
        """Whether a call may go now."""
        if self.opened_at is None:
            return True
        return not self.probing and now >= self.opened_at + self.pause

    def begin(self) -> None:
        """A call goes; it must end with `succeed`, `fail` or `abandon`."""
        if self.opened_at is not None:
            self.probing = True

    def succeed(self) -> None:
        """The backend did its work, if only by refusing the request properly."""
        self.failures, self.opened_at, self.pause, self.probing = 0, None, 0.0, False

    def fail(self, now: float) -> None:
        """The backend was out of reach, too slow, broken, or answered nonsense."""
        self.failures += 1
        if self.opened_at is not None:
            # Calls that began before it opened say nothing new; only the probe does.
            if self.probing:
                self.probing = False
                self.opened_at, self.pause = now, min(self.pause * 2, self.longest)
        elif self.failures >= self.threshold:
            self.opened_at, self.pause = now, self.cooldown

    def abandon(self) -> None:
        """The call ended for the caller's reasons: nothing was learned."""
        self.probing = False

    def opens_in(self, now: float) -> float:
        """Seconds until a call may go again; 0 when one may go now."""
        return 0.0 if self.opened_at is None else max(0.0, self.opened_at + self.pause - now)
