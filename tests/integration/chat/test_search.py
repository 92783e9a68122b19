"""Search on a real database: found at once, ranked, by an index, and nobody else's."""

from __future__ import annotations

import json
from typing import Any

from parlance.chat.v1 import messages_pb2

from services.chat.queries.chats.word_index import WORDS
from tests.integration.chat.conftest import ChatService, somebody
from tests.unit.chat.chat_in_memory import conversation


def talk(title: str, *contents: str) -> dict[str, Any]:
    document = conversation(*(f"m{n}" for n in range(len(contents))))
    for node, content in zip(document["history"]["messages"].values(), contents, strict=True):
        node["content"] = content
    del document["messages"]
    return {**document, "title": title}


async def test_a_chat_is_found_right_after_it_was_written(service: ChatService) -> None:
    chat = await service.create(talk("Garden heron", "Tell me about otters"))
    assert [row.id for row in await service.found("otter")] == [chat.id]
    await service.add(chat.id, "They like the Straße")
    row = (await service.found("STRASSE"))[0]
    assert (row.id, row.snippet) == (chat.id, "They like the Straße")
    await service.update(chat.id, {"title": "Renamed"})
    assert [row.title for row in await service.found("renam")] == ["Renamed"]
    assert [row.id for row in await service.found("garden")] == []


async def test_words_match_from_their_beginning_and_all_of_them(service: ChatService) -> None:
    await service.create(talk("one", "alpha beta", "gamma"))
    await service.create(talk("two", "alpha delta"))
    assert {row.title for row in await service.found("alph")} == {"one", "two"}
    assert {row.title for row in await service.found("alpha gam")} == {"one"}
    assert await service.found("lpha") == []
    assert await service.found("alpha nothing") == []


async def test_titles_come_first(service: ChatService) -> None:
    named = await service.create(talk("otter", "other things"))
    await service.create(talk("zoo", "an otter"))
    found = await service.found("otter")
    assert found[0].id == named.id
    assert not found[0].HasField("snippet")
    assert found[1].snippet == "an otter"


async def test_typed_patterns_and_operators_are_just_text(service: ChatService) -> None:
    await service.create(talk("plain", "words"))
    for text in (".*", "^", "w.*s", '{"$gt": ""}', "$where", "\\", "tag:$ne"):
        assert await service.found(text) == []


async def test_filters_stand_alone_or_beside_words(service: ChatService) -> None:
    await service.create(talk("plain", "otter"))
    for text in ("tag:none", "pinned:false", "archived:false otter", "shared:false ott"):
        assert [row.title for row in await service.found(text)] == ["plain"]
    for text in ("tag:x", "pinned:true", "archived:true otter", "shared:true", "folder:plans"):
        assert await service.found(text) == []
    assert [row.title for row in await service.found("")] == ["plain"]


async def test_what_was_removed_is_not_found_and_leaves_no_words(service: ChatService) -> None:
    chat = await service.create(talk("t", "secretword", "rest"))
    other = await service.create(talk("u", "secretword"))
    assert len(await service.found("secretword")) == 2
    await service.messages.Delete(messages_pb2.MessageRequest(id=chat.id, message_id="m0"), somebody())
    await service.delete(other.id)
    assert await service.store.view(WORDS).count_documents({"x": "secretword"}) == 0
    assert await service.found("secretword") == []
    assert [row.id for row in await service.found("rest")] == [chat.id]


async def test_an_edit_is_found_by_its_new_words_only(service: ChatService) -> None:
    chat = await service.create(talk("t", "before", "other"))
    await service.found("before")
    await service.edit(chat.id, "m0", "after")
    assert [row.id for row in await service.found("after")] == [chat.id]
    assert await service.found("before") == []


async def test_nobody_finds_the_chats_of_others(service: ChatService) -> None:
    await service.create(talk("otter", "otter"))
    await service.found("otter")
    assert await service.found("otter", somebody("bob", "s2")) == []


async def test_the_index_catches_up_with_many_chats(service: ChatService) -> None:
    for number in range(130):
        await service.create(talk(f"number{number}", f"common word{number}"))
    assert len(await service.found("common")) == 60
    assert len(await service.found("common", page=3)) == 10
    assert [row.title for row in await service.found("word7")][:1] != []
    assert (await service.found("number129"))[0].title == "number129"


async def test_a_search_reads_the_word_index(service: ChatService) -> None:
    await service.create(talk("otter", "otter"))
    await service.found("otter")
    query = {"u": "ann", "x": {"$elemMatch": {"$gte": "ott", "$lt": "ott\U0010ffff"}}}
    plan = await service.store.view(WORDS).find(query).explain()
    winning = json.dumps(plan["queryPlanner"]["winningPlan"], default=str)
    assert '"latest_by_word"' in winning and '"COLLSCAN"' not in winning
    assert plan["executionStats"]["totalKeysExamined"] <= 4
