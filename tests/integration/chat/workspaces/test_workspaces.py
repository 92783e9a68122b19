"""Workspaces: made, changed, filled with documents, deleted."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from parlance.chat.v1 import workspaces_pb2 as pb

from kernel.eventstore.verify import verify
from services.chat.domain.workspaces.refusals import DocumentNotFound, FormRefused, WorkspaceNotFound
from tests.integration.chat.workspaces.conftest import House, developer
from tests.integration.chat.workspaces.stand_ins import FakeKnowledge


async def test_ids_count_up_and_a_taken_slug_gets_a_tail(house: House) -> None:
    made = [await house.create() for _ in range(3)]
    assert [one.id for one in made] == [1, 2, 3]
    assert made[0].slug == "lab"
    assert all(one.slug.startswith("lab-") and len(one.slug) == 12 for one in made[1:])


async def test_many_made_at_once_have_ids_and_slugs_of_their_own(house: House) -> None:
    made = await asyncio.gather(*(house.create() for _ in range(12)))
    assert sorted(one.id for one in made) == list(range(1, 13))
    assert len({one.slug for one in made}) == 12


async def test_a_change_is_seen_at_once_and_keeps_the_slug(house: House) -> None:
    slug = (await house.create()).slug
    shown = await house.update(slug, name="Other", topN=0, chatMode="agent")
    assert (shown["name"], shown["slug"], shown["topN"], shown["chatMode"]) == ("Other", slug, 1, "automatic")
    assert (await house.get(slug)).name == "Other"
    assert await house.update(slug, id=9) == {"id": 1}
    with pytest.raises(FormRefused):
        await house.update(slug, name=5)


async def test_unknown_slugs(house: House) -> None:
    assert await house.get("none") is None
    for call in (house.update("none", name="x"), house.embed("none", "x"), house.ask("none", "x")):
        with pytest.raises(WorkspaceNotFound):
            await call


@pytest.mark.usefixtures("stored")
async def test_documents_go_in_and_out_and_unknown_ones_are_skipped(house: House) -> None:
    slug = (await house.create()).slug
    documents = await house.embed(slug, "f/apple.json", "f/none.json", "f/fig.json")
    assert [one["docpath"] for one in documents] == ["f/apple.json", "f/fig.json"]
    assert documents[0]["filename"] == "apple.json"
    assert json.loads(documents[0]["metadata"])["title"] == "title of f/apple.json"
    assert await house.embed(slug, "f/apple.json") == documents
    left = await house.embed(slug, deletes=("f/apple.json", "f/none.json"))
    assert [one["docpath"] for one in left] == ["f/fig.json"]
    again = await house.embed(slug, "f/apple.json")
    assert again[1]["id"] > documents[1]["id"]
    assert again[1]["docId"] != documents[0]["docId"]


@pytest.mark.usefixtures("stored")
async def test_a_pin_shows_and_needs_a_document(house: House) -> None:
    slug = (await house.create()).slug
    await house.embed(slug, "f/apple.json", "f/fig.json")
    await house.pin(slug, "f/fig.json")
    assert [one["pinned"] for one in json.loads((await house.get(slug)).documents)] == [False, True]
    with pytest.raises(DocumentNotFound):
        await house.pin(slug, "f/none.json")


async def test_a_search_gives_passages_and_says_when_there_are_none(
    house: House, stored: FakeKnowledge
) -> None:
    slug = (await house.create()).slug

    async def search(**form: Any) -> Any:
        request = pb.VectorSearchRequest(slug=slug, form=json.dumps(form).encode())
        return await house.workspaces.VectorSearch(request, developer())

    nothing = await search(query="apples")
    assert (nothing.results, bool(nothing.message)) == (b"[]", True)
    await house.embed(slug, "f/apple.json")
    found = json.loads((await search(query="apples", topN="2", scoreThreshold="0.4")).results)
    assert found[0]["text"].endswith("apples are red")
    assert (found[0]["score"], found[0]["distance"]) == (0.5, 0.5)
    assert (stored.queries[-1].limit, round(stored.queries[-1].min_score, 2)) == (2, 0.4)
    await search(query="apples", topN=-1, scoreThreshold=7)
    assert (stored.queries[-1].limit, stored.queries[-1].min_score) == (4, 0.25)
    with pytest.raises(FormRefused):
        await search(query=" ")


async def test_deleting_takes_conversations_and_collection_and_frees_the_slug(
    house: House, stored: FakeKnowledge
) -> None:
    slug = (await house.create()).slug
    await house.embed(slug, "f/apple.json")
    await house.ask(slug, "one")
    await house.ask(slug, "two", sessionId="s")
    assert len(await house.listed_chats()) == 2
    await house.delete(slug, who="bob")
    assert await house.get(slug) is None
    assert await house.listed_chats() == []
    assert stored.collections == {}
    assert (await house.create()).slug == slug
    with pytest.raises(WorkspaceNotFound):
        await house.delete("none")


@pytest.mark.usefixtures("stored")
async def test_the_view_equals_a_replay(house: House) -> None:
    slug = (await house.create()).slug
    await house.embed(slug, "f/apple.json", "f/fig.json")
    await house.pin(slug, "f/fig.json")
    await house.embed(slug, deletes=("f/apple.json",))
    await house.update(slug, topN=9)
    await house.ask(slug, "one")
    await house.ask(slug, "", reset=True)
    await house.ask(slug, "two")
    await house.delete((await house.create(name="Other")).slug)
    for projection in house.store.projections:
        assert (await verify(house.store, projection)).ok
