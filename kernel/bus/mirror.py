"""Keeps a service's stream equal to its log: compares, publishes, fills in what is missing.

The stream's sequence numbers are the log's positions. A stream that is gone is made anew from the
oldest event that would still be on it; one that ends in events the log does not have (another
database's, or somebody published on the service's subjects) is thrown away and made anew as well.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence

from kernel.bus.commits import CommitLog, HoleInLog
from kernel.bus.model import Envelope
from kernel.bus.nats import Bus
from kernel.bus.publisher import Publisher
from kernel.bus.streams import Streams

_log = logging.getLogger(__name__)


class ForeignStream(RuntimeError):
    """The stream holds other events than the log, and may not be replaced."""


class Mirror:
    """One service's stream beside its log."""

    def __init__(
        self,
        log: CommitLog,
        bus: Bus,
        streams: Streams,
        aggregates: Mapping[str, str],
        *,
        batch: int,
        may_recreate: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.tail: int | None = None
        """Position of the last event on the stream; None until compared."""
        self.oldest: int | None = None
        """Time (epoch ms) of the first event that is known to be missing on the stream."""
        self.published_total = 0
        self._service = log.service
        self._log = log
        self._bus = bus
        self._streams = streams
        self._publisher = Publisher(bus, log.service, aggregates)
        self._batch = batch
        self._may_recreate = may_recreate
        self._clock = clock
        self._epoch = -1
        self._compared = 0.0

    def fits(self, longest: float) -> bool:
        """Whether the last comparison holds: same connection, not doubted, at most so many seconds old."""
        young = time.monotonic() - self._compared < longest
        return self.tail is not None and self._epoch == self._bus.epoch and young

    def doubt(self) -> None:
        """Something did not go as expected: compare before publishing again."""
        self.tail = None

    async def compare(self) -> int:
        """Find out where the stream ends, and make it if need be; returns the log's last position.

        Raises BusUnavailable, ForeignStream.
        """
        epoch, self.tail = self._bus.epoch, None
        head = await self._log.head()
        state = await self._streams.state(self._service)
        if state is None:
            state = await self._streams.create(self._service, await self._first())
            _log.info("stream of %s created, from position %d on", self._service, state.last + 1)
        elif await self._is_foreign(state.last, state.messages, head):
            if not self._may_recreate:
                raise ForeignStream(f"the stream of {self._service} ends in events the log does not have")
            state = await self._streams.recreate(self._service, await self._first())
            text = "stream of %s did not match the log; filled anew from position %d on"
            _log.warning(text, self._service, state.last + 1)
        else:
            await self._streams.adjust(self._service)
        self._publisher.atomic = state.atomic
        if state.last >= head:
            self.oldest = None
        self.tail, self._epoch, self._compared = state.last, epoch, time.monotonic()
        return head

    async def publish(self, events: Sequence[Envelope]) -> None:
        """Put the events that follow the tail on the stream. Raises Misplaced, BusUnavailable."""
        await self._publisher.publish(events)
        self.tail = events[-1].position
        self.published_total += len(events)

    async def refill(self, head: int, check: Callable[[], None]) -> None:
        """Publish from the log what the stream lacks up to `head`; `check` is called between batches.

        Raises HoleInLog besides what `publish` and `check` do.
        """
        assert self.tail is not None
        batch: list[Envelope] = []
        if self.tail >= head:
            return
        async for event in self._log.read(self.tail, head):
            if event.position != self.tail + len(batch) + 1:
                raise HoleInLog(f"the log of {self._service} has nothing at {self.tail + len(batch) + 1}")
            if not batch:
                self.oldest = event.time
            batch.append(event)
            if len(batch) >= self._batch:
                await self.publish(batch)
                check()
                batch = []
        if batch:
            await self.publish(batch)
        if self.tail < head:
            raise HoleInLog(f"the log of {self._service} ends at {self.tail}, not at {head}")

    async def close(self) -> None:
        """Stop listening for acknowledgements."""
        await self._publisher.close()

    async def _first(self) -> int:
        """The first position an intact stream would still hold."""
        horizon = self._clock() - self._streams.settings.max_age
        return await self._log.first_since(int(horizon * 1000))

    async def _is_foreign(self, last: int, messages: int, head: int) -> bool:
        if last > head:
            return True
        if not messages:
            return False
        found = await self._streams.event_at(self._service, last)
        return found is not None and found != (await self._log.event_id(last), str(last))
