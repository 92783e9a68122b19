"""The erasure of a person: begun by the deletion, moved on by each service's report.

Both may come in any order and more than once; each is recorded once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from kernel.context import CallContext
from kernel.erasure import stream_of as erasure_stream
from kernel.eventstore.model import EventStore, Transaction
from services.auth.adapters.accounts import stream_of
from services.auth.domain import erasure
from services.auth.domain.erasure_events import ErasureStarted
from services.auth.domain.events import UserDeleted


class Erasures:
    """Records how erasures go; `services` are those that report."""

    def __init__(
        self, store: EventStore, services: Sequence[str], clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._services = tuple(services)
        self._clock = clock

    async def start(self, ctx: CallContext, user_id: str) -> None:
        """Note that the erasure of a deleted account goes on."""

        async def work(tx: Transaction) -> None:
            await self._begun(tx, user_id)

        await self._store.execute(ctx, work)

    async def reported(self, ctx: CallContext, user_id: str, service: str, counts: Mapping[str, int]) -> None:
        """Note a service's report; the last one completes the erasure."""

        async def work(tx: Transaction) -> None:
            state, version, started_at = await self._begun(tx, user_id)
            now = int(self._clock() * 1000)
            events = erasure.report(state, user_id, service, counts, started_at, now)
            await tx.append(erasure_stream(user_id), version, events)

        await self._store.execute(ctx, work)

    async def retry(self, ctx: CallContext, user_id: str) -> None:
        """Ask services again that have not reported. Raises ErasureNotRunning."""

        async def work(tx: Transaction) -> None:
            stream = erasure_stream(user_id)
            state, version = await tx.fold(stream, erasure.Erasure(), erasure.evolve)
            await tx.append(stream, version, erasure.retry(state, user_id))

        await self._store.execute(ctx, work)

    async def _begun(self, tx: Transaction, user_id: str) -> tuple[erasure.Erasure, int, int]:
        """State, version, and when it began; begun here when a report was faster than the deletion."""
        stream = erasure_stream(user_id)
        state, version, started_at = erasure.Erasure(), 0, 0
        for recorded in await tx.load(stream):
            state, version = erasure.evolve(state, recorded.event), recorded.version
            if isinstance(recorded.event, ErasureStarted):
                started_at = recorded.time
        if state.services:
            return state, version, started_at
        asked_by = await _deleted_by(tx, user_id)
        events = erasure.start(state, user_id, asked_by, self._services)
        version = await tx.append(stream, version, events)
        for event in events:
            state = erasure.evolve(state, event)
        return state, version, int(self._clock() * 1000)


async def _deleted_by(tx: Transaction, user_id: str) -> str:
    for recorded in reversed(await tx.load(stream_of(user_id))):
        if isinstance(recorded.event, UserDeleted):
            return recorded.actor
    return ""
