"""All the event work of one service, put together for the tests as a host does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import grpc.aio

from kernel.bus.commits import CommitLog
from kernel.bus.consumer import Parts, Runner
from kernel.bus.dead import DeadLetters
from kernel.bus.follower import FollowerRunner
from kernel.bus.lease import Leases
from kernel.bus.log_service import FULL_NAME, EventLogService, LogClient
from kernel.bus.model import Follower, Reaction
from kernel.bus.nats import Bus
from kernel.bus.reaction import ReactionRunner
from kernel.bus.relay import Relay, RelaySettings
from kernel.bus.streams import Streams, StreamSettings
from kernel.context import CallContext
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.privacy import KeyRing
from kernel.service import Servicer

Work = tuple[str, Callable[[], Awaitable[None]]]


class EventFlow:
    """The event work of one service in one process."""

    def __init__(
        self,
        service: str,
        store: MongoEventStore,
        bus: Bus,
        keys: KeyRing,
        *,
        channel: Callable[[str], grpc.aio.Channel],
        service_context: Callable[[CallContext], CallContext],
        reactions: Sequence[Reaction] = (),
        followers: Sequence[Follower] = (),
        streams: StreamSettings | None = None,
        relay: RelaySettings | None = None,
        leases: Leases | None = None,
    ) -> None:
        names = [reaction.name for reaction in reactions] + [follower.name for follower in followers]
        if len(set(names)) != len(names):
            raise ValueError(f"two consumers of {service} have the same name: {sorted(names)}")
        self.streams = Streams(bus, streams)
        self.leases = leases or Leases(store.database)
        self.log = CommitLog(store.commits, service)
        kinds = store.registry.types
        aggregates = {name: kind.aggregate for name, kind in kinds.items()}
        aggregates |= {old: kinds[new].aggregate for old, new in store.registry.renamed.items()}
        self.relay = Relay(self.log, bus, self.streams, self.leases, aggregates, relay)
        self.dead = DeadLetters(store.database, bus, self.streams, service)
        parts = Parts(
            service=service,
            mongo=store.mongo,
            database=store.database,
            bus=bus,
            streams=self.streams,
            leases=self.leases,
            log=LogClient(self.log, channel, service_context),
            keys=keys,
            dead=self.dead,
        )
        self.runners: list[Runner] = [ReactionRunner(reaction, parts) for reaction in reactions]
        self.runners += [FollowerRunner(follower, parts) for follower in followers]
        self.servicer = Servicer(FULL_NAME, EventLogService(self.log, bus))
        store.committed = self.relay.wake

    def work(self) -> list[Work]:
        """Named coroutine functions that run until cancelled."""
        own: list[Work] = [("relay", self.relay.run)]
        return own + [(f"{runner.kind} {runner.name}", runner.run) for runner in self.runners]

    async def flush(self, timeout: float = 5.0) -> bool:
        """Bring onto the bus what was committed here; False when that was not possible in time."""
        return await self.relay.flush(timeout)

    def lag(self) -> dict[str, float]:
        """Age in seconds of the oldest event not yet dealt with, by consumer; the relay's as `relay`."""
        lags = {runner.name: runner.lag for runner in self.runners if runner.active}
        if self.relay.leading:
            lags["relay"] = self.relay.oldest_unpublished
        return lags

    def pending(self) -> dict[str, float]:
        """Events waiting, by consumer; the relay's as `relay`."""
        waiting: dict[str, float] = {r.name: r.pending for r in self.runners if r.active}
        if self.relay.leading:
            waiting["relay"] = self.relay.unpublished
        return waiting
