"""Operators keep embeds, and what becomes of what visitors said."""

from __future__ import annotations

from typing import Any

import pytest
from parlance.chat.v1 import embed_events_pb2, workspace_events_pb2, workspaces_pb2
from parlance.chat.v1 import embeds_pb2 as pb

from kernel.bus.model import Delivered
from kernel.context import system
from kernel.eventstore.verify import verify
from services.chat.domain.embeds.refusals import EmbedNotFound, EmbedRefused
from services.chat.domain.workspaces.refusals import WorkspaceNotFound
from services.chat.embed_erasers import OwnedEmbeds
from services.chat.queries.embeds import said
from services.chat.reactions.clear_embeds import ClearEmbeds
from tests.integration.chat.embeds.conftest import Shop, as_service, developer

OTHER = "7f3c2a10-5a3e-4c6b-9d52-0c6f0f5b7a02"
KEPT = ("embeds", "embed_sessions", "embed_exchanges")


async def kept(shop: Shop) -> list[int]:
    """How many documents each part of the view has."""
    return [await shop.store.database[name].count_documents({}) for name in KEPT]


async def react(shop: Shop, event: Any) -> None:
    """Let the reaction have an event twice, as a bus may."""
    reaction = ClearEmbeds(shop.store, as_service)
    for _ in range(2):
        await reaction.handle(
            Delivered(
                event=event, type="", id="e", service="chat", stream="", version=1, time=0, position=1,
                actor="ann", ctx=system(),
            )
        )  # fmt: skip


async def listed(shop: Shop) -> list[tuple[str, int]]:
    reply = await shop.embeds.List(pb.ListEmbedsRequest(), developer())
    return [(one.workspace.name, one.chat_count) for one in reply.embeds]


async def test_the_list_counts_the_exchanges_of_all_sessions(shop: Shop) -> None:
    first = await shop.embed((await shop.workspace(name="One")).slug)
    await shop.embed((await shop.workspace(name="Two")).slug)
    for session in (OTHER, OTHER.replace("02", "03")):
        await shop.ask(first, session=session)
    await shop.ask(first, session=OTHER)
    await shop.reset(first, OTHER)
    assert await listed(shop) == [("One", 3), ("Two", 0)]


async def test_a_deleted_embed_leaves_nothing(shop: Shop) -> None:
    slug = (await shop.workspace()).slug
    embed, stays = await shop.embed(slug), await shop.embed(slug)
    for one in (embed, stays):
        await shop.ask(one)
        await shop.ask(one, session=OTHER)
    await shop.embeds.Delete(pb.EmbedRequest(embed_uuid=embed), developer())
    with pytest.raises(EmbedNotFound):
        await shop.ask(embed)
    assert await shop.said(embed) == []
    await react(shop, embed_events_pb2.EmbedDeleted(embed_id=embed, owner_id="ann"))
    assert await kept(shop) == [1, 2, 2]
    assert len(await shop.said(stays)) == 2


async def test_embeds_go_with_their_workspace(shop: Shop) -> None:
    workspace = await shop.workspace()
    found = await shop.store.database["workspaces"].find_one({"g": workspace.slug})
    embed = await shop.embed(workspace.slug)
    await shop.ask(embed)
    await shop.workspaces.Delete(workspaces_pb2.WorkspaceRequest(slug=workspace.slug), developer())
    assert await listed(shop) == []
    with pytest.raises(EmbedNotFound):
        await shop.ask(embed)
    await react(shop, workspace_events_pb2.WorkspaceDeleted(workspace_id=found["_id"], owner_id="ann"))
    await react(shop, embed_events_pb2.EmbedDeleted(embed_id=embed, owner_id="ann"))
    assert await kept(shop) == [0, 0, 0]


async def test_embeds_go_with_the_account_their_workspace_belongs_to(shop: Shop) -> None:
    """Also one that somebody else made."""
    anns, bobs = await shop.workspace("ann"), await shop.workspace("bob")
    gone, stays = await shop.embed(bobs.slug), await shop.embed(anns.slug)
    await shop.ask(gone)
    await shop.ask(stays)
    eraser, removed = OwnedEmbeds(shop.store), []
    while any((counts := dict(await eraser.erase(system(), "bob"))).values()):
        removed.append(counts)
    assert removed == [{"embeds": 1, "embed_sessions": 1}]
    assert await kept(shop) == [1, 1, 1]
    assert len(await shop.said(stays)) == 1


async def test_an_embed_moves_between_workspaces_of_one_account(shop: Shop) -> None:
    first, second = await shop.workspace(name="One"), await shop.workspace(name="Two", chatModel="second")
    theirs = await shop.workspace("bob")
    embed = await shop.embed(first.slug)
    assert await shop.change(embed, workspace_id=second.id) == {"success": True, "error": None}
    await shop.ask(embed)
    assert shop.engine.asked[-1]["model"] == "second"
    for number in (theirs.id, 999, "x"):
        with pytest.raises(EmbedRefused):
            await shop.change(embed, workspace_id=number)
    assert await shop.change(embed, colour="blue") == {}


async def test_an_embed_needs_a_workspace_and_a_workspace_has_not_too_many(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WorkspaceNotFound):
        await shop.embed("none")
    slug = (await shop.workspace()).slug
    monkeypatch.setattr("services.chat.domain.embeds.embed.MOST_OF_A_WORKSPACE", 2)
    monkeypatch.setattr("services.chat.queries.embeds.find.MOST_OF_A_WORKSPACE", 2)
    await shop.embed(slug)
    await shop.embed(slug)
    with pytest.raises(EmbedRefused):
        await shop.embed(slug)


async def test_older_exchanges_are_found_page_by_page(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(said, "PAGE", 2)
    embed = await shop.embed((await shop.workspace()).slug)
    for n in range(5):
        await shop.ask(embed, f"q{n}")
    newest = await shop.said(embed)
    assert [one["prompt"] for one in newest] == ["q3", "q4"]
    older = await shop.said(embed, before=newest[0]["id"])
    assert [one["prompt"] for one in older] == ["q1", "q2"]
    assert [one["prompt"] for one in await shop.said(embed, before=older[0]["id"])] == ["q0"]


async def test_every_read_of_visitors_and_operators_uses_an_index(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug)
    await shop.ask(embed)
    database = shop.store.database
    reads = [
        ("embed_exchanges", {"e": embed}, [("_id", -1)]),
        ("embed_exchanges", {"e": embed, "s": OTHER, "_id": {"$gt": 0}, "h": False}, [("_id", -1)]),
        ("embed_sessions", {"e": embed}, None),
        ("embed_sessions", {"u": "ann"}, None),
        ("embeds", {"w": "x"}, None),
        ("embeds", {"u": "x"}, None),
    ]
    for collection, query, order in reads:
        cursor = database[collection].find(query)
        plan = str((await (cursor.sort(order) if order else cursor).explain())["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan, (collection, query)
        assert "'SORT'" not in plan, (collection, query)


async def test_the_view_equals_its_replay(shop: Shop) -> None:
    slug = (await shop.workspace()).slug
    embed, gone = await shop.embed(slug), await shop.embed(slug, allowlist_domains="bakery.example")
    for one in (embed, gone):
        await shop.ask(one)
        await shop.ask(one, session=OTHER)
    await shop.reset(embed, OTHER)
    await shop.ask(embed, session=OTHER)
    await shop.change(embed, enabled=False, max_chats_per_day=3)
    await shop.embeds.Delete(pb.EmbedRequest(embed_uuid=gone), developer())
    await react(shop, embed_events_pb2.EmbedDeleted(embed_id=gone, owner_id="ann"))
    (view,) = [one for one in shop.store.projections if one.name == "embeds"]
    found = await verify(shop.store, view)
    assert (found.documents, found.differences) == (6, ())
