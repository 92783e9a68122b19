"""Asking a workspace: what the model gets, what comes back, what is kept."""

from __future__ import annotations

import asyncio
import base64

import pytest
from parlance.chat.v1 import chats_pb2

from services.chat.domain.workspaces.refusals import AnswerFailed, FormRefused
from services.chat.domain.workspaces.settings import DEFAULT_REFUSAL
from tests.integration.chat.workspaces.conftest import House, developer


@pytest.mark.usefixtures("stored")
async def test_an_answer_has_sources_metrics_and_a_number_and_is_kept(house: House) -> None:
    slug = (await house.create(openAiPrompt="Be kind.", openAiTemp=0.3, chatModel="m1")).slug
    await house.embed(slug, "f/apple.json", "f/fig.json")
    reply = await house.ask(slug, "what colour are apples", mode="query")
    assert (reply["type"], reply["textResponse"], reply["error"]) == ("textResponse", "Apples are red.", None)
    assert {one["title"] for one in reply["sources"]} == {"title of f/apple.json", "title of f/fig.json"}
    assert (reply["metrics"]["total_tokens"], reply["metrics"]["model"]) == (12, "fake")
    asked = house.engine.asked[-1]
    assert (asked["model"], asked["parameters"]["temperature"]) == ("m1", 0.3)
    assert asked["messages"][0]["content"].startswith("Be kind.")
    assert "apples are red" in asked["messages"][0]["content"]
    question, answer = await house.history(slug)
    assert (question["content"], answer["content"]) == ("what colour are apples", "Apples are red.")
    assert question["chatId"] == answer["chatId"] == reply["chatId"]
    assert (answer["type"], answer["sources"]) == ("query", reply["sources"])


async def test_a_conversation_is_a_chat_of_the_owner(house: House) -> None:
    slug = (await house.create(who="ann", name="Orchard")).slug
    await house.ask(slug, "one")
    await house.ask(slug, "two")
    (row,) = await house.listed_chats("ann")
    assert row.title == "Orchard"
    chat = await house.chats.Get(chats_pb2.GetChatRequest(id=row.id), developer("ann"))
    assert b'"content":"two"' in chat.chat
    assert await house.listed_chats("bob") == []


async def test_what_was_said_goes_before_the_next_question_as_far_as_asked_for(house: House) -> None:
    slug = (await house.create(openAiHistory=2)).slug
    for message in ("one", "two", "three", "four"):
        await house.ask(slug, message)
    said = [m["content"] for m in house.engine.asked[-1]["messages"] if m["role"] == "user"]
    assert said == ["two", "three", "four"]
    await house.update(slug, openAiHistory=0)
    await house.ask(slug, "five")
    assert [m["role"] for m in house.engine.asked[-1]["messages"]] == ["system", "user"]


async def test_history_is_paged_from_either_end(house: House) -> None:
    slug = (await house.create()).slug
    for number in range(5):
        await house.ask(slug, str(number))
    assert await house.said(slug, limit="2") == ["0", "1"]
    assert await house.said(slug, limit="2", order_by="desc") == ["4", "3"]
    assert [m["role"] for m in await house.history(slug, limit="1", order_by="desc")] == ["user", "assistant"]
    for limit in ("abc", "0", "-1", ""):
        assert await house.said(slug, limit=limit) == []


async def test_sessions_are_apart_and_reset_begins_anew(house: House) -> None:
    slug = (await house.create()).slug
    await house.ask(slug, "default")
    await house.ask(slug, "first", sessionId="s")
    reply = await house.ask(slug, "", reset=True, sessionId="s")
    assert (reply["type"], reply["metrics"]) == ("textResponse", {})
    await house.ask(slug, "second", sessionId="s")
    assert len(house.engine.asked[-1]["messages"]) == 2
    assert await house.said(slug) == ["default"]
    assert await house.said(slug, api_session_id="s") == ["first", "second"]
    await house.ask(slug, "anew", reset=True)
    assert await house.said(slug) == ["anew"]


async def test_query_without_hits_is_refused_and_hidden(house: House) -> None:
    slug = (await house.create()).slug
    reply = await house.ask(slug, "anything", mode="query", sessionId="s")
    assert (reply["textResponse"], reply["sources"]) == (DEFAULT_REFUSAL, [])
    assert "chatId" not in reply
    assert house.engine.asked == []
    assert await house.said(slug, api_session_id="s") == ["anything"]
    await house.ask(slug, "anything", mode="query")
    assert await house.said(slug) == []
    await house.ask(slug, "else")
    assert [m["content"] for m in house.engine.asked[-1]["messages"][1:]] == ["else"]


@pytest.mark.usefixtures("stored")
async def test_pinned_and_attached_documents_go_in_whole(house: House) -> None:
    slug = (await house.create()).slug
    await house.embed(slug, "f/apple.json")
    await house.pin(slug, "f/apple.json")
    packed = base64.b64encode(b"lemons are sour").decode()
    document = {
        "name": "lemon.txt",
        "mime": "application/anythingllm-document",
        "contentString": f"data:text/plain;base64,{packed}",
    }
    image = {"name": "i.png", "mime": "image/png", "contentString": "data:image/png;base64,AA=="}
    reply = await house.ask(slug, "apples", mode="query", attachments=[document, image])
    system, question = house.engine.asked[-1]["messages"]
    assert system["content"].count("apples are red") == 1
    assert "lemons are sour" in system["content"]
    assert question["content"][1] == {"type": "image_url", "image_url": {"url": image["contentString"]}}
    assert [one["title"] for one in reply["sources"]] == ["title of f/apple.json", "lemon.txt"]
    assert (await house.history(slug))[0]["attachments"] == [document, image]


async def test_a_stream_ends_with_sources_number_and_metrics(house: House) -> None:
    slug = (await house.create()).slug
    events = await house.stream(slug, "hello")
    assert "".join(e["textResponse"] for e in events[:-1]) == "Apples are red."
    assert [e["type"] for e in events[-2:]] == ["textResponseChunk", "finalizeResponseStream"]
    assert (events[-2]["close"], events[-1]["chatId"]) == (True, (await house.history(slug))[0]["chatId"])
    assert len({e["uuid"] for e in events}) == 1


async def test_no_text_is_no_answer_and_is_not_kept(house: House) -> None:
    slug = (await house.create()).slug
    house.engine.words = []
    reply = await house.ask(slug, "hello")
    assert (reply["type"], reply["textResponse"], "chatId" in reply) == ("abort", None, False)
    assert set((await house.stream(slug, "hello"))[-1]) == {"uuid", "type", "close", "error"}
    assert await house.said(slug) == []


async def test_a_model_that_fails_is_said_and_nothing_is_kept(house: House) -> None:
    slug = (await house.create()).slug
    house.engine.down = True
    with pytest.raises(AnswerFailed) as failed:
        await house.ask(slug, "hello")
    assert failed.value.details == {"cause": "BACKEND_UNREACHABLE"}
    assert await house.said(slug) == []


async def test_who_leaves_stops_the_model_and_what_came_is_kept(house: House) -> None:
    slug = (await house.create()).slug
    house.engine.hold.clear()
    frames = house.chat.StreamChat(house.request(slug, "hello"), developer())
    async for frame in frames:
        if frame.events:
            break
    await frames.aclose()
    await asyncio.wait_for(house.engine.cancelled.wait(), 5)
    await house.assistant.stop()
    assert [one["content"] for one in await house.history(slug)] == ["hello", "Apples "]


async def test_a_chat_its_owner_deleted_is_not_written_to_again(house: House) -> None:
    slug = (await house.create()).slug
    await house.ask(slug, "one")
    (row,) = await house.listed_chats()
    await house.chats.Delete(chats_pb2.ChatRequest(id=row.id), developer())
    await house.ask(slug, "two")
    assert await house.said(slug) == ["two"]
    assert len(await house.listed_chats()) == 1


async def test_exchanges_at_the_same_time_are_all_kept(house: House) -> None:
    slug = (await house.create()).slug
    replies = await asyncio.gather(*(house.ask(slug, str(n)) for n in range(8)))
    assert len({reply["chatId"] for reply in replies}) == 8
    assert sorted(await house.said(slug)) == [str(n) for n in range(8)]


async def test_a_workspace_answers_as_an_openai_model(house: House) -> None:
    slug = (await house.create(openAiPrompt="own")).slug
    said = [
        {"role": "system", "content": "sent"},
        {"role": "user", "content": "one"},
        {"role": "assistant", "content": "two"},
        {"role": "user", "content": "three"},
    ]
    (whole,) = await house.complete(model=slug, messages=said, temperature=0.1)
    assert whole["choices"][0]["message"]["content"] == "Apples are red."
    assert whole["usage"]["completion_tokens"] == 2
    assert house.engine.asked[-1]["messages"] == said
    chunks = await house.complete(model=slug, messages=said, stream=True)
    assert "".join(c["choices"][0]["delta"]["content"] for c in chunks) == "Apples are red."
    assert [c["choices"][0]["finish_reason"] for c in chunks[-2:]] == [None, "stop"]
    assert await house.said(slug) == ["three", "three"]
    await house.update(slug, chatMode="query")
    (refused,) = await house.complete(model=slug, messages=said)
    assert refused["choices"][0]["finish_reason"] == "abort"
    with pytest.raises(FormRefused):
        await house.complete(model=slug, messages=said[:3])
