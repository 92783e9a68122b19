"""The store under SIGKILL of mongod: what was acknowledged stands, once, and views equal their replay."""

import asyncio
import random
from collections import Counter
from typing import Any

from kernel.context import CallContext
from kernel.errors import Refusal
from kernel.eventstore.idempotency import once
from kernel.eventstore.model import Transaction
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.verify import verify
from kernel.mongo import connect, rows
from kernel.privacy import KeyRing, MongoKeys
from kernel.testing.account_book import Account, Balances, Movements, event_registry, evolve
from kernel.testing.account_events import MoneyMoved
from kernel.testing.parts import Mongod
from kernel.testing.store_works import OPENED

WRITERS, STREAMS = 8, 5


async def test_acknowledged_writes_survive_kills_and_retries_change_nothing() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    dice = random.Random(seed)
    with Mongod() as part:
        mongo = await connect(part.url)
        store = MongoEventStore(
            mongo, "accounts", event_registry(), KeyRing(MongoKeys(mongo.database("keys")), bytes(32))
        )
        store.register([Balances(), Movements()])
        await store.ensure_indexes()
        stop = asyncio.Event()
        acknowledged: Counter[str] = Counter()
        outcomes: Counter[str] = Counter()

        async def move(stream: str, cents: int, ctx: CallContext) -> bytes:
            async def work(tx: Transaction) -> int:
                state, version = await tx.fold(stream, Account(), evolve)
                events: list[Any] = [MoneyMoved(cents)] if state.open else [OPENED, MoneyMoved(cents)]
                return await tx.append(stream, version, events)

            return str(await store.execute(ctx, work)).encode()

        async def writer(number: int) -> None:
            sent = 0
            while not stop.is_set():
                sent += 1
                stream, key = f"account-{dice.randrange(STREAMS)}", f"{number}-{sent}"
                ctx = CallContext(request_id=key)
                # A client repeats with the same key until it has an answer.
                while True:
                    try:
                        await once(store, ctx, key, stream, lambda s=stream, c=ctx: move(s, 1, c))
                        break
                    except Refusal as refused:
                        outcomes[refused.reason] += 1
                        await asyncio.sleep(0.2)
                acknowledged[stream] += 1
                outcomes["ok"] += 1

        writers = [asyncio.create_task(writer(n)) for n in range(WRITERS)]
        for _ in range(3):
            await asyncio.sleep(0.7 + dice.random())
            await asyncio.to_thread(part.kill)
            await asyncio.to_thread(part.start)
        await asyncio.sleep(0.7)
        stop.set()
        await asyncio.wait_for(asyncio.gather(*writers), 75)

        print(dict(outcomes))
        assert outcomes["ok"] > 50
        for stream in sorted(acknowledged):
            events = await store.load(stream)
            assert [e.version for e in events] == list(range(1, len(events) + 1))
            state, _ = await store.fold(stream, Account(), evolve)
            assert state.cents == acknowledged[stream]
        for projection in store.projections:
            assert (await verify(store, projection)).differences == ()
        unanswered = await rows(store.database.idempotency.find({"answer": {"$exists": False}}))
        assert unanswered == []
        await mongo.close()
