"""Puts events on a service's stream, each at the sequence number that is its position.

Every message says which number it expects before it, so a relay that was overtaken, or one whose
last acknowledgement got lost, is refused (Misplaced) instead of writing something twice. Few events
are pipelined; many go as one atomic batch, which the server syncs once.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import nats.errors
from nats import nuid

from kernel.bus import headers as h
from kernel.bus.model import Envelope
from kernel.bus.nats import Bus, BusUnavailable, Health
from kernel.bus.streams import unavailable

_WRONG_LAST_SEQUENCE = 10071
_WRONG_LAST_ID = 10070
_DUPLICATE_IN_BATCH = 10201
_ATOMIC_OFF = 10174

PIPELINED = 8
"""Up to this many events a batch costs more than a sync for each of them."""
_WINDOW = 256
_BATCH = 500
_BATCH_BYTES = 2 << 20


class Misplaced(Exception):
    """The stream does not end where it was expected to: look before publishing again."""


class Publisher:
    """Publishes on one service's stream."""

    def __init__(
        self, bus: Bus, service: str, aggregates: Mapping[str, str], *, timeout: float = 2.0
    ) -> None:
        """`aggregates` maps event types to the aggregate in their subject."""
        self._bus = bus
        self._service = service
        self._aggregates = aggregates
        self._timeout = timeout
        self._inbox = ""
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._subscription: Any = None
        self._nuid = nuid.NUID()
        self._unwatch: Callable[[], None] = lambda: None
        self.atomic = True

    async def publish(self, events: Sequence[Envelope]) -> None:
        """Store events that follow one another; returns when all are acknowledged.

        Raises Misplaced or BusUnavailable; then a beginning of them may be stored.
        """
        start = 0
        while start < len(events):
            stop, size = start, 0
            limit = _BATCH if self.atomic else _WINDOW
            while stop < len(events) and stop - start < limit and (size < _BATCH_BYTES or stop == start):
                size += len(events[stop].data)
                stop += 1
            part = events[start:stop]
            if self.atomic and len(part) > PIPELINED:
                await self._batch(part)
            else:
                await self._pipeline(part)
            start = stop

    async def close(self) -> None:
        """Stop listening for acknowledgements."""
        self._unwatch()
        if self._subscription is not None:
            subscription, self._subscription = self._subscription, None
            try:
                await subscription.unsubscribe()
            except nats.errors.Error:
                return

    async def _pipeline(self, events: Sequence[Envelope]) -> None:
        waiting = []
        before = ""
        try:
            for event in events:
                subject, headers, data = self._message(event)
                headers[h.EXPECTED_SEQUENCE] = str(event.position - 1)
                if before:
                    # A stray message may have taken the number before; then this one is refused as well.
                    headers[h.EXPECTED_ID] = before
                before = event.id
                waiting.append(await self._send(subject, headers, data))
            await self._settle(waiting)
        finally:
            self._forget(waiting)

    async def _batch(self, events: Sequence[Envelope]) -> None:
        batch = self._nuid.next().decode()
        last = len(events)
        waiting = []
        try:
            for number, event in enumerate(events, 1):
                subject, headers, data = self._message(event)
                headers["Nats-Batch-Id"] = batch
                headers["Nats-Batch-Sequence"] = str(number)
                if number == 1:
                    headers[h.EXPECTED_SEQUENCE] = str(event.position - 1)
                if number == last:
                    headers["Nats-Batch-Commit"] = "1"
                    waiting.append(await self._send(subject, headers, data))
                else:
                    await self._write(subject, data, "", headers)
            await self._settle(waiting)
        finally:
            self._forget(waiting)

    def _message(self, event: Envelope) -> tuple[str, dict[str, str], bytes]:
        aggregate = self._aggregates.get(event.type) or event.stream.partition("-")[0]
        headers = h.to_headers(event)
        data = event.data
        if len(data) > self._bus.client.max_payload - 16_384:
            headers[h.PAYLOAD] = h.IN_LOG
            data = b""
        return self._bus.names.subject(self._service, aggregate, event.type), headers, data

    async def _send(self, subject: str, headers: dict[str, str], data: bytes) -> asyncio.Future[Any]:
        if self._subscription is None:
            self._unwatch()
            self._unwatch = self._bus.watch(self._connection_changed)
            self._inbox = self._bus.client.new_inbox()
            self._subscription = await self._bus.client.subscribe(f"{self._inbox}.*", cb=self._acknowledged)
        token = self._nuid.next().decode()
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._acks[token] = future
        try:
            await self._write(subject, data, f"{self._inbox}.{token}", headers)
        except BusUnavailable:
            del self._acks[token]
            raise
        return future

    async def _write(self, subject: str, data: bytes, reply: str, headers: dict[str, str]) -> None:
        try:
            await self._bus.client.publish(subject, data, reply=reply, headers=headers)
        except nats.errors.Error as error:
            raise unavailable(error) from error

    async def _settle(self, waiting: Sequence[asyncio.Future[Any]]) -> None:
        done, late = await asyncio.wait(waiting, timeout=self._timeout)
        for future in waiting:
            if future in done:
                self._judge(future.result())
        if late:
            raise BusUnavailable(f"{len(late)} of {len(waiting)} publishes were not acknowledged in time")

    def _forget(self, waiting: Sequence[asyncio.Future[Any]]) -> None:
        if waiting and self._acks:
            gone = set(waiting)
            self._acks = {token: future for token, future in self._acks.items() if future not in gone}

    def _connection_changed(self, health: Health) -> None:
        """No acknowledgement comes any more for what is under way."""
        if not health.healthy:
            for future in self._acks.values():
                if not future.done():
                    future.set_result(None)

    async def _acknowledged(self, message: Any) -> None:
        future = self._acks.pop(message.subject.rpartition(".")[2], None)
        if future is not None and not future.done():
            future.set_result(message)

    def _judge(self, message: Any) -> None:
        if message is None:
            raise BusUnavailable("the connection was lost")
        if not message.data:
            raise BusUnavailable(f"no stream takes events of {self._service}")
        answer = json.loads(message.data)
        error = answer.get("error")
        if error is None:
            if answer.get("duplicate"):
                raise Misplaced("the stream knows this event already")
            return
        code = error.get("err_code")
        if code in (_WRONG_LAST_SEQUENCE, _WRONG_LAST_ID, _DUPLICATE_IN_BATCH):
            raise Misplaced(error.get("description", ""))
        if code == _ATOMIC_OFF:
            self.atomic = False
        raise BusUnavailable(f"{error.get('description')} ({code})")
