"""Each documented setting of a workspace, and each field of a question, has its effect."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from parlance.chat.v1 import workspaces_pb2 as pb

from services.chat.domain.workspaces.refusals import FormRefused
from services.chat.domain.workspaces.settings import DEFAULT_PROMPT
from tests.integration.chat.workspaces.conftest import House, developer
from tests.integration.chat.workspaces.stand_ins import FakeKnowledge


async def told(house: House, slug: str, **form: Any) -> dict[str, Any]:
    """What the model is given when a question is asked."""
    await house.ask(slug, "apples and figs", **form)
    return house.engine.asked[-1]


async def test_prompt_model_and_temperature_go_to_the_model(house: House) -> None:
    slug = (await house.create()).slug
    plain = await told(house, slug)
    assert (plain["model"], "temperature" in plain["parameters"]) == ("", False)
    assert plain["messages"][0]["content"] == DEFAULT_PROMPT
    await house.update(slug, openAiPrompt="Sing.", chatModel="m2", openAiTemp=0.7)
    changed = await told(house, slug)
    assert (changed["model"], changed["parameters"]["temperature"]) == ("m2", 0.7)
    assert changed["messages"][0]["content"] == "Sing."
    await house.update(slug, openAiPrompt=None, openAiTemp=None, chatProvider="default")
    again = await told(house, slug)
    assert (again["model"], "temperature" in again["parameters"]) == ("", False)
    assert again["messages"][0]["content"] == DEFAULT_PROMPT


async def test_the_provider_is_told_with_the_answer(house: House) -> None:
    slug = (await house.create(chatProvider="ollama", chatModel="m")).slug
    assert (await house.ask(slug, "hello"))["metrics"]["provider"] == "ollama"
    models = await house.chat.ListModels(pb.ListWorkspacesRequest(), developer())
    assert [one.owned_by for one in models.data] == ["ollama"]


async def test_a_model_there_is_not_is_the_askers_to_put_right(house: House) -> None:
    slug = (await house.create(chatModel="gone")).slug
    house.engine.models = {"fake"}
    with pytest.raises(FormRefused):
        await house.ask(slug, "hello")
    assert await house.said(slug) == []


@pytest.mark.usefixtures("stored")
async def test_passages_are_as_many_and_as_near_as_asked_for(house: House, stored: FakeKnowledge) -> None:
    slug = (await house.create(topN=1, similarityThreshold=0.4)).slug
    await house.embed(slug, "f/apple.json", "f/fig.json")
    assert len((await house.ask(slug, "apples figs are"))["sources"]) == 1
    assert (stored.queries[-1].limit, round(stored.queries[-1].min_score, 2)) == (1, 0.4)
    await house.update(slug, topN=2, similarityThreshold=0)
    assert len((await house.ask(slug, "apples figs are"))["sources"]) == 2
    assert stored.queries[-1].min_score == 0
    await house.update(slug, topN=100_000)
    await house.ask(slug, "apples figs are")
    assert stored.queries[-1].limit == 100


async def test_reranking_prefers_passages_with_the_questions_words(
    house: House, stored: FakeKnowledge
) -> None:
    stored.stored |= {"f/a.json": "the sea is wide", "f/b.json": "the red tower by the sea"}
    slug = (await house.create(topN=1)).slug
    await house.embed(slug, "f/a.json", "f/b.json")

    async def first() -> str:
        form = json.dumps({"query": "red tower sea"}).encode()
        request = pb.VectorSearchRequest(slug=slug, form=form)
        reply = await house.workspaces.VectorSearch(request, developer())
        (found,) = json.loads(reply.results)
        return str(found["text"])

    assert (await first()).endswith("the sea is wide")
    await house.update(slug, vectorSearchMode="rerank")
    assert (await first()).endswith("the red tower by the sea")
    reply = await house.ask(slug, "red tower sea")
    assert [one["title"] for one in reply["sources"]] == ["title of f/b.json"]


async def test_a_question_takes_the_workspaces_mode_unless_it_has_its_own(house: House) -> None:
    slug = (await house.create(chatMode="query", queryRefusalResponse="Not in here.")).slug
    for mode in (None, "", "query"):
        assert (await house.ask(slug, "hello", mode=mode))["textResponse"] == "Not in here."
    assert (await house.ask(slug, "hello", mode="chat"))["textResponse"] == "Apples are red."
    assert (await house.ask(slug, "hello", mode="automatic"))["textResponse"] == "Apples are red."
    with pytest.raises(FormRefused):
        await house.ask(slug, "hello", mode="shout")


async def test_history_counts_exchanges(house: House) -> None:
    slug = (await house.create(openAiHistory=1)).slug
    thread = (await house.thread(slug)).slug
    for message in ("one", "two", "three"):
        await house.ask_thread(slug, thread, message)
    asked = [m["content"] for m in house.engine.asked[-1]["messages"] if m["role"] == "user"]
    assert asked == ["two", "three"]


@pytest.mark.usefixtures("stored")
async def test_embeddings_say_how_much_of_the_window_pinned_documents_take(house: House) -> None:
    slug = (await house.create()).slug
    await house.embed(slug, "f/apple.json", "f/fig.json")
    await house.pin(slug, "f/fig.json")
    request = pb.UpdateEmbeddingsRequest(slug=slug, form=b"{}")
    shown = (await house.workspaces.UpdateEmbeddings(request, developer())).workspace
    assert (shown.context_window, shown.current_context_token_count) == (4000, 5)


async def test_attached_documents_are_read_by_parsers_and_broken_ones_refused(house: House) -> None:
    slug = (await house.create()).slug

    def document(kind: str, text: str) -> dict[str, str]:
        content = f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"
        return {"name": "pears", "mime": "application/anythingllm-document", "contentString": content}

    await house.ask(slug, "pears", attachments=[document("application/pdf", "%PDF-1.7 …")])
    assert "pears.pdf says pears are green" in house.engine.asked[-1]["messages"][0]["content"]
    with pytest.raises(FormRefused, match="pears"):
        await house.ask(slug, "pears", attachments=[document("application/pdf", "no PDF")])
    with pytest.raises(FormRefused):
        await house.ask(slug, "pears", attachments=[document("text/plain", "x")] * 51)
    assert await house.said(slug) == ["pears"]
