"""Threads: conversations of their own within a workspace, with a part for everybody who asks there."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from parlance.chat.v1 import chats_pb2

from kernel.context import CallContext, Caller
from kernel.erasure import Eraser
from kernel.errors import Refusal
from kernel.eventstore.verify import verify
from services.chat.domain.threads.refusals import ThreadNotFound, ThreadSlugTaken
from services.chat.domain.workspaces.refusals import FormRefused, WorkspaceNotFound
from services.chat.erasers import OwnedChats, OwnedThreads
from tests.integration.chat.workspaces.conftest import House, developer
from tests.integration.chat.workspaces.test_erasers import as_service, erased


async def test_a_thread_has_a_number_a_name_and_a_slug(house: House) -> None:
    slug = (await house.create()).slug
    plain = await house.thread(slug)
    named = await house.thread(slug, name="Bees and wax", slug="Bees and Wax")
    assert (plain.id, plain.name, len(plain.slug), plain.HasField("user_id")) == (1, "Thread", 36, False)
    assert (named.id, named.name, named.slug) == (2, "Bees and wax", "Bees-and-Wax")
    assert named.workspace_id == (await house.get(slug)).id
    assert b'"slug":"Bees-and-Wax","name":"Bees and wax"' in (await house.get(slug)).threads


async def test_a_slug_is_given_once_in_the_installation_and_free_after_deletion(house: House) -> None:
    one, other = (await house.create()).slug, (await house.create()).slug
    await house.thread(one, slug="s")
    with pytest.raises(ThreadSlugTaken):
        await house.thread(other, slug="s")
    with pytest.raises(ThreadNotFound):
        await house.ask_thread(other, "s", "not of this workspace")
    await house.drop_thread(one, "s")
    await house.drop_thread(one, "s")
    await house.thread(other, slug="s")
    with pytest.raises(FormRefused):
        await house.thread(one, slug="a/b")
    with pytest.raises(WorkspaceNotFound):
        await house.thread("none")


async def test_a_thread_is_apart_from_the_workspace_and_from_other_threads(house: House) -> None:
    slug = (await house.create()).slug
    a, b = (await house.thread(slug)).slug, (await house.thread(slug)).slug
    await house.ask(slug, "outside")
    await house.ask_thread(slug, a, "first of a")
    await house.ask_thread(slug, b, "first of b")
    await house.ask_thread(slug, a, "second of a")
    asked = [m["content"] for m in house.engine.asked[-1]["messages"] if m["role"] == "user"]
    assert asked == ["first of a", "second of a"]
    assert await house.thread_said(slug, a) == ["first of a", "second of a"]
    assert await house.thread_said(slug, b) == ["first of b"]
    assert await house.said(slug) == ["outside"]
    await house.ask(slug, "", reset=True)
    assert await house.thread_said(slug, b) == ["first of b"]


async def test_a_stream_answers_and_is_kept_in_the_thread(house: House) -> None:
    slug = (await house.create()).slug
    thread = (await house.thread(slug)).slug
    events = await house.stream_thread(slug, thread, "hello")
    assert [e["type"] for e in events[-2:]] == ["textResponseChunk", "finalizeResponseStream"]
    question, answer = await house.thread_history(slug, thread)
    assert (question["chatId"], answer["content"]) == (events[-1]["chatId"], "Apples are red.")


async def test_reset_hides_a_part_and_a_bad_question_resets_nothing(house: House) -> None:
    slug = (await house.create()).slug
    thread = (await house.thread(slug)).slug
    await house.ask_thread(slug, thread, "old")
    await house.ask_thread(slug, thread, "Pia's", userId=7)
    broken = [{"name": "x", "mime": "text/plain", "contentString": "no data URL"}]
    with pytest.raises(FormRefused):
        await house.ask_thread(slug, thread, "new", reset=True, attachments=broken)
    assert await house.thread_said(slug, thread) == ["old", "Pia's"]
    await house.ask_thread(slug, thread, reset=True)
    assert await house.thread_said(slug, thread) == ["Pia's"]
    await house.ask_thread(slug, thread, "new")
    assert len(house.engine.asked[-1]["messages"]) == 2
    assert await house.thread_said(slug, thread) == ["Pia's", "new"]


async def test_everybody_has_a_part_which_is_a_chat_of_theirs(house: House) -> None:
    slug = (await house.create("ann")).slug
    thread = (await house.thread(slug, name="Bees", userId=7)).slug
    await house.ask_thread(slug, thread, "from Pia", userId=7)
    await house.ask_thread(slug, thread, "from Quin", userId="8")
    await house.ask_thread(slug, thread, "from nobody")
    await house.ask_thread(slug, thread, "from a stranger", userId=99)
    await house.ask_thread(slug, thread, "Pia again", userId=7)
    asked = [m["content"] for m in house.engine.asked[-1]["messages"] if m["role"] == "user"]
    assert asked == ["from Pia", "Pia again"]
    said = ["from Pia", "from Quin", "from nobody", "from a stranger", "Pia again"]
    assert await house.thread_said(slug, thread) == said
    (chat,) = await house.listed_chats("pia")
    assert chat.title == "Bees"
    assert [len(await house.listed_chats(name)) for name in ("quin", "ann")] == [1, 1]
    rows = [(row.prompt, row.user.username, row.user_id, row.thread_id) for row in await house.rows()]
    assert rows[0] == ("Pia again", "pia", 7, 1)
    assert rows[1] == ("from a stranger", "nobody", 0, 1)


async def test_users_are_named_in_multi_user_mode_only(house: House) -> None:
    slug = (await house.create("ann")).slug
    with pytest.raises(Refusal):
        await house.thread(slug, userId=99)
    assert (await house.thread(slug, userId=7)).user_id == 7
    house.multi_user = False
    alone = await house.thread(slug, userId=99)
    assert not alone.HasField("user_id")
    await house.ask_thread(slug, alone.slug, "hello", userId=7)
    assert (len(await house.listed_chats("ann")), await house.listed_chats("pia")) == (1, [])


async def test_a_new_name_shows_and_names_the_chats_that_were_named_alike(house: House) -> None:
    slug = (await house.create("ann")).slug
    thread = await house.thread(slug, name="Bees")
    await house.ask_thread(slug, thread.slug, "one")
    await house.ask_thread(slug, thread.slug, "two", userId=7)
    (own,) = await house.listed_chats("pia")
    changed = chats_pb2.UpdateChatRequest(id=own.id, chat=b'{"title":"Mine"}')
    await house.chats.Update(changed, CallContext("r", Caller("pia", "user", "session", "s")))
    renamed = await house.rename(slug, thread.slug, name="Wasps")
    assert (renamed.name, renamed.slug, renamed.id) == ("Wasps", thread.slug, thread.id)
    assert (await house.rename(slug, thread.slug)).name == "Wasps"
    assert [row.title for row in await house.listed_chats("ann")] == ["Wasps"]
    assert [row.title for row in await house.listed_chats("pia")] == ["Mine"]
    with pytest.raises(ThreadNotFound):
        await house.rename(slug, "none", name="x")


async def test_questions_at_the_same_time_are_all_kept(house: House) -> None:
    slug = (await house.create()).slug
    thread = (await house.thread(slug)).slug
    asked = [house.ask_thread(slug, thread, str(n)) for n in range(6)]
    streamed = [house.stream_thread(slug, thread, str(n)) for n in range(6, 8)]
    await asyncio.gather(*asked, *streamed)
    assert sorted(await house.thread_said(slug, thread)) == [str(n) for n in range(8)]
    assert len(await house.listed_chats()) == 1


async def test_a_thread_takes_everybodys_part_along(house: House) -> None:
    slug = (await house.create("ann")).slug
    thread = (await house.thread(slug)).slug
    await house.ask_thread(slug, thread, "one")
    await house.ask_thread(slug, thread, reset=True)
    await house.ask_thread(slug, thread, "two", userId=7)
    await house.ask(slug, "outside")
    await house.drop_thread(slug, thread)
    assert [row.prompt for row in await house.rows()] == ["outside"]
    assert await house.listed_chats("pia") == []
    with pytest.raises(ThreadNotFound):
        await house.ask_thread(slug, thread, "three")


async def test_an_answer_for_a_thread_that_is_deleted_meanwhile_is_kept_nowhere(house: House) -> None:
    slug = (await house.create("ann")).slug
    thread = (await house.thread(slug)).slug
    house.engine.hold.clear()
    asking = asyncio.create_task(house.ask_thread(slug, thread, "hello"))
    async with asyncio.timeout(30):
        while not house.engine.asked:
            await asyncio.sleep(0.01)
    await house.drop_thread(slug, thread)
    house.engine.hold.set()
    with pytest.raises(ThreadNotFound):
        await asking
    assert await house.listed_chats("ann") == []


async def test_a_workspace_takes_its_threads_along(house: House) -> None:
    slug = (await house.create("ann")).slug
    thread = (await house.thread(slug, slug="s")).slug
    await house.ask_thread(slug, thread, "one", userId=7)
    await house.delete(slug)
    assert await house.rows() == []
    assert await house.listed_chats("pia") == []
    assert await house.store.database["threads"].count_documents({}) == 0
    await house.thread((await house.create()).slug, slug="s")


@pytest.mark.parametrize("first", ["chats", "threads"])
async def test_a_deleted_persons_threads_go_and_their_part_of_others(house: House, first: str) -> None:
    slug = (await house.create("ann")).slug
    theirs = (await house.thread(slug, userId=7)).slug
    others = (await house.thread(slug)).slug
    await house.ask_thread(slug, theirs, "one", userId=7)
    await house.ask_thread(slug, others, "two", userId=7)
    await house.ask_thread(slug, others, "three")
    erasers: list[Eraser] = [OwnedChats(house.store), OwnedThreads(house.store, as_service)]
    counts = [await erased(one, "pia") for one in (erasers if first == "chats" else erasers[::-1])]
    assert {kind: n for one in counts for kind, n in one.items()}["threads"] == 1
    assert await house.thread_said(slug, others) == ["three"]
    with pytest.raises(ThreadNotFound):
        await house.thread_history(slug, theirs)
    assert [row.prompt for row in await house.rows()] == ["three"]


async def test_what_somebody_writes_under_an_exchanges_id_is_no_exchange(house: House) -> None:
    slug = (await house.create("ann")).slug
    await house.ask(slug, "real")
    for name, id_ in (("bob", "exchange-000000000999-2"), ("ann", "exchange-00000000099x-2")):
        message = f'{{"id":"{id_}","parentId":null,"childrenIds":[],"role":"assistant","workspace":{{}}}}'
        history = f'{{"currentId":"{id_}","messages":{{"{id_}":{message}}}}}'
        chat = f'{{"title":"t","history":{history}}}'.encode()
        await house.chats.Create(chats_pb2.CreateChatRequest(chat=chat), developer(name))
    (own,) = [row for row in await house.listed_chats("ann") if row.title != "t"]
    await house.chats.Update(chats_pb2.UpdateChatRequest(id=own.id, chat=chat), developer("ann"))
    assert [row.prompt for row in await house.rows()] in ([], ["real"])
    assert await house.said(slug) in ([], ["real"])


async def test_the_views_equal_a_replay(house: House) -> None:
    slug = (await house.create()).slug
    a, b = (await house.thread(slug)).slug, (await house.thread(slug, userId=7)).slug
    await house.ask_thread(slug, a, "one")
    await house.ask_thread(slug, a, reset=True)
    await house.ask_thread(slug, b, "two", userId=7)
    await house.rename(slug, b, name="Other")
    await house.drop_thread(slug, a)
    for projection in house.store.projections:
        assert (await verify(house.store, projection)).ok


async def test_lists_of_threads_and_what_was_said_follow_indexes(house: House) -> None:
    slug = (await house.create()).slug
    for name in ("a", "b"):
        await house.thread(slug, slug=name)
        await house.ask_thread(slug, name, "one")
    chats = [one["k"] for one in await house.store.database["conversations"].find({}).to_list(9)]
    database: Any = house.store.database
    asked = [
        database["threads"].find({"g": "a", "w": "w"}),
        database["threads"].find({"w": {"$in": ["w", "x"]}}),
        database["threads"].find({"u": "ann"}).limit(1),
        database["threads"].find({"w": "w", "n": {"$gt": 0}}).sort("n", 1).limit(5),
        database["conversations"].find({"t": "t", "o": "o"}).sort("g", -1).limit(1),
        database["conversations"].find({"t": "t"}),
        database["conversations"].find({"w": "w", "s": ""}).sort("g", -1).limit(1),
        database["conversations"].find({"k": {"$in": chats}}),
        database["exchanges"].find({"c": {"$in": chats}}).sort("n", 1),
        database["exchanges"].find({"n": {"$gt": 0}}).sort("n", 1).limit(5),
    ]
    for cursor in asked:
        plan = json.dumps((await cursor.explain())["queryPlanner"]["winningPlan"], default=str)
        assert '"IXSCAN"' in plan
        assert '"COLLSCAN"' not in plan
        assert '"SORT"' not in plan
