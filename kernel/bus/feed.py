"""The events of one service that a consumer follows, in log order, without a gap, whatever happens.

A feed reads the bus as long as it can and the log of the origin for what the bus does not have:
events that aged out, holes in a damaged stream, what was published while a wiped bus is refilled.
It gives each position at most once in its life; after a broken connection or a lost consumer it goes
on where it was. A stream's sequence numbers are the log's positions, so a gap is a matter of numbers.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import AsyncGenerator
from typing import Any

import grpc
import nats.errors
import nats.js.errors
from nats.js import api
from pymongo.errors import PyMongoError

from kernel.bus import headers as h
from kernel.bus.model import Envelope
from kernel.bus.nats import Bus, BusUnavailable
from kernel.bus.origin import Foreign, Incoming, LogReader, Origin, unreadable
from kernel.bus.pull import Pull, PullBroken, pending_after, sequence_of
from kernel.bus.streams import Streams, StreamState, unavailable

_log = logging.getLogger(__name__)


class Feed:
    """See the module. `healthy` is whether it reads the bus right now."""

    def __init__(
        self,
        bus: Bus,
        streams: Streams,
        log: LogReader,
        origin: Origin,
        consumer: str,
        foreign: Foreign,
        *,
        window: int = 256,
        ack: str = api.AckPolicy.EXPLICIT,
        ack_wait: float = 30.0,
    ) -> None:
        """`consumer` is the durable's name; it is made anew whenever reading begins."""
        self.healthy = False
        self.caught_up_at = time.monotonic()
        """When it was last known that nothing was waiting (monotonic seconds)."""
        self._bus = bus
        self._streams = streams
        self._log = log
        self._origin = origin
        self._consumer = consumer
        self._foreign = foreign
        self._window = window
        self._ack = ack
        self._ack_wait = ack_wait
        self._more = 0

    @property
    def idle(self) -> bool:
        """Whether the bus has nothing more than what was given out."""
        return self.healthy and self._more == 0

    @property
    def waiting(self) -> int:
        """Events the bus has for this consumer beyond those given out."""
        return self._more

    async def batches(self, after: int, at_most: int = 200) -> AsyncGenerator[list[Incoming], None]:
        """Batches of events after a position, for ever."""
        pause = 0.05
        while True:
            reason = ""
            try:
                async with contextlib.aclosing(self._once(after, at_most)) as found:
                    async for batch in found:
                        after, pause = max(after, batch[-1].position), 0.05
                        yield batch
            except PullBroken as error:
                reason = str(error)
            except BusUnavailable as error:
                reason = str(error)
                pause = max(pause, 0.2)
            except (grpc.RpcError, PyMongoError) as error:
                reason = f"the log of {self._origin.service} does not answer: {type(error).__name__}"
                pause = max(pause, 0.5)
            finally:
                self.healthy = False
            _log.debug("%s follows %s anew: %s", self._consumer, self._origin.service, reason)
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 2, 2.0)

    async def _once(self, after: int, at_most: int) -> AsyncGenerator[list[Incoming], None]:
        await self._bus.ready()
        state = await self._state()
        while (until := _missing_until(state, after)) > after:
            async with contextlib.aclosing(self._from_log(after, until, at_most)) as found:
                async for batch in found:
                    yield batch
            after = until
            state = await self._state()
        if state.last < after:
            raise PullBroken(f"the stream ends at {state.last}, before {after}: it is being refilled")
        await self._attach(after)
        stream = self._bus.names.stream(self._origin.service)
        pull = Pull(self._bus, stream, self._consumer, window=self._window)
        try:
            await pull.start()
            self.healthy = True
            if state.last <= after:
                self._caught_up()
            while True:
                batch = []
                for message in await pull.take(at_most):
                    self._more = pending_after(message)
                    envelope = await self._envelope(message)
                    if envelope is None or envelope.position <= after:
                        await self._answer(message, b"+ACK")
                        continue
                    after = envelope.position
                    batch.append(self._incoming(message, await self._whole(message, envelope)))
                if batch:
                    yield batch
                if self._more == 0:
                    self._caught_up()
        finally:
            await pull.close()

    async def _state(self) -> StreamState:
        state = await self._streams.state(self._origin.service)
        if state is None:
            raise PullBroken("the stream does not exist yet")
        return state

    async def _from_log(self, after: int, until: int, at_most: int) -> AsyncGenerator[list[Incoming], None]:
        _log.info(
            "%s reads positions %d to %d of %s from the log",
            *(self._consumer, after + 1, until, self._origin.service),
        )
        batch: list[Incoming] = []
        async for envelope in self._log.read(self._origin.service, after, until, self._origin.types):
            batch.append(Incoming(envelope.position, envelope, more=1))
            if len(batch) >= at_most:
                yield batch
                batch = []
        batch.append(Incoming(until, None, more=1))
        yield batch

    async def _attach(self, after: int) -> None:
        """Make the durable consumer, to begin after a position."""
        stream = self._bus.names.stream(self._origin.service)
        config = api.ConsumerConfig(
            durable_name=self._consumer,
            deliver_policy=api.DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=after + 1,
            ack_policy=self._ack,
            ack_wait=self._ack_wait,
            max_deliver=-1,
            max_ack_pending=self._window,
            filter_subjects=list(self._origin.subjects),
            # A consumer nobody runs any more goes away by itself; progress is kept elsewhere.
            inactive_threshold=7 * 86_400.0,
        )
        try:
            with contextlib.suppress(nats.js.errors.NotFoundError):
                await self._bus.jetstream.delete_consumer(stream, self._consumer)
            info = await self._bus.jetstream.add_consumer(stream, config)
        except (nats.errors.Error, nats.js.errors.Error, OSError, TimeoutError) as error:
            raise unavailable(error) from error
        self._more = int(info.num_pending or 0)

    async def _envelope(self, message: Any) -> Envelope | None:
        position = sequence_of(message)
        try:
            envelope = h.from_message(message.headers, message.data)
        except h.NotAnEvent as error:
            fault = str(error)
        else:
            if envelope.position == position:
                return envelope
            fault = f"position {envelope.position} at {position}"
        # The log does not have it, so it stands for no position; the relay puts the stream right.
        await self._foreign(unreadable(self._origin.service, position, message.data), fault)
        return None

    def _incoming(self, message: Any, envelope: Envelope) -> Incoming:
        async def acknowledge() -> None:
            await self._answer(message, b"+ACK")

        async def progress() -> None:
            await self._answer(message, b"+WPI")

        return Incoming(envelope.position, envelope, acknowledge, progress, self._more)

    async def _whole(self, message: Any, envelope: Envelope) -> Envelope:
        if message.headers.get(h.PAYLOAD) != h.IN_LOG:
            return envelope
        position = envelope.position
        async for found in self._log.read(self._origin.service, position - 1, position, ()):
            return found
        raise PullBroken(f"the log of {self._origin.service} has nothing at {position}")

    async def _answer(self, message: Any, word: bytes) -> None:
        try:
            if word == b"+ACK" and self._ack == api.AckPolicy.EXPLICIT:
                # Acknowledged twice: the server confirms that it knows.
                await self._bus.client.request(message.reply, word, timeout=2)
            else:
                await self._bus.client.publish(message.reply, word)
        except (nats.errors.Error, TimeoutError) as error:
            # Progress is kept with the effect; the bus delivers again and is told then.
            _log.debug("acknowledgement to the bus failed: %s", error)

    def _caught_up(self) -> None:
        self.caught_up_at = time.monotonic()


def _missing_until(state: StreamState, after: int) -> int:
    """Up to which position the bus lacks events after `after`; `after` itself if it lacks none."""
    if state.deleted and after < state.last:
        return state.last
    return max(after, state.first - 1)
