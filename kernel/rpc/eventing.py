"""The event side of a hosted service: its relay, reactions, followers, and its log for others.

Every process of a service may run all of it; leases see to it that one does each piece of work. The
relay stops last and is flushed: what was committed before the stop is on the bus when the process
ends, if the bus takes it within `FLUSH` seconds, else the next leader brings it there.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import grpc.aio

from kernel.bus.commits import CommitLog
from kernel.bus.consumer import Parts, Runner
from kernel.bus.dead import DeadLetters
from kernel.bus.follower import FollowerRunner
from kernel.bus.lease import Leases
from kernel.bus.log_service import FULL_NAME, EventLogService, LogClient
from kernel.bus.nats import Bus
from kernel.bus.reaction import ReactionRunner
from kernel.bus.relay import Relay, RelaySettings
from kernel.bus.streams import Streams, StreamSettings
from kernel.config import CommonSettings
from kernel.context import CallContext
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.privacy import KeyRing
from kernel.rpc.supervision import Supervised
from kernel.rpc.traced import TracedReaction
from kernel.service import App, Servicer
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import Tracing

FLUSH = 3.0
HEARTBEATS = {"auth": 0.25}
"""Seconds between two notices of a relay with nothing to say, for the services whose silence listeners
must notice (kernel.identity). Each costs a look at the log, so the others have none."""


@dataclass(slots=True)
class Eventing:
    """What moves a service's events. `runners` by kind and name, as `follower/titles`."""

    relay: Relay
    dead: DeadLetters
    runners: dict[str, Runner] = field(default_factory=dict)
    servicers: list[Servicer] = field(default_factory=list)

    def measured_by(self, metrics: Metrics) -> None:
        """Publish lag and backlog."""
        relay = self.relay
        metrics.relay_pending(lambda: {relay.service: relay.unpublished})
        metrics.gauges(
            "parlance_relay_lag_seconds",
            "Age of the oldest event that is not on the bus.",
            "service",
            lambda: {relay.service: relay.oldest_unpublished},
        )
        metrics.event_lag(lambda: {name: runner.lag for name, runner in self.runners.items()})
        metrics.gauges(
            "parlance_events_waiting",
            "Events a follower or reaction has not dealt with.",
            "follower",
            lambda: {name: runner.pending for name, runner in self.runners.items()},
        )

    async def settle(self, timeout: float = 10.0) -> bool:
        """Wait until the relay and every consumer here have nothing left; False when time is up."""
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            flushed = await self.relay.flush(max(0.01, until - time.monotonic()))
            if flushed and all(runner.idle for runner in self.runners.values() if runner.active):
                return True
            await asyncio.sleep(0.02)
        return False


@asynccontextmanager
async def eventing(
    app: App,
    store: MongoEventStore,
    bus: Bus,
    keys: KeyRing,
    settings: CommonSettings,
    name: str,
    tracing: Tracing,
    channel: Callable[[str], grpc.aio.Channel],
    as_service: Callable[[CallContext], CallContext],
) -> AsyncIterator[Eventing]:
    """Run the event side of a service until the block ends."""
    log = CommitLog(store.commits, name)
    await log.ensure()
    streams = Streams(bus, StreamSettings(replicas=settings.nats_replicas))
    leases = Leases(store.database)
    aggregates = {kind.name: kind.aggregate for kind in store.registry.types.values()}
    relay = Relay(log, bus, streams, leases, aggregates, RelaySettings(heartbeat=HEARTBEATS.get(name, 0.0)))
    dead = DeadLetters(store.database, bus, streams, name)
    parts = Parts(
        service=name,
        mongo=store.mongo,
        database=store.database,
        bus=bus,
        streams=streams,
        leases=leases,
        log=LogClient(log, channel, as_service),
        keys=keys,
        dead=dead,
    )
    made = Eventing(relay, dead, servicers=[Servicer(FULL_NAME, EventLogService(log, bus))])
    runners: list[Runner] = [FollowerRunner(follower, parts) for follower in app.followers]
    reactions = [TracedReaction(reaction, tracing) for reaction in app.reactions]
    runners += [ReactionRunner(reaction, parts) for reaction in reactions]
    made.runners = {f"{runner.kind}/{runner.name}": runner for runner in runners}
    store.committed = relay.wake
    async with Supervised() as relaying:
        relaying.keep(f"relay of {name}", relay.run)
        async with Supervised() as consuming:
            for title, runner in made.runners.items():
                consuming.keep(title, runner.run)
            yield made
        if bus.healthy:
            await relay.flush(FLUSH)
