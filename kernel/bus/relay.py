"""The relay: the one place that brings a service's events onto the bus, in log order, none twice.

It leads by lease. A cycle gives positions to what was committed (kernel.bus.commits) and publishes
it at the sequence numbers that are these positions (kernel.bus.publisher). Since the order is fixed
in MongoDB first, nothing on the bus is ever the only copy: after a start, a reconnect or a refusal
the stream's end is compared with the log (kernel.bus.mirror) and what is missing is published, be it
the last message or everything. Cycles are woken by commits, here or in other replicas, and by a slow poll.

After a cycle that left nothing behind, the notice `moved.<service>` says how far the bus is; with
`heartbeat` also while nothing happens, so that a listener knows that silence means "nothing new".
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pymongo.errors import PyMongoError

from kernel.bus.commits import CommitLog, HoleInLog, Outrun, envelopes
from kernel.bus.lease import Lease, Leases
from kernel.bus.mirror import ForeignStream, Mirror
from kernel.bus.model import Envelope
from kernel.bus.names import moved, wake
from kernel.bus.nats import Bus, BusUnavailable
from kernel.bus.publisher import Misplaced
from kernel.bus.streams import Streams
from kernel.bus.tasks import end

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """Times in seconds."""

    poll: float = 1.0
    """Longest wait between two looks at the log."""
    heartbeat: float = 0.0
    """Longest wait between two `moved` notices while all is well; 0: only when something moved."""
    linger: float = 0.05
    """Least time between the starts of two cycles: commits that come meanwhile go together."""
    batch: int = 500
    """Most commits in a cycle."""
    compare: float = 60.0
    """Longest time between two comparisons of log and stream."""
    may_recreate: bool = True
    """Whether a stream that does not mirror this log may be thrown away and filled anew."""


class Relay:
    """The relay of one service in one process; it works while it holds the lease."""

    def __init__(
        self,
        log: CommitLog,
        bus: Bus,
        streams: Streams,
        leases: Leases,
        aggregates: Mapping[str, str] | None = None,
        settings: RelaySettings | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.service = log.service
        self.failures_total = 0
        """Cycles that could not publish."""
        self.leading = False
        self.head = 0
        """Position of the last event of the log, while leading."""
        self._log = log
        self._bus = bus
        self._leases = leases
        self._settings = settings or RelaySettings()
        self._mirror = Mirror(
            *(log, bus, streams, aggregates or {}),
            batch=self._settings.batch,
            may_recreate=self._settings.may_recreate,
            clock=clock,
        )
        self._clock = clock
        self._woken = asyncio.Event()
        self._call = asyncio.Event()
        self._settled = asyncio.Event()
        self._last_notice = 0.0
        self._complaint = ""
        self._head_known = False

    def wake(self) -> None:
        """Say that something was committed by this process. Costs next to nothing."""
        if self.leading:
            self._settled.clear()
            self._woken.set()
        else:
            self._call.set()

    async def run(self) -> None:
        """Relay until cancelled."""
        await self._log.ensure()
        calling = asyncio.ensure_future(self._call_leader())
        try:
            await self._leases.lead("relay", self._lead)
        finally:
            await end(calling)
            await self._mirror.close()

    async def flush(self, timeout: float) -> bool:
        """Wait until what was committed so far is on the bus, if this process leads; for the drain."""
        if not self.leading:
            return True
        self.wake()
        try:
            async with asyncio.timeout(timeout):
                await self._settled.wait()
        except TimeoutError:
            return False
        return True

    @property
    def tail(self) -> int | None:
        """Position of the last event known to be on the bus, while leading."""
        return self._mirror.tail if self.leading else None

    @property
    def published_total(self) -> int:
        """Events acknowledged by the bus since the start of this process."""
        return self._mirror.published_total

    @property
    def unpublished(self) -> int:
        """Events of the log that are not known to be on the bus, while leading."""
        return max(0, self.head - (self.tail or 0)) if self.leading else 0

    @property
    def oldest_unpublished(self) -> float:
        """Age in seconds of the oldest of them; 0 when there is none."""
        oldest = self._mirror.oldest
        if not self.leading or oldest is None:
            return 0.0
        return max(0.0, self._clock() - oldest / 1000)

    async def pending(self) -> int:
        """Commits that have no position yet, asked from the database."""
        return await self._log.pending_count()

    async def _lead(self, lease: Lease) -> None:
        self._mirror.doubt()
        self._head_known = False
        self.leading = True
        unwatch = self._bus.watch(lambda _: self._woken.set())
        self._woken.set()
        try:
            async with self._bus.listening(wake(self.service), self._called):
                while True:
                    await self._wait()
                    lease.check()
                    await self._cycle(lease)
        finally:
            self.leading = False
            unwatch()

    async def _wait(self) -> None:
        settings = self._settings
        longest = min(settings.poll, settings.heartbeat) if settings.heartbeat else settings.poll
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(longest):
                await self._woken.wait()

    async def _cycle(self, lease: Lease) -> None:
        began = time.monotonic()
        pause = self._settings.linger
        self._woken.clear()
        try:
            behind = await self._step(lease, began)
        except (Misplaced, Outrun) as error:
            _log.info("relay of %s: %s; comparing log and bus again", self.service, error)
            self._mirror.doubt()
            behind, self._head_known = True, False
        except BusUnavailable as error:
            self._mirror.doubt()
            self.failures_total += 1
            self._complain(f"the bus takes no events: {error}")
            behind, pause = False, 0.2
        except (HoleInLog, ForeignStream) as error:
            self._mirror.doubt()
            behind, pause = False, 5.0
            self._complain(str(error))
        except PyMongoError as error:
            self._head_known, behind, pause = False, False, 0.2
            self._complain(f"the log cannot be read: {error}")
        else:
            self._complaint = ""
        if behind:
            self._woken.set()
        left = pause - (time.monotonic() - began)
        if left > 0:
            await asyncio.sleep(left)

    async def _step(self, lease: Lease, began: float) -> bool:
        """One cycle; whether there is more to do at once."""
        full, fresh = await self._place()
        if not self._bus.healthy:
            return full
        if not self._mirror.fits(self._settings.compare):
            self.head = await self._mirror.compare()
        lease.check()
        tail = self._mirror.tail
        if fresh and tail is not None and fresh[0].position == tail + 1:
            await self._mirror.publish(fresh)
        else:
            await self._mirror.refill(self.head, lease.check)
        self._mirror.oldest = None
        if full:
            return True
        if not self._woken.is_set():
            self._settled.set()
        await self._tell(bool(fresh), began)
        return False

    async def _place(self) -> tuple[bool, list[Envelope]]:
        """Give positions to what is pending; whether there is more, and the events that got theirs."""
        if not self._head_known:
            self.head = await self._log.head()
            self._head_known = True
        documents, more = await self._log.pending(self._settings.batch)
        if not documents:
            return False, []
        self._head_known = False
        await self._log.assign(documents, self.head + 1)
        self._head_known = True
        fresh = [event for document in documents for event in envelopes(self.service, document)]
        self.head = fresh[-1].position
        if self._mirror.oldest is None:
            self._mirror.oldest = fresh[0].time
        return more, fresh

    async def _tell(self, something: bool, began: float) -> None:
        beat = self._settings.heartbeat
        if not something and not (beat and began - self._last_notice >= beat * 0.8):
            return
        self._last_notice = began
        old = time.monotonic() - began
        await self._bus.publish(moved(self.service), b"%d %.3f" % (self.head, old))

    def _complain(self, text: str) -> None:
        if text != self._complaint:
            _log.warning("relay of %s: %s", self.service, text)
        self._complaint = text

    async def _called(self, _: str, __: bytes) -> None:
        self._woken.set()

    async def _call_leader(self) -> None:
        while True:
            await self._call.wait()
            self._call.clear()
            if self.leading:
                self.wake()
                continue
            with contextlib.suppress(BusUnavailable):
                await self._bus.publish(wake(self.service))
            await asyncio.sleep(0.01)
