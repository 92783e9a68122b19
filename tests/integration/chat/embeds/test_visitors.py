"""Visitors of other sites' pages ask an embed."""

from __future__ import annotations

import asyncio
import json
import uuid
from contextlib import aclosing

import pytest
from parlance.chat.v1 import embeds_pb2 as pb

from services.chat.domain.embeds.refusals import (
    EmbedDisabled,
    EmbedNotFound,
    OriginRefused,
    QuotaReached,
    VisitorUnanswered,
)
from tests.integration.chat.embeds.conftest import PAGE, SESSION, VISITOR, Shop

OTHER = "7f3c2a10-5a3e-4c6b-9d52-0c6f0f5b7a02"


async def test_an_answer_comes_in_pieces_without_its_sources(shop: Shop, loaf: str) -> None:
    workspace = await shop.workspace()
    await shop.document(workspace.slug, loaf)
    embed = await shop.embed(workspace.slug)
    events = await shop.ask(embed, "loaves", username="kim")
    assert [event["textResponse"] for event in events] == ["Apples ", "are red.", ""]
    assert [event["close"] for event in events] == [False, False, True]
    assert all(event["sources"] == [] for event in events)
    assert await shop.history(embed) == ["loaves", "Apples are red."]
    (kept,) = await shop.said(embed)
    assert [source["title"] for source in json.loads(kept["response"])["sources"]] == ["title of f/loaf.json"]
    connection = {"host": PAGE, "ip": "192.0.2.7", "username": "kim"}
    assert json.loads(kept["connection_information"]) == connection


async def test_sessions_do_not_know_of_each_other(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug)
    await shop.ask(embed, "mine")
    await shop.ask(embed, "theirs", session=OTHER)
    assert await shop.history(embed) == ["mine", "Apples are red."]
    assert await shop.history(embed, OTHER) == ["theirs", "Apples are red."]
    assert [m["content"] for m in shop.engine.asked[-1]["messages"][1:]] == ["theirs"]
    assert [one["prompt"] for one in await shop.said(embed)] == ["mine", "theirs"]
    assert [one["prompt"] for one in await shop.said(embed, OTHER)] == ["theirs"]


async def test_the_model_is_told_as_much_of_before_as_the_embed_says(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug, message_limit=1)
    for message in ("one", "two", "three"):
        await shop.ask(embed, message)
    told = [m["content"] for m in shop.engine.asked[-1]["messages"][1:]]
    assert told == ["two", "Apples are red.", "three"]


async def test_beginning_anew_hides_what_was_said_from_visitor_and_model(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug)
    await shop.ask(embed, "old")
    await shop.reset(embed)
    await shop.reset(embed)
    assert await shop.history(embed) == []
    await shop.ask(embed, "new")
    assert await shop.history(embed) == ["new", "Apples are red."]
    assert [m["content"] for m in shop.engine.asked[-1]["messages"][1:]] == ["new"]
    assert [(one["prompt"], one["include"]) for one in await shop.said(embed)] == [
        ("old", False),
        ("new", True),
    ]


async def test_a_page_chooses_only_what_the_embed_leaves_to_it(shop: Shop) -> None:
    slug = (await shop.workspace(chatModel="own", openAiTemp=0.3, openAiPrompt="Be brief.")).slug
    chosen = {"model": "chosen", "temperature": 0.9, "prompt": "Rhyme."}
    for permitted in (False, True):
        names = ("model", "temperature", "prompt")
        embed = await shop.embed(slug, **{f"allow_{name}_override": permitted for name in names})
        await shop.ask(embed, **chosen)
        asked = shop.engine.asked[-1]
        got = (asked["model"], asked["parameters"]["temperature"], asked["messages"][0]["content"])
        assert got == (("chosen", 0.9, "Rhyme.") if permitted else ("own", 0.3, "Be brief."))


async def test_the_mode_query_says_so_when_nothing_is_found(shop: Shop) -> None:
    slug = (await shop.workspace(queryRefusalResponse="Ask at the counter.")).slug
    embed = await shop.embed(slug, chat_mode="query")
    (event,) = await shop.ask(embed)
    assert (event["type"], event["textResponse"], event["close"]) == (
        "textResponse",
        "Ask at the counter.",
        True,
    )
    assert shop.engine.asked == []
    assert await shop.history(embed) == []
    assert [one["include"] for one in await shop.said(embed)] == [False]


async def test_a_page_of_another_origin_gets_nothing(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug, allowlist_domains=[PAGE])
    await shop.ask(embed)
    for page in ("https://mill.example", "", "null"):
        with pytest.raises(OriginRefused):
            await shop.ask(embed, page=page)
        with pytest.raises(OriginRefused):
            await shop.history(embed, page=page)
        with pytest.raises(OriginRefused):
            visit = pb.EmbedVisit(embed_id=embed, session_id=SESSION, origin=page)
            await shop.visitors.Preflight(visit, VISITOR)
    assert len(shop.engine.asked) == 1


async def test_an_embed_that_is_off_says_so_only_when_asked(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug)
    await shop.change(embed, enabled=False)
    with pytest.raises(EmbedDisabled):
        await shop.ask(embed)
    with pytest.raises(EmbedNotFound):
        await shop.history(embed)
    with pytest.raises(EmbedNotFound):
        await shop.reset(embed)


async def test_questions_at_the_same_time_do_not_get_past_the_limit_of_a_day(shop: Shop) -> None:
    """Two replicas, sessions of their own: the fifth to be counted is the last."""
    embed = await shop.embed((await shop.workspace()).slug, max_chats_per_day=5)
    replicas = [shop.visitors, shop.replica()]
    answers = await asyncio.gather(
        *(shop.stream(replicas[n % 2], embed, f"q{n}", str(uuid.uuid4())) for n in range(12)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, list) for one in answers) == 5
    assert sum(isinstance(one, QuotaReached) for one in answers) == 7
    assert len(await shop.said(embed)) == 5
    shop.now += 86_400
    assert await shop.ask(embed)


async def test_a_session_at_its_limit_takes_no_room_from_others(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug, max_chats_per_day=3, max_chats_per_session=1)
    await shop.ask(embed)
    for _ in range(3):
        with pytest.raises(QuotaReached) as refused:
            await shop.ask(embed)
        assert 0 < int(refused.value.details["retry_after"]) <= 86_400
    await shop.ask(embed, session=OTHER)
    await shop.ask(embed, session=str(uuid.uuid4()))
    with pytest.raises(QuotaReached):
        await shop.ask(embed, session=str(uuid.uuid4()))


async def test_a_limit_counts_what_was_asked_before_it_was_set(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug)
    await shop.ask(embed)
    await shop.change(embed, max_chats_per_day=1)
    with pytest.raises(QuotaReached):
        await shop.ask(embed)


async def test_a_question_that_failed_is_given_back(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug, max_chats_per_day=1, max_chats_per_session=1)
    shop.engine.down = True
    with pytest.raises(VisitorUnanswered):
        await shop.ask(embed)
    shop.engine.down = False
    await shop.ask(embed)
    with pytest.raises(QuotaReached):
        await shop.ask(embed)


async def test_what_a_visitor_who_left_was_told_is_kept(shop: Shop) -> None:
    embed = await shop.embed((await shop.workspace()).slug)
    shop.engine.hold.clear()
    form = json.dumps({"sessionId": SESSION, "message": "When?"}).encode()
    frames = shop.visitors.StreamChat(pb.EmbedQuestion(embed_id=embed, form=form, origin=PAGE), VISITOR)
    async with aclosing(frames):
        await anext(frames)
        assert (await anext(frames)).events
    shop.engine.hold.set()
    await shop.assistant.stop()
    assert await shop.history(embed) == ["When?", "Apples "]
