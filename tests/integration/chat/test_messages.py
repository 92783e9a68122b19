"""Messages one by one on a real database."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.chat.v1 import chats_pb2, messages_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from services.chat.documents.limits import Limits
from services.chat.domain.chats.refusals import ChatNotFound, DocumentRefused, MessageExists, MessageNotFound
from tests.integration.chat.conftest import ChatService, somebody
from tests.unit.chat.chat_in_memory import conversation, message


@pytest.fixture
def document() -> dict[str, Any]:
    """Two branches below `a`; the one with `b` is shown."""
    document = conversation("a", "b")
    nodes = document["history"]["messages"]
    nodes["x"] = message("x", "a")
    nodes["a"]["childrenIds"] = ["b", "x"]
    del document["messages"]
    return document


async def _messages(service: ChatService, id_: str, branch: str = "", who: CallContext | None = None) -> Any:
    request = messages_pb2.ListMessagesRequest(id=id_, branch=branch)
    return json.loads((await service.messages.List(request, who or somebody())).items)


async def test_the_shown_branch_or_all(service: ChatService, document: dict[str, Any]) -> None:
    chat = await service.create(document)
    nodes = document["history"]["messages"]
    assert await _messages(service, chat.id) == [nodes["a"], nodes["b"]]
    assert await _messages(service, chat.id, "all") == list(nodes.values())
    with pytest.raises(DocumentRefused):
        await _messages(service, chat.id, "other")


async def test_one_message(service: ChatService, document: dict[str, Any]) -> None:
    chat = await service.create(document)
    request = messages_pb2.MessageRequest(id=chat.id, message_id="a")
    reply = await service.messages.Get(request, somebody())
    assert json.loads(reply.message) == document["history"]["messages"]["a"]
    with pytest.raises(MessageNotFound):
        await service.messages.Get(messages_pb2.MessageRequest(id=chat.id, message_id="zz"), somebody())


async def test_messages_of_others_are_not_found(
    service: ChatService, document: dict[str, Any], bob: CallContext, admin: CallContext
) -> None:
    chat = await service.create(document)
    with pytest.raises(Refusal) as refusal:
        await _messages(service, chat.id, who=bob)
    assert refusal.value.reason == "CHAT_NOT_FOUND"
    assert len(await _messages(service, chat.id, who=admin)) == 2


async def test_an_edit_changes_the_content_alone(service: ChatService, document: dict[str, Any]) -> None:
    chat = await service.create(document)
    request = messages_pb2.EditMessageRequest(
        id=chat.id, message_id="b", content='new "text"', voice=b'{"id":"v"}'
    )
    reply = await service.messages.Edit(request, somebody())
    document["history"]["messages"]["b"] |= {"content": 'new "text"', "voice": {"id": "v"}}
    assert json.loads(reply.chat) == document == await service.document(chat.id)


async def test_a_removed_message_hands_its_children_up(service: ChatService) -> None:
    chat = await service.create(conversation("a", "b", "c"))
    reply = await service.messages.Delete(messages_pb2.MessageRequest(id=chat.id, message_id="b"), somebody())
    assert json.loads(reply.chat) == conversation("a", "c")
    with pytest.raises(MessageNotFound):
        await service.messages.Delete(messages_pb2.MessageRequest(id=chat.id, message_id="b"), somebody())


async def test_clearing_keeps_the_chat(service: ChatService, document: dict[str, Any]) -> None:
    chat = await service.create(document)
    await service.messages.Clear(chats_pb2.ChatRequest(id=chat.id), somebody())
    assert await service.document(chat.id) == {
        **document,
        "history": {"messages": {}, "currentId": None},
    }
    await service.add(chat.id, "afresh", id="n")
    assert [node["id"] for node in await _messages(service, chat.id)] == ["n"]


async def test_what_is_added_can_be_posted_back_unchanged(service: ChatService) -> None:
    chat = await service.create({})
    for text in ("one", "two", "three"):
        await service.add(chat.id, text)
    before = await service.document(chat.id)
    version = len(await service.store.load(f"chat-{chat.id}"))
    await service.update(chat.id, before)
    assert await service.document(chat.id) == before
    assert len(await service.store.load(f"chat-{chat.id}")) == version


class TestRemembered:
    """A process that wrote a chat last adds to it without reading; others may come in between."""

    async def test_what_others_wrote_in_between_stays(self, service: ChatService) -> None:
        other = ChatService(service.store, service.index, Limits())
        chat = await service.create(conversation("a"))
        texts = []
        for number in range(6):
            for writer in (service, other)[: 1 + number % 2]:
                texts.append(f"{number} {writer is other}")
                await writer.add(chat.id, texts[-1])
        shown = await _messages(service, chat.id)
        assert [node["content"] for node in shown] == ["text of a", *texts]

    async def test_a_chat_deleted_in_between_is_not_found(self, service: ChatService) -> None:
        other = ChatService(service.store, service.index, Limits())
        chat = await service.create(conversation("a"))
        await service.add(chat.id, "one")
        await other.delete(chat.id)
        with pytest.raises(ChatNotFound):
            await service.add(chat.id, "two")
        assert len(await service.store.load(f"chat-{chat.id}")) == 3

    async def test_nobody_else_profits(self, service: ChatService, bob: CallContext) -> None:
        chat = await service.create(conversation("a"))
        await service.add(chat.id, "one")
        with pytest.raises(ChatNotFound):
            await service.add(chat.id, "two", bob)
        assert len(await _messages(service, chat.id)) == 2

    async def test_taken_ids_are_still_refused(self, service: ChatService) -> None:
        chat = await service.create(conversation("a"))
        await service.add(chat.id, "one")
        with pytest.raises(MessageExists):
            await service.add(chat.id, "two", id="a")
