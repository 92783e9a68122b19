"""Runs a reaction: each event at least once, in order per stream, effect first, acknowledgement after.

Events of one stream wait for one another, also while one of them is tried again; streams do not wait
for other streams. At most `concurrency` handlers run at once. Faults that say nothing of the event
(a database or service that is away) are retried for as long as they last, conflicts with other
writers for as long as a killed one can hold what it wrote; others count, and after `attempts` the
event is a dead letter. So is, at once, what cannot be decoded, and what was being
worked on whenever the process died, once that has happened `attempts` times.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections import deque

from pymongo.errors import PyMongoError

from kernel.bus.consumer import Parts, Runner
from kernel.bus.dead import DeadLetter, reason_of
from kernel.bus.faults import Patience
from kernel.bus.feed import Feed
from kernel.bus.hand import Hand
from kernel.bus.lease import Lease, LeaseLost
from kernel.bus.model import Envelope, Reaction, Unprocessable
from kernel.bus.nats import BusUnavailable
from kernel.bus.origin import Incoming, Origin
from kernel.bus.progress import OriginProgress, Progress
from kernel.bus.tasks import end, together

WINDOW = 256
"""Most events in hand."""
ACK_WAIT = 30.0
_CAREFUL = 60.0
"""Seconds after a crash in which each beginning is noted before the work."""
_LONG = 1.0
"""Seconds after which work in progress is noted."""

_SOON = 3.0
"""Longest pause in seconds before what passes is tried again."""

_log = logging.getLogger(__name__)


class ReactionRunner(Runner):
    """Runs one reaction in one process."""

    kind = "reaction"

    def __init__(self, reaction: Reaction, parts: Parts) -> None:
        super().__init__(reaction.name, reaction.follows, parts)
        self.reaction = reaction
        self.handled_total = 0
        self._progress: Progress
        self._lanes: dict[tuple[str, str], deque[Incoming]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._failed: asyncio.Future[None]
        self._slots: asyncio.Semaphore
        self._hand: Hand
        self._careful_until = 0.0

    async def _consume(self, lease: Lease) -> None:
        self._progress = await Progress.load(self._parts.database, self.name, lease)
        self._slots = asyncio.Semaphore(self.reaction.concurrency)
        self._failed = asyncio.get_running_loop().create_future()
        self._careful_until = 0.0 if lease.clean else time.monotonic() + _CAREFUL
        self._lanes.clear()
        self._hand = Hand(WINDOW, self._ended)
        try:
            await together(
                *(self._follow(origin, lease) for origin in self._origins),
                self._progress.save_when_changed(),
                self._hand.keep_claimed(),
                self._side_work(lease),
                self._fail(),
            )
        finally:
            await self._stop()

    async def _stop(self) -> None:
        await end(*self._workers)
        await self._hand.close()
        # What is saved here need not be done again by the next holder.
        with contextlib.suppress(PyMongoError, LeaseLost, TimeoutError):
            async with asyncio.timeout(2):
                await self._progress.save()

    async def _fail(self) -> None:
        await self._failed

    async def _follow(self, origin: Origin, lease: Lease) -> None:
        parts = self._parts
        progress = await self._progress_of(origin)
        durable = parts.bus.names.consumer(parts.service, self.name)
        feed = Feed(
            *(parts.bus, parts.streams, parts.log, origin, durable, self._foreign),
            window=WINDOW,
            ack_wait=ACK_WAIT,
        )
        self._feeds[origin.service] = feed
        async with contextlib.aclosing(feed.batches(progress.floor)) as batches:
            async for batch in batches:
                for incoming in batch:
                    await self._take(origin.service, progress, incoming, lease)

    async def _progress_of(self, origin: Origin) -> OriginProgress:
        known = self._progress.origins.get(origin.service)
        if known is not None:
            return known
        floor = 0
        if not self.reaction.from_start:
            floor = await self._end_of(origin.service)
        fresh = self._progress.origins[origin.service] = OriginProgress(floor, set())
        await self._progress.save()
        return fresh

    async def _end_of(self, service: str) -> int:
        while True:
            await self._parts.bus.ready()
            with contextlib.suppress(BusUnavailable):
                state = await self._parts.streams.state(service)
                if state is not None:
                    return state.last
            await asyncio.sleep(0.5)

    async def _take(self, service: str, progress: OriginProgress, incoming: Incoming, lease: Lease) -> None:
        envelope = incoming.envelope
        if envelope is None:
            progress.skip_to(incoming.position)
            self._progress.changed()
            return
        if not progress.take(incoming.position):
            self._hand.acknowledge(incoming)
            return
        await self._hand.take(service, incoming)
        self._lag.begin(envelope)
        lane = (service, envelope.stream)
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(incoming)
            return
        self._lanes[lane] = deque((incoming,))
        worker = asyncio.get_running_loop().create_task(self._work(lane, lease))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)
        worker.add_done_callback(self._ended)

    def _ended(self, worker: asyncio.Task[None]) -> None:
        error = None if worker.cancelled() else worker.exception()
        if error is not None and not self._failed.done():
            self._failed.set_exception(error)

    async def _work(self, lane: tuple[str, str], lease: Lease) -> None:
        waiting = self._lanes[lane]
        service = lane[0]
        while waiting:
            incoming = waiting[0]
            await self._one(service, incoming, lease)
            waiting.popleft()
            self._finish(service, incoming)
        del self._lanes[lane]

    def _finish(self, service: str, incoming: Incoming) -> None:
        position = incoming.position
        self._progress.origins[service].finish(position)
        self._progress.trying.pop(f"{service}:{position}", None)
        self._progress.changed()
        self._lag.end(service, position)
        self.handled_total += 1
        self._hand.done(service, incoming)

    async def _one(self, service: str, incoming: Incoming, lease: Lease) -> None:
        """Deal with one event, whatever it takes."""
        envelope = incoming.envelope
        assert envelope is not None
        key = f"{service}:{incoming.position}"
        attempts = self._progress.trying.get(key, 0)
        if attempts >= self.reaction.attempts:
            await self._bury(envelope, f"the process ended during {attempts} attempts", attempts)
            return
        passing, patience = 0, Patience()
        while True:
            async with self._slots:
                lease.check()
                error = await self._attempt(envelope, key, attempts)
            if error is None:
                return
            if isinstance(error, Unprocessable):
                await self._bury(envelope, reason_of(error), attempts + 1)
                return
            if patience.covers(error):
                passing += 1
                self._uncounted(key, attempts)
                _log.info("%s waits: %s", self.name, reason_of(error))
                await _pause(passing, _SOON)
                continue
            attempts += 1
            text = "%s failed on event %s, attempt %d"
            _log.warning(text, self.name, envelope.id, attempts, exc_info=error)
            if attempts >= self.reaction.attempts:
                await self._bury(envelope, reason_of(error), attempts)
                return
            await _pause(attempts)

    async def _attempt(self, envelope: Envelope, key: str, attempts: int) -> Exception | None:
        def note() -> None:
            self._progress.trying[key] = attempts + 1
            self._progress.changed()

        noted = asyncio.get_running_loop().call_later(_LONG, note)
        try:
            delivered = await self._decoder.decode(envelope)
            if time.monotonic() < self._careful_until:
                note()
                await self._progress.save()
            await self.reaction.handle(delivered)
        except LeaseLost:
            raise
        except asyncio.CancelledError:
            # An orderly stop says nothing of the event; only a process that died is held against it.
            self._uncounted(key, attempts)
            raise
        except Exception as error:  # noqa: BLE001 - a handler may raise anything; the caller decides
            return error
        finally:
            noted.cancel()
        return None

    def _uncounted(self, key: str, attempts: int) -> None:
        """Take back the note of an attempt."""
        if attempts:
            self._progress.trying[key] = attempts
        else:
            self._progress.trying.pop(key, None)
        self._progress.changed()

    async def _bury(self, envelope: Envelope, reason: str, attempts: int) -> None:
        tries = 0
        while True:
            try:
                await self._parts.dead.bury(self.name, envelope, reason, attempts)
                return
            except PyMongoError as error:
                _log.warning("%s cannot keep a dead letter now: %s", self.name, error)
            tries += 1
            await _pause(tries)

    async def _deliver_again(self, letter: DeadLetter, lease: Lease) -> None:
        attempts, key, patience = 0, f"again:{letter.envelope.id}", Patience()
        while True:
            async with self._slots:
                lease.check()
                error = await self._attempt(letter.envelope, key, attempts)
            self._progress.trying.pop(key, None)
            if error is None:
                await self._parts.dead.remove(letter.id)
                return
            attempts += 1
            hopeless = isinstance(error, Unprocessable)
            waits = patience.covers(error)
            if hopeless or (attempts >= self.reaction.attempts and not waits):
                await self._bury(letter.envelope, reason_of(error), letter.attempts + attempts)
                return
            await _pause(attempts)


async def _pause(tries: int, longest: float = 30.0) -> None:
    await asyncio.sleep(min(longest, 0.1 * 4 ** min(tries - 1, 6)) * random.uniform(0.75, 1.25))
