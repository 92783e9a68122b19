"""Pages of long lists are what skipping gives, whatever was remembered and whatever changes meanwhile."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from kernel.context import system
from kernel.eventstore.model import Transaction
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.mongo import connect
from kernel.privacy import KeyRing, MemoryKeys
from services.auth.adapters.events import event_registry
from services.auth.adapters.places import DEEP, Listing, Places
from services.auth.domain.events import UserDeleted, UserProfileUpdated, UserRegistered, UserRoleChanged
from services.auth.domain.scim_events import ScimAttributesChanged
from services.auth.projections import moves
from services.auth.projections.moves import MovesView
from services.auth.projections.scim_users import ScimUsersView
from services.auth.projections.users import UsersView

MANY = 1_300
LISTINGS = (
    Listing("users", "age", "created_at", second=1),
    Listing("users", "age", "created_at", direction=-1),
    Listing("users", "name", "name_lower", moved="name"),
    Listing("users", "name", "name_lower", direction=-1, moved="name"),
    Listing("users", "by_role", "role", moved="role"),
    Listing("scim_users", "age", "created", second=1000),
    Listing(
        "scim_users", "provider_age", "created", second=1000, of=("provider", "okta"), moved=moves.PROVIDER
    ),
)


class Crowd:
    """Accounts that come, change and go, as the events of commands change their views."""

    def __init__(self, store: MongoEventStore, seed: int) -> None:
        self._store = store
        self._dice = random.Random(seed)
        self._versions: dict[str, int] = {}

    async def register(self, count: int) -> None:
        """New accounts, most of them made by a provider."""
        made = [(str(uuid.UUID(int=self._dice.getrandbits(128))), self._name()) for _ in range(count)]

        async def work(tx: Transaction) -> None:
            for user_id, name in made:
                events: list[Any] = [UserRegistered(user_id, f"{user_id}@example.test", name, "user", "")]
                if self._dice.random() < 0.9:
                    events.append(ScimAttributesChanged(user_id, "okta", b'{"userName":"x"}', True))
                self._versions[user_id] = await tx.append(f"user-{user_id}", 0, events)

        await self._store.execute(system(), work)

    async def change(self) -> None:
        """One account is renamed, promoted, taken over by a provider, or deleted; or one is new."""
        user_id = self.anybody()
        deleted = False
        match self._dice.randrange(5):
            case 0:
                event: Any = UserProfileUpdated(user_id, self._name(), "", "", "")
            case 1:
                event = UserRoleChanged(user_id, self._dice.choice(("admin", "pending")))
            case 2:
                provider = self._dice.choice(("okta", "entra"))
                event = ScimAttributesChanged(user_id, provider, b'{"userName":"x"}', False)
            case 3:
                event, deleted = UserDeleted(user_id), True
            case _:
                await self.register(1)
                return
        await self._append(user_id, event)
        if deleted:
            del self._versions[user_id]

    async def delete(self, user_id: str) -> None:
        """One account goes."""
        await self._append(user_id, UserDeleted(user_id))
        del self._versions[user_id]

    def anybody(self) -> str:
        """Somebody who is there."""
        return self._dice.choice(list(self._versions))

    async def _append(self, user_id: str, event: Any) -> None:
        version = self._versions[user_id]

        async def work(tx: Transaction) -> int:
            return await tx.append(f"user-{user_id}", version, [event])

        self._versions[user_id] = await self._store.execute(system(), work)

    def _name(self) -> str:
        return f"{self._dice.choice('ABCDEFGH')} {self._dice.randrange(50)}"


@pytest_asyncio.fixture
async def store(mongo_url: str, db_prefix: str) -> AsyncIterator[MongoEventStore]:
    """A store with the views that are listed."""
    mongo = await connect(mongo_url)
    made = MongoEventStore(mongo, f"{db_prefix}auth", event_registry(), KeyRing(MemoryKeys(), bytes(32)))
    made.register([UsersView(), ScimUsersView(), MovesView()])
    await made.ensure_indexes()
    yield made
    await mongo.close()


async def everything(store: MongoEventStore, listing: Listing) -> list[str]:
    found = await store.database[listing.view].find(listing.query, {listing.order: 1}).to_list(None)
    found.sort(key=lambda one: (one[listing.order], one["_id"]), reverse=listing.direction < 0)
    return [one["_id"] for one in found]


@pytest.mark.parametrize("seed", range(2))
async def test_any_page_is_what_skipping_gives_after_any_changes(store: MongoEventStore, seed: int) -> None:
    dice, crowd = random.Random(seed), Crowd(store, seed)
    for _ in range(10):
        await crowd.register(MANY // 10)
    places = Places(store, unsettled=0.0)
    for _ in range(12):
        for _ in range(dice.choice((0, 0, 1, 3))):
            await crowd.change()
        for listing in LISTINGS:
            expected = await everything(store, listing)
            assert await places.total(listing) == len(expected), listing
            for _ in range(3):
                skip, limit = dice.randrange(DEEP - 100, len(expected) + 50), dice.randint(1, 300)
                assert await places.ids(listing, skip, limit) == expected[skip : skip + limit], listing


async def test_a_page_read_while_accounts_go_has_no_gap_and_is_where_it_should_be(
    store: MongoEventStore,
) -> None:
    listing, crowd = Listing("users", "name", "name_lower", moved="name"), Crowd(store, 7)
    for _ in range(10):
        await crowd.register(MANY // 10)
    people = await everything(store, listing)
    goes = random.Random(7).sample(people, 60)
    stay = [one for one in people if one not in goes]
    places = Places(store)
    read: list[list[str]] = []
    done = asyncio.Event()

    async def reader() -> None:
        while not done.is_set():
            read.append(await places.ids(listing, DEEP + 100, 30))

    async def leaver() -> None:
        try:
            for user_id in goes:
                await crowd.delete(user_id)
        finally:
            done.set()

    await asyncio.gather(reader(), reader(), leaver())
    assert await places.ids(listing, DEEP + 100, 30) == stay[DEEP + 100 : DEEP + 130]
    for page in read:
        staying = [one for one in page if one in stay]
        at = stay.index(staying[0])
        assert staying == stay[at : at + len(staying)]
        assert len(page) == 30
        # Who is there at a rank now was there at that rank, or as many later as have gone.
        assert DEEP + 100 <= people.index(page[0]) <= DEEP + 100 + len(goes)


async def test_places_at_the_end_outlast_accounts_that_are_added(store: MongoEventStore) -> None:
    crowd, listing = Crowd(store, 3), LISTINGS[5]
    for _ in range(10):
        await crowd.register(MANY // 10)
    places = Places(store, unsettled=0.0)
    await asyncio.sleep(1.1)  # what may still come before a place is told by whole seconds
    expected = await everything(store, listing)
    await places.ids(listing, DEEP, 100)
    database = store.database
    await database.command("profile", 2)
    await crowd.register(20)
    assert await places.ids(listing, DEEP + 150, 30) == expected[DEEP + 150 : DEEP + 180]
    await database.command("profile", 0)
    asked = {"ns": f"{database.name}.scim_users", "op": "query"}
    (page,) = await database["system.profile"].find(asked).to_list(None)
    assert page["keysExamined"] < 100
