"""Documents that are more than one transaction may bring: recorded in several, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from kernel.errors import Refusal, VersionConflict
from services.chat.commands.chats import create, update
from services.chat.documents.limits import Limits
from services.chat.documents.parts import CHATS
from services.chat.domain.chats.refusals import DocumentTooLarge
from tests.integration.chat.conftest import ChatService, somebody
from tests.unit.chat.chat_in_memory import conversation

SMALL = Limits(change=1_500_000)


class Interrupted:
    """A store to which something happens before its second transaction."""

    def __init__(self, store: Any, happens: Callable[[], Awaitable[None]]) -> None:
        self._store, self._happens, self._executed = store, happens, 0

    async def execute(self, ctx: Any, work: Any) -> Any:
        self._executed += 1
        if self._executed == 2:
            await self._happens()
        return await self._store.execute(ctx, work)


@pytest_asyncio.fixture
async def small(service: ChatService) -> AsyncIterator[ChatService]:
    """A service whose transactions are small."""
    yield ChatService(service.store, service.index, SMALL)


def long_document(messages: int = 12) -> dict[str, Any]:
    document = conversation(*(f"m{number}" for number in range(messages)))
    for node in document["history"]["messages"].values():
        node["content"] = "x" * 400_000
    del document["messages"]
    return document


async def test_a_long_chat_is_created_in_several_transactions_and_reads_as_it_was_posted(
    small: ChatService,
) -> None:
    document = long_document()
    chat = await small.create(document)
    assert await small.document(chat.id) == document
    assert await small.store.commits.count_documents({"stream": f"chat-{chat.id}"}) == 4


async def test_a_post_that_brings_much_is_recorded_whole(small: ChatService) -> None:
    chat = await small.create(conversation("m0"))
    document = {**long_document(), "messages": []}
    await small.update(chat.id, document)
    assert await small.document(chat.id) == document


async def test_a_creation_that_fails_later_leaves_no_chat(service: ChatService) -> None:
    async def fails() -> None:
        raise Refusal("UNAVAILABLE")

    posted = create.CreateChat(json.dumps(long_document()).encode())
    store: Any = Interrupted(service.store, fails)
    with pytest.raises(Refusal):
        await create.handle(store, somebody(), posted, SMALL)
    assert await service.listed() == []
    assert await service.store.view(CHATS).count_documents({}) == 0


async def test_what_another_writes_between_two_transactions_stays_and_the_post_is_asked_for_again(
    small: ChatService,
) -> None:
    chat = await small.create(conversation("m0"))

    async def another_writes() -> None:
        await small.add(chat.id, "from the phone", somebody(session="phone"), id="p")

    document = long_document()
    posted = update.UpdateChat(chat.id, json.dumps(document).encode())
    store: Any = Interrupted(small.store, another_writes)
    with pytest.raises(VersionConflict):
        await update.handle(store, somebody(), posted, SMALL)
    await update.handle(small.store, somebody(), posted, SMALL)
    nodes = (await small.document(chat.id))["history"]["messages"]
    assert set(nodes) == {*document["history"]["messages"], "p"}


async def test_a_call_that_is_answered_once_only_is_one_transaction(small: ChatService) -> None:
    once = replace(somebody(), idempotency_key="k")
    with pytest.raises(DocumentTooLarge):
        await small.create(long_document(), once)
    assert await small.listed() == []
