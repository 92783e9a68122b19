"""Memories on a real MongoDB: what is findable and what is recorded stay together; lists use the index."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import pytest_asyncio
from parlance.chat.v1 import memories_pb2 as pb

from kernel.context import CallContext, system
from kernel.errors import Refusal
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.events import event_registry
from services.chat.domain.memories.refusals import MemoriesDisabled, MemoryNotFound
from services.chat.memory_erasers import OwnMemories
from services.chat.projections.memories import MEMORIES, MemoriesView
from services.chat.rpc.memories import Memories


class Kept:
    """What was made findable; a search gives everything, as a leftover of another would be."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.down = False

    async def put(self, ctx: CallContext, note_id: str, text: str) -> None:
        if self.down:
            raise Refusal("UNAVAILABLE")
        self.texts[note_id] = text

    async def remove(self, ctx: CallContext, note_ids: Sequence[str]) -> None:
        if self.down:
            raise Refusal("UNAVAILABLE")
        for one in note_ids:
            self.texts.pop(one, None)

    async def find(self, ctx: CallContext, query: str, limit: int) -> list[tuple[str, float]]:
        return [(one, 0.5) for one in self.texts]


class Service:
    """The servicer, spoken to in Python values."""

    def __init__(self, store: MongoEventStore) -> None:
        self.store = store
        self.kept = Kept()
        self.on = True
        self.rpc = Memories(store, self.kept, lambda: self.on)  # type: ignore[arg-type]

    async def add(self, who: CallContext, content: str) -> str:
        return (await self.rpc.Add(pb.AddMemoryRequest(content=content), who)).id

    async def listed(self, who: CallContext) -> list[str]:
        return [one.content for one in (await self.rpc.List(pb.ListMemoriesRequest(), who)).items]


@pytest_asyncio.fixture
async def service(mongo: Any) -> AsyncIterator[Service]:
    keys = KeyRing(MemoryKeys(), bytes(range(32)))
    store = MongoEventStore(mongo, "tmemories_chat", event_registry(), keys)
    store.register([MemoriesView()])
    await store.ensure_indexes()
    for name in await store.database.list_collection_names():
        await store.database[name].delete_many({})
    yield Service(store)


async def test_what_cannot_be_found_is_not_recorded_and_what_cannot_be_removed_stays(
    service: Service, ann: CallContext
) -> None:
    first = await service.add(ann, "otters")
    service.kept.down = True
    with pytest.raises(Refusal):
        await service.add(ann, "Oslo")
    with pytest.raises(Refusal):
        await service.rpc.Update(pb.UpdateMemoryRequest(memory_id=first, content="whales"), ann)
    with pytest.raises(Refusal):
        await service.rpc.DeleteAll(pb.ListMemoriesRequest(), ann)
    assert await service.listed(ann) == ["otters"]
    service.kept.down = False
    assert (await service.rpc.DeleteAll(pb.ListMemoriesRequest(), ann)).value
    assert (await service.listed(ann), service.kept.texts) == ([], {})


async def test_a_search_never_shows_what_is_not_the_callers(
    service: Service, ann: CallContext, bob: CallContext, admin: CallContext
) -> None:
    await service.add(ann, "otters")
    with pytest.raises(MemoryNotFound):
        await service.rpc.Query(pb.QueryMemoriesRequest(content="otters", k=5), admin)
    await service.add(bob, "Oslo")
    found = json.loads((await service.rpc.Query(pb.QueryMemoriesRequest(content="x", k=5), bob)).json)
    assert found["documents"] == [["Oslo"]]


async def test_switched_off_nothing_of_it_answers(service: Service, ann: CallContext) -> None:
    mine = await service.add(ann, "otters")
    service.on = False
    for refused in (
        service.rpc.List(pb.ListMemoriesRequest(), ann),
        service.rpc.Add(pb.AddMemoryRequest(content="x"), ann),
        service.rpc.Query(pb.QueryMemoriesRequest(content="x"), ann),
        service.rpc.Update(pb.UpdateMemoryRequest(memory_id=mine), ann),
        service.rpc.Delete(pb.MemoryRequest(memory_id=mine), ann),
        service.rpc.DeleteAll(pb.ListMemoriesRequest(), ann),
        service.rpc.Reset(pb.ListMemoriesRequest(), ann),
    ):
        with pytest.raises(MemoriesDisabled):
            await refused


async def test_memories_of_a_deleted_person_go_in_parts_and_others_keep_theirs(
    service: Service, ann: CallContext, bob: CallContext
) -> None:
    for number in range(60):
        await service.add(ann, f"otter {number}")
    await service.add(bob, "Oslo")
    eraser = OwnMemories(service.store)
    assert [(await eraser.erase(system(), "ann"))["memories"] for _ in range(3)] == [50, 10, 0]
    assert await service.listed(bob) == ["Oslo"]


async def test_the_list_is_read_from_its_index_in_order(service: Service, ann: CallContext) -> None:
    for number in range(20):
        await service.add(ann, f"otter {number}")
    cursor = service.store.view(MEMORIES).find({"u": "ann"}).sort([("c", 1), ("_id", 1)]).limit(5000)
    plan = json.dumps((await cursor.explain())["queryPlanner"]["winningPlan"], default=str)
    assert '"own"' in plan and '"COLLSCAN"' not in plan and '"SORT"' not in plan
