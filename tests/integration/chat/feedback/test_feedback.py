"""Feedback on a real MongoDB: what is listed, what counts, which indexes are used, what a replay gives."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from parlance.chat.v1 import feedback_pb2 as pb

from kernel.context import CallContext, system
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.rebuild import rebuild
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.events import event_registry
from services.chat.domain.feedback.refusals import FeedbackNotFound
from services.chat.feedback_erasers import GivenFeedback
from services.chat.projections.feedback import BALLOTS, FEEDBACK, ORDERS, SNAPSHOTS, FeedbackView
from services.chat.queries.feedback import find
from services.chat.rpc.feedback.feedback import Feedback
from services.chat.rpc.feedback.reports import FeedbackReports


class Nobody:
    """Every account is gone."""

    async def of(self, ctx: CallContext, user_ids: Any) -> dict[str, Any]:
        return {}


class Service:
    """The servicers, spoken to in Python values."""

    def __init__(self, store: MongoEventStore) -> None:
        self.store = store
        self.feedback = Feedback(store, Nobody())  # type: ignore[arg-type]
        self.reports = FeedbackReports(store, Nobody())  # type: ignore[arg-type]

    async def give(self, who: CallContext, data: Any, **more: Any) -> str:
        request = pb.GiveFeedbackRequest(type="rating", data=json.dumps(data).encode(), **more)
        return (await self.feedback.Give(request, who)).id

    async def change(self, who: CallContext, feedback_id: str, data: Any) -> Any:
        form = pb.ChangeFeedbackRequest(id=feedback_id, type="rating", data=json.dumps(data).encode())
        return await self.feedback.Change(form, who)

    async def board(self, admin: CallContext, query: str = "") -> list[tuple[str, int, int, int]]:
        reply = await self.reports.Leaderboard(pb.LeaderboardRequest(query=query), admin)
        return [(one.model_id, one.rating, one.won, one.lost) for one in reply.entries]


@pytest_asyncio.fixture
async def service(mongo: Any) -> AsyncIterator[Service]:
    keys = KeyRing(MemoryKeys(), bytes(range(32)))
    store = MongoEventStore(mongo, "tfeedback_chat", event_registry(), keys)
    store.register([FeedbackView()])
    await store.ensure_indexes()
    for name in await store.database.list_collection_names():
        await store.database[name].delete_many({})
    yield Service(store)


def against(model: str, *others: str, rating: Any = 1, **more: Any) -> dict[str, Any]:
    return {"rating": rating, "model_id": model, "sibling_model_ids": list(others), **more}


async def test_another_person_finds_nothing_and_changes_nothing(
    service: Service, ann: CallContext, bob: CallContext, admin: CallContext
) -> None:
    mine = await service.give(ann, {"rating": 1}, snapshot=b'{"chat":{}}')
    for refused in (
        service.feedback.Get(pb.FeedbackRequest(id=mine), bob),
        service.change(bob, mine, {"rating": -1}),
        service.feedback.Delete(pb.FeedbackRequest(id=mine), bob),
    ):
        with pytest.raises(FeedbackNotFound):
            await refused
    assert (await service.feedback.Get(pb.FeedbackRequest(id=mine), admin)).snapshot == b'{"chat":{}}'
    assert (await service.feedback.ListOwn(pb.ListOwnFeedbackRequest(), bob)).total == 0


async def test_changes_and_deletions_count_as_if_it_had_always_been_so_also_after_a_replay(
    service: Service, ann: CallContext, bob: CallContext, admin: CallContext
) -> None:
    first = await service.give(ann, against("a", "b", tags=["Clocks"]))
    await service.give(bob, against("b", "c", "a", rating=-1))
    third = await service.give(bob, against("c", "a"))
    await service.change(ann, first, against("a", "c", tags=["Boats"]))
    await service.feedback.Delete(pb.FeedbackRequest(id=third), bob)
    board = await service.board(admin)
    assert {name: (won, lost) for name, _, won, lost in board} == {"a": (2, 0), "b": (0, 2), "c": (1, 1)}
    assert await service.board(admin, "clocks") == []
    assert [name for name, *_ in await service.board(admin, "boat")] == ["a", "c"]

    for collection in (FEEDBACK, SNAPSHOTS, BALLOTS):
        await service.store.database[collection].delete_many({})
    assert await service.board(admin) == []
    await rebuild(service.store, "feedback")
    assert await service.board(admin) == board


async def test_feedback_of_a_deleted_person_goes_and_counts_no_more(
    service: Service, ann: CallContext, bob: CallContext, admin: CallContext
) -> None:
    for _ in range(60):
        await service.give(ann, against("a", "b"))
    await service.give(bob, against("b", "a"))
    eraser = GivenFeedback(service.store)
    assert [(await eraser.erase(system(), "ann"))["feedback"] for _ in range(3)] == [50, 10, 0]
    assert [(name, won) for name, _, won, _ in await service.board(admin)] == [("b", 1), ("a", 0)]
    assert await service.store.database[FEEDBACK].distinct("u") == ["bob"]


async def test_the_table_of_all_is_safe_to_open(
    service: Service, ann: CallContext, admin: CallContext
) -> None:
    await service.give(ann, {"rating": -1, "comment": "=cmd()", "tags": ["x", "y"]})
    parts = [part async for part in service.reports.Export(pb.ExportFeedbackRequest(accept="*/*"), admin)]
    assert parts[0].head.content_type == "text/csv; charset=utf-8"
    _, line, end = b"".join(part.chunk for part in parts[1:]).decode().split("\r\n")
    assert line.endswith(",-1,,,,'=cmd(),x y,,") and end == ""


@pytest.mark.parametrize("order", ORDERS)
async def test_no_list_scans_or_sorts(service: Service, ann: CallContext, order: str) -> None:
    for number in range(40):
        await service.give(ann, against(f"m{number % 3}", "z"))
    view = service.store.view(FEEDBACK)
    for query in ({}, {"x": {"$eq": "m1"}}):
        sort = [(ORDERS[order], -1), ("_id", -1)]
        plan = (await view.find(query).sort(sort).limit(30).explain())["queryPlanner"]["winningPlan"]
        stages = json.dumps(plan, default=str)
        assert '"COLLSCAN"' not in stages and '"SORT"' not in stages, stages
    own = view.find({"u": "ann"}).sort([("m", -1), ("_id", -1)]).limit(30)
    plan = json.dumps((await own.explain())["queryPlanner"]["winningPlan"], default=str)
    assert '"own"' in plan and '"SORT"' not in plan
    found, total = await find.ordered(service.store, "m1", order, "asc", 1)
    assert (len(found), total) == (13, 13)
