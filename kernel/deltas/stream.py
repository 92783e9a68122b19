"""The stream of deltas: made when it is first needed, and again when the servers have lost it.

    Deltas(bus)       Runtime.deltas
      .append(batch)  one acknowledged message
      .history(run)   the batches that are there
      .tail(run)      history, then what comes, each event once (kernel.deltas.tail)

Messages are published with a wait for the server's word. JetStream hands what it stores to ordinary
subscribers too, so a live tail costs no consumer.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import nats.errors
import nats.js.errors
from nats.js import api

from kernel.bus.nats import Bus, BusUnavailable
from kernel.bus.streams import unavailable
from kernel.deltas.model import Batch, DamagedBatch, decode, encode, is_run

_FAULTS = (nats.errors.Error, nats.js.errors.Error, OSError, TimeoutError)
_AT_ONCE = 256
_REPLY = 5.0


@dataclass(frozen=True, slots=True)
class DeltaSettings:
    """Bounds of the stream."""

    max_age: float = 900.0
    """Seconds a delta can be come back for."""
    max_bytes: int = 32 << 20
    """Bytes of all deltas together; beyond it the oldest go."""
    replicas: int = 1


class Deltas:
    """See the module."""

    def __init__(self, bus: Bus, settings: DeltaSettings | None = None) -> None:
        self.bus = bus
        self._settings = settings or DeltaSettings()
        self._made = ""
        self._epoch = -1

    def subject(self, run: str) -> str:
        """The subject of a run. Raises ValueError for what is no run's id."""
        if not is_run(run):
            raise ValueError(f"no run is called {run!r}")
        return self.bus.names.deltas(run)

    async def append(self, run: str, batch: Batch) -> tuple[str, int]:
        """Put a batch on the bus; returns which stream took it and its place there. Another stream than
        before, or an earlier place, says that nothing earlier is in it.

        Raises BusUnavailable: the batch may be there or not, and may be sent again.
        """
        subject, message = self.subject(run), encode(batch)
        # A missing stream shows only as silence where somebody subscribes to the subject.
        if self._epoch != self.bus.epoch:
            await self.create()
        try:
            taken = await self.bus.jetstream.publish(subject, message, timeout=_REPLY)
        except _FAULTS as error:
            self._epoch = -1
            raise unavailable(error) from error
        return self._made, taken.seq

    async def create(self) -> None:
        """Make the stream if it is missing. Raises BusUnavailable."""
        settings, names, epoch = self._settings, self.bus.names, self.bus.epoch
        config = api.StreamConfig(
            name=names.deltas_stream,
            subjects=[names.deltas("*")],
            retention=api.RetentionPolicy.LIMITS,
            storage=api.StorageType.MEMORY,
            discard=api.DiscardPolicy.OLD,
            max_age=settings.max_age,
            max_bytes=settings.max_bytes,
            num_replicas=settings.replicas,
            allow_direct=True,
        )
        try:
            try:
                info = await self.bus.jetstream.add_stream(config)
            except nats.js.errors.BadRequestError as error:
                if error.err_code != _NAME_IN_USE:
                    raise
                # Another process made it, perhaps with other bounds: what is there serves.
                info = await self.bus.jetstream.stream_info(config.name)
        except _FAULTS as error:
            raise unavailable(error) from error
        self._made, self._epoch = str(info.created), epoch

    async def history(self, run: str, after: int = 0) -> tuple[list[Batch], int]:
        """The batches of a run in the stream, and the place in the stream up to which was read; `after`
        is such a place. Raises BusUnavailable."""
        found: list[Batch] = []
        place = after
        while True:
            messages, more = await self._read(self.subject(run), place + 1)
            for sequence, data in messages:
                place = max(place, sequence)
                try:
                    found.append(decode(data))
                except DamagedBatch:
                    continue
            if not more:
                return found, place

    async def _read(self, subject: str, start: int) -> tuple[list[tuple[int, bytes]], bool]:
        """One request of many messages (JetStream's batched direct get); whether there are more."""
        client = self.bus.client
        arrived: asyncio.Queue[Any] = asyncio.Queue()
        request = {"seq": start, "next_by_subj": subject, "batch": _AT_ONCE, "max_bytes": 4 << 20}
        inbox = client.new_inbox()
        found: list[tuple[int, bytes]] = []
        try:
            subscription = await client.subscribe(inbox, cb=arrived.put)
            try:
                address = f"$JS.API.DIRECT.GET.{self.bus.names.deltas_stream}"
                await client.publish(address, json.dumps(request).encode(), reply=inbox)
                async with asyncio.timeout(_REPLY):
                    while True:
                        message = await arrived.get()
                        headers = message.headers or {}
                        status = headers.get("Status")
                        if status is None:
                            found.append((int(headers["Nats-Sequence"]), message.data))
                        elif status in ("404", "503"):
                            return found, False
                        elif status == "204":
                            return found, int(headers.get("Nats-Num-Pending", "0")) > 0
                        else:
                            raise BusUnavailable(f"{status} {headers.get('Description', '')}".strip())
            finally:
                await subscription.unsubscribe()
        except _FAULTS as error:
            raise unavailable(error) from error


_NAME_IN_USE = 10058
