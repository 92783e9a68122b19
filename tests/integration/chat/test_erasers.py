"""What chat removes of a deleted person: theirs in bounded parts, nothing of others."""

from __future__ import annotations

import pytest

from kernel.context import CallContext, system
from kernel.erasure import Eraser
from services.chat.erasers import OwnedChats, SearchedWords
from tests.integration.chat.conftest import ChatService

CHATS = 120


async def erased(eraser: Eraser, user_id: str) -> list[int]:
    """How much each part removed, until nothing is left."""
    parts: list[int] = []
    while n := sum((await eraser.erase(system(), user_id)).values()):
        parts.append(n)
    return parts


@pytest.fixture
async def written(service: ChatService, ann: CallContext, bob: CallContext) -> ChatService:
    for number in range(CHATS):
        await service.create({"title": f"finch {number}"}, ann)
    await service.create({"title": "finch of bob"}, bob)
    assert await service.found("finch", ann)
    assert await service.found("finch", bob)
    return service


async def test_chats_go_in_parts_of_at_most_fifty_and_others_keep_theirs(
    written: ChatService, bob: CallContext
) -> None:
    assert await erased(OwnedChats(written.store), "ann") == [50, 50, 20]
    assert await erased(OwnedChats(written.store), "ann") == []
    left = await written.store.database["chats"].distinct("u")
    assert left == ["bob"]
    assert [row.title for row in await written.listed(bob)] == ["finch of bob"]


async def test_the_words_of_a_person_go_even_when_their_chats_are_gone(written: ChatService) -> None:
    words = written.store.database["chat_words"]
    assert await words.count_documents({"u": "ann"}) > 0
    await erased(SearchedWords(written.store.database), "ann")
    assert await words.count_documents({"u": "ann"}) == 0
    assert await words.find_one({"_id": "user/ann"}) is None
    assert await words.count_documents({"u": "bob"}) > 0
