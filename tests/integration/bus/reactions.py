"""What tests of reactions share: a guarded effect, a runner that can die, looks at what is left."""

from __future__ import annotations

import asyncio
from typing import Any

from parlance.testing.v1 import events_pb2

from kernel.bus.consumer import Parts
from kernel.bus.dead import DeadLetters
from kernel.bus.lease import Leases
from kernel.bus.log_service import LogClient
from kernel.bus.model import Delivered, Reaction
from kernel.bus.reaction import ReactionRunner
from kernel.bus.streams import Streams
from kernel.bus.tasks import end
from kernel.context import CallContext
from kernel.testing.account_events import MoneyMoved
from tests.integration.bus.crashes import Countdown, Crashing, gone
from tests.integration.bus.world import SERVICE, STREAMS, Place, until


class Guarded(Reaction):
    """An effect in the database with a version guard, so that a repetition changes nothing."""

    name = "guarded"
    follows = (events_pb2.AccountOpened, events_pb2.MoneyMoved)

    def __init__(self, effects: Any) -> None:
        self.effects = effects
        self.calls = 0

    async def handle(self, delivered: Delivered) -> None:
        self.calls += 1
        key = {"_id": f"{delivered.stream}/{delivered.version}"}
        await self.effects.update_one(key, {"$setOnInsert": {"position": delivered.position}}, upsert=True)


def runner(place: Place, bus: Any, reaction: Reaction, counter: Countdown) -> ReactionRunner:
    """A runner whose process, as others see it, has ended."""
    database: Any = Crashing(place.store.database, counter)
    streams = Streams(bus, STREAMS)
    parts = Parts(
        service=SERVICE,
        mongo=place.mongo,
        database=database,
        bus=bus,
        streams=streams,
        leases=Leases(database, duration=120, renew=60, holder=gone()),
        log=LogClient(None, None, None),  # type: ignore[arg-type]
        keys=place.keys,
        dead=DeadLetters(database, bus, streams, SERVICE),
    )
    return ReactionRunner(reaction, parts)


async def dies(runner: ReactionRunner, reaction: Guarded, version: int, effects: Any) -> bool:
    """Run until the reaction has seen `version` events; whether its process died on the way."""
    task = asyncio.create_task(runner.run())

    async def over() -> bool:
        return task.done() or (await count(effects, version) and runner.idle)

    await until(over)
    await asyncio.sleep(0.3)  # until progress was saved, which may crash too
    crashed = task.done()
    await end(task)
    return crashed


async def count(effects: Any, wanted: int) -> bool:
    """Whether there are that many effects."""
    return bool(await effects.count_documents({}) == wanted)


async def letters(dead: DeadLetters, count: int) -> bool:
    """Whether there are that many dead letters."""
    return len(await dead.list()) == count


async def no_letters(dead: DeadLetters) -> bool:
    """Whether there is no dead letter."""
    return await dead.list() == []


async def commit_raw(place: Place, stream: str, kind: str, schema: int, data: bytes) -> None:
    """A commit with an event as no codec of ours would write it."""
    document, _ = await place.store.codec.encode(CallContext("raw"), stream, 0, [MoneyMoved(1)])
    document["events"][0] |= {"type": kind, "schema": schema, "data": data}
    await place.store.commits.insert_one(document)
    place.store.committed()
