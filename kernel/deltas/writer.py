"""Writing a run's deltas: as fast as the bus takes them, never holding up who makes them.

While one batch waits for the server's word, what arrives meanwhile makes the next: the busier the
bus, the larger the batches. A bus that is away is tried again; one that lost the stream gets all
events of the run once more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from kernel.bus.nats import BusUnavailable
from kernel.deltas.model import MAX_EVENT, batch_of
from kernel.deltas.stream import Deltas

_log = logging.getLogger("parlance.deltas")


class EventTooLarge(Exception):
    """An event of more than MAX_EVENT bytes."""

    reason = "PAYLOAD_TOO_LARGE"


class Writer:
    """Writes one run. `log` has all its events so far and belongs to the writer."""

    def __init__(self, deltas: Deltas, run: str, window: float = 0.02) -> None:
        """`window` is how long, in seconds, a batch is waited for at least after the one before."""
        self.log: list[bytes] = []
        self._deltas = deltas
        self._run = run
        self._window = window
        self._sent = 0
        self._at = ("", 0)
        self._end = ""
        self._abandoned = False
        self._more = asyncio.Event()
        self._sending = asyncio.get_running_loop().create_task(self._send(), name=f"deltas of {run}")

    def put(self, events: Sequence[bytes]) -> None:
        """Add events. Raises EventTooLarge; then none is added."""
        if any(len(event) > MAX_EVENT for event in events):
            raise EventTooLarge(f"an event of an answer may have {MAX_EVENT} bytes")
        self.log.extend(events)
        self._more.set()

    async def end(self, how: str, within: float = 5.0) -> bool:
        """Say how the run ended, and wait until the bus has it all; False when it took too long, or the
        run was abandoned."""
        if self._abandoned:
            return False
        self._end = how
        self._more.set()
        try:
            async with asyncio.timeout(within):
                await asyncio.shield(self._sending)
        except TimeoutError:
            self._sending.cancel()
            _log.warning("the deltas of run %s are not all on the bus", self._run)
            return False
        return True

    def abandon(self) -> None:
        """Write no more; the log goes on."""
        self._abandoned = True
        self._sending.cancel()

    async def _send(self) -> None:
        pause = 0.05
        while True:
            await self._more.wait()
            self._more.clear()
            while self._sent < len(self.log) or self._end:
                batch = batch_of(self.log, self._sent, self._end)
                try:
                    at = await self._deltas.append(self._run, batch)
                except BusUnavailable as error:
                    _log.debug("deltas wait for the bus: %s", error)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 1.0)
                    continue
                pause = 0.05
                (before, place), self._at = self._at, at
                if before and (before != at[0] or at[1] <= place):
                    self._sent = 0
                    continue
                self._sent = batch.next - 1
                if batch.end:
                    return
            await asyncio.sleep(self._window)
