"""Prompts on a real MongoDB: commands are unique, versions come back, lists use an index."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import grpc.aio
import pytest
import pytest_asyncio
from parlance.chat.v1 import prompts_pb2 as pb

from kernel.context import CallContext, Caller, system
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.verify import verify
from kernel.identity.sharing import Sharing
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.events import event_registry
from services.chat.adapters.people import People
from services.chat.domain.prompts.refusals import CommandTaken, PromptNotFound, PromptReadOnly
from services.chat.projections.prompts import ORDERS, PROMPTS, VERSIONS, PromptsView
from services.chat.projections.reach import owned
from services.chat.prompt_erasers import OwnedPrompts, PromptGrants
from services.chat.queries.shared_things import Wanted, filter_of
from services.chat.rpc.prompts.prompts import Prompts
from tests.integration.identity.test_grants_in_mongo import stages

MAY = frozenset({"workspace.prompts", "sharing.prompts", "access_grants.allow_users"})


def somebody(name: str, role: str = "user") -> CallContext:
    """The context of a call by a person who may make prompts and share them."""
    return CallContext(request_id="r", caller=Caller(name, role, "session", permissions=MAY))


ANN, BOB, ROOT = somebody("ann"), somebody("bob"), somebody("root", "admin")


@pytest_asyncio.fixture
async def store(mongo: Any, db_prefix: str) -> AsyncIterator[MongoEventStore]:
    made = MongoEventStore(
        mongo, f"{db_prefix}prompts_chat", event_registry(), KeyRing(MemoryKeys(), bytes(range(32)))
    )
    made.register([PromptsView()])
    await made.ensure_indexes()
    for name in await made.database.list_collection_names():
        await made.database[name].delete_many({})
    yield made


@pytest_asyncio.fixture
async def prompts(store: MongoEventStore) -> AsyncIterator[Prompts]:
    async with grpc.aio.insecure_channel("127.0.0.1:1") as nobody:  # groups are not asked about here
        yield Prompts(store, People(store, nobody, lambda ctx: ctx), Sharing(nobody))


async def made(prompts: Prompts, command: str, who: CallContext = ANN) -> pb.Prompt:
    return await prompts.Create(pb.PromptForm(command=command, name=command, content="hi"), who)


async def shared(prompts: Prompts, prompt_id: str) -> None:
    grants = [{"principal_type": "user", "principal_id": "bob", "permission": "read"}]
    form = pb.PromptAccessForm(access_grants=json.dumps(grants).encode())
    await prompts.UpdateAccess(pb.PromptAccessRequest(id=prompt_id, form=form), ANN)


async def test_of_many_who_want_a_command_one_gets_it(prompts: Prompts) -> None:
    tries = await asyncio.gather(*(made(prompts, "greet") for _ in range(6)), return_exceptions=True)
    assert sum(isinstance(one, pb.Prompt) for one in tries) == 1
    assert all(isinstance(one, pb.Prompt | CommandTaken) for one in tries)


async def test_a_renamed_prompt_frees_its_command_and_a_taken_one_changes_nothing(prompts: Prompts) -> None:
    one, two = await made(prompts, "one"), await made(prompts, "two")
    taken = pb.UpdatePromptMetaRequest(id=two.id, form=pb.PromptMetaForm(name="T", command="one"))
    with pytest.raises(CommandTaken):
        await prompts.UpdateMeta(taken, ANN)
    free = pb.UpdatePromptMetaRequest(id=one.id, form=pb.PromptMetaForm(name="O", command="uno"))
    await prompts.UpdateMeta(free, ANN)
    assert (await prompts.UpdateMeta(taken, ANN)).command == "one"
    with pytest.raises(PromptNotFound):
        await prompts.GetByCommand(pb.PromptCommandRequest(command="two"), ANN)


async def test_a_reader_reads_and_an_erasure_takes_prompts_and_grants(
    prompts: Prompts, store: MongoEventStore
) -> None:
    kept, own = await made(prompts, "kept"), await made(prompts, "own", BOB)
    with pytest.raises(PromptNotFound):
        await prompts.Get(pb.PromptRequest(id=kept.id), BOB)
    await shared(prompts, kept.id)
    assert not (await prompts.Get(pb.PromptRequest(id=kept.id), BOB)).write_access
    with pytest.raises(PromptReadOnly):
        await prompts.Toggle(pb.PromptRequest(id=kept.id), BOB)
    assert await OwnedPrompts(store).erase(system(), "bob") == {"prompts": 1}
    assert await PromptGrants(store).erase(system(), "bob") == {"prompt_grants": 1}
    assert await PromptGrants(store).erase(system(), "bob") == {"prompt_grants": 0}
    with pytest.raises(PromptNotFound):
        await prompts.Get(pb.PromptRequest(id=own.id), ROOT)
    assert await store.view(VERSIONS).distinct("n") == [kept.id]
    assert (await made(prompts, "own")).command == "own"


async def test_the_views_equal_their_replay(prompts: Prompts, store: MongoEventStore) -> None:
    first = await made(prompts, "a")
    form = pb.PromptForm(command="b", name="B", content="bye", tags=b'["x"]')
    await prompts.Update(pb.UpdatePromptRequest(id=first.id, form=form), ANN)
    await shared(prompts, first.id)
    chosen = pb.ChooseVersionRequest(id=first.id, form=pb.VersionForm(version_id=first.version_id))
    assert (await prompts.ChooseVersion(chosen, ANN)).content == "hi"
    await prompts.Delete(pb.PromptRequest(id=(await made(prompts, "c")).id), ANN)
    assert (await verify(store, store.projections[0])).differences == ()


@pytest.mark.parametrize("order", ORDERS)
async def test_lists_and_searches_use_an_index(store: MongoEventStore, order: str) -> None:
    view = store.database[PROMPTS]
    await view.insert_many(
        [{"_id": f"p{n}", "user_id": f"u{n % 7}", "x": ["milk"], "tags": ["t"], "reach": [f"user:u{n % 5}"]}
         for n in range(300)]
    )  # fmt: skip
    for wanted in (Wanted(), Wanted(query="milk"), Wanted(tag="t"), Wanted(view_option="created")):
        for who in (ANN.who, ROOT.who):
            plan = await view.find(filter_of(who, wanted)).sort(order, -1).limit(30).explain()
            used = stages(plan["queryPlanner"]["winningPlan"])
            assert "IXSCAN" in used and "COLLSCAN" not in used
    for query in (owned("ann"), {"command": "x"}):
        plan = await view.find(query).explain()
        assert "COLLSCAN" not in stages(plan["queryPlanner"]["winningPlan"])
