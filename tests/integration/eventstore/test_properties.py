"""Whatever is done in whatever order: versions are 1..n, state and views equal the replay of the log."""

import asyncio
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kernel.errors import ClaimTaken, Refusal, VersionConflict
from kernel.eventstore.idempotency import once
from kernel.eventstore.model import Transaction
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.verify import verify
from kernel.mongo import connect, rows
from kernel.privacy import KeyRing, MemoryKeys
from kernel.testing.account_book import Account, Balances, Movements, event_registry, evolve
from kernel.testing.account_events import AccountClosed, AccountOpened, MoneyMoved
from kernel.testing.store_works import CTX, at

STREAMS = st.sampled_from(["account-1", "account-2", "account-3"])
OWNERS = st.sampled_from(["anna", "berta"])
EVENTS = st.lists(
    st.one_of(
        st.builds(AccountOpened, owner_id=OWNERS, name=st.text(max_size=5)),
        st.builds(MoneyMoved, st.integers(-1000, 1000)),
        st.builds(AccountClosed, st.text(max_size=3)),
    ),
    min_size=1,
    max_size=3,
)


class StoreMachine(RuleBasedStateMachine):
    """Compares the store with a dict of lists."""

    loop: asyncio.AbstractEventLoop
    store: MongoEventStore

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[str, list[Any]] = {}
        self.claims: dict[str, str] = {}
        self.keys: dict[str, tuple[str, bytes]] = {}
        self.run(self.clear())

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def clear(self) -> None:
        for name in await self.store.database.list_collection_names():
            await self.store.database[name].delete_many({})

    @rule(stream=STREAMS, events=EVENTS)
    def append(self, stream: str, events: list[Any]) -> None:
        known = self.model.setdefault(stream, [])
        assert self.run(self.store.execute(CTX, at(stream, len(known), *events))) == len(known) + len(events)
        known.extend(events)

    @rule(stream=STREAMS, events=EVENTS, back=st.integers(1, 3))
    def append_at_a_stale_version(self, stream: str, events: list[Any], back: int) -> None:
        boundaries = [r["version"] - 1 for r in self.run(rows(self.store.commits.find({"stream": stream})))]
        for expected in sorted(boundaries)[-back:]:
            with pytest.raises(VersionConflict):
                self.run(self.store.execute(CTX, at(stream, expected, *events)))

    @rule(stream=STREAMS, events=EVENTS, writers=st.integers(2, 4))
    def race(self, stream: str, events: list[Any], writers: int) -> None:
        known = self.model.setdefault(stream, [])
        expected = len(known)

        async def all_at_once() -> list[Any]:
            tries = [self.store.execute(CTX, at(stream, expected, *events)) for _ in range(writers)]
            return await asyncio.gather(*tries, return_exceptions=True)

        results = self.run(all_at_once())
        assert [r for r in results if isinstance(r, int)] == [expected + len(events)]
        assert all(isinstance(r, int | VersionConflict) for r in results)
        known.extend(events)

    @rule(stream=STREAMS, events=EVENTS, owner=OWNERS, fails=st.booleans())
    def claim_and_append(self, stream: str, events: list[Any], owner: str, fails: bool) -> None:
        known = self.model.setdefault(stream, [])

        async def work(tx: Transaction) -> None:
            await tx.append(stream, len(known), events)
            await tx.claim("name", "the best", owner)
            if fails:
                raise Refusal("NOT_FOUND")

        holder = self.claims.get("the best", owner)
        if holder != owner:
            with pytest.raises(ClaimTaken):
                self.run(self.store.execute(CTX, work))
        elif fails:
            with pytest.raises(Refusal):
                self.run(self.store.execute(CTX, work))
        else:
            self.run(self.store.execute(CTX, work))
            known.extend(events)
            self.claims["the best"] = owner

    @precondition(lambda self: self.claims)
    @rule(owner=OWNERS)
    def release(self, owner: str) -> None:
        async def work(tx: Transaction) -> None:
            await tx.release("name", "the best", owner)

        self.run(self.store.execute(CTX, work))
        if self.claims.get("the best") == owner:
            del self.claims["the best"]

    @rule(stream=STREAMS, key=st.sampled_from(["k1", "k2"]))
    def repeat_with_a_key(self, stream: str, key: str) -> None:
        known = self.model.setdefault(stream, [])

        async def run() -> bytes:
            return str(await self.store.execute(CTX, at(stream, len(known), MoneyMoved(1)))).encode()

        first_stream, answer = self.keys.get(key, (stream, b""))
        if first_stream != stream:
            with pytest.raises(Refusal):
                self.run(once(self.store, CTX, key, stream, run))
            return
        given = self.run(once(self.store, CTX, key, stream, run))
        if answer:
            assert given == answer
        else:
            known.append(MoneyMoved(1))
            self.keys[key] = (stream, given)
            assert given == str(len(known)).encode()

    @invariant()
    def streams_are_whole(self) -> None:
        for stream, events in self.model.items():
            recorded = self.run(self.store.load(stream))
            assert [r.event for r in recorded] == events
            assert [r.version for r in recorded] == list(range(1, len(events) + 1))

    def teardown(self) -> None:
        for projection in self.store.projections:
            assert self.run(verify(self.store, projection)).differences == ()
        for stream, events in self.model.items():
            state = Account()
            for event in events:
                state = evolve(state, event)
            assert self.run(self.store.fold(stream, Account(), evolve)) == (state, len(events))


@pytest.fixture
def machine(mongo_url: str) -> Iterator[type[StoreMachine]]:
    loop = asyncio.new_event_loop()
    mongo = loop.run_until_complete(connect(mongo_url))
    name = f"p{uuid.uuid4().hex[:10]}_accounts"
    store = MongoEventStore(mongo, name, event_registry(), KeyRing(MemoryKeys(), bytes(32)))
    store.register([Balances(), Movements()])
    loop.run_until_complete(store.ensure_indexes())
    yield type("Bound", (StoreMachine,), {"loop": loop, "store": store})
    loop.run_until_complete(mongo.client.drop_database(name))
    loop.run_until_complete(mongo.close())
    loop.close()


def test_the_store_keeps_its_promises_in_any_order(machine: type[StoreMachine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
