"""Versions of chats on a real database: reads as of then and the way back; log and view tell the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.chat.v1 import chat_versions_pb2, chats_pb2

from kernel.context import CallContext
from services.chat.documents.limits import Limits
from services.chat.documents.write import write_document
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.queries.chats.load import whole_chat
from services.chat.queries.chats.versions import as_it_stood
from services.chat.rpc.chat_versions import ChatVersions
from tests.integration.chat.conftest import ChatService, somebody
from tests.unit.chat.chat_in_memory import conversation


async def _history(service: ChatService, chat_id: str, **query: Any) -> list[Any]:
    request = chat_versions_pb2.ChatHistoryRequest(id=chat_id, **query)
    return list((await ChatVersions(service.store, Limits()).History(request, somebody())).items)


async def _restored(service: ChatService, chat_id: str, version: int, who: CallContext | None = None) -> Any:
    request = chat_versions_pb2.RestoreChatRequest(id=chat_id, version=version)
    return await ChatVersions(service.store, Limits()).Restore(request, who or somebody())


async def _edited(service: ChatService) -> tuple[str, list[Any], list[int]]:
    """A chat with several changes: its id, the document after each, and its versions, first to last."""
    first = conversation("a", "b", params={"t": 1}, tags=["x"])
    chat = await service.create(first)
    documents = [first]
    await service.add(chat.id, "third", role="user", id="c")
    documents.append(await service.document(chat.id))
    await service.edit(chat.id, "b", "other words")
    documents.append(await service.document(chat.id))
    await service.update(chat.id, {"title": "Another", "extra": {"k": None}})
    documents.append(await service.document(chat.id))
    await service.update(chat.id, {"history": conversation("a", "z")["history"]})
    documents.append(await service.document(chat.id))
    await service.messages.Clear(chats_pb2.ChatRequest(id=chat.id), somebody())
    documents.append(await service.document(chat.id))
    versions = [one.version for one in reversed(await _history(service, chat.id))]
    return chat.id, documents, versions


async def test_each_version_reads_as_it_stood(service: ChatService) -> None:
    chat_id, documents, versions = await _edited(service)
    assert len(versions) == len(documents)
    for version, document in zip(versions, documents, strict=True):
        request = chats_pb2.GetChatRequest(id=chat_id, version=version)
        assert json.loads((await service.chats.Get(request, somebody())).chat) == document
    late = chats_pb2.GetChatRequest(id=chat_id, at=253402300799)
    assert json.loads((await service.chats.Get(late, somebody())).chat) == documents[-1]
    with pytest.raises(ChatNotFound):
        await service.chats.Get(chats_pb2.GetChatRequest(id=chat_id, at=1), somebody())


async def test_the_log_put_together_is_what_the_view_shows(service: ChatService) -> None:
    chat_id, _, _ = await _edited(service)
    view = await whole_chat(service.store, chat_id)
    log = await as_it_stood(service.store, chat_id)
    assert json.loads(write_document(log)) == json.loads(write_document(view))
    assert {name: log.head[name] for name in "utoicmv"} == {name: view.head[name] for name in "utoicmv"}


async def test_every_version_can_be_gone_back_to_and_that_can_be_undone(service: ChatService) -> None:
    chat_id, documents, versions = await _edited(service)
    for version, document in zip(versions, documents, strict=True):
        reply = await _restored(service, chat_id, version)
        assert json.loads(reply.chat) == document
        assert reply.title == document["title"]
        assert await service.document(chat_id) == document
    undone = await _restored(service, chat_id, versions[-1])
    assert json.loads(undone.chat) == documents[-1]


async def test_a_chat_without_history_is_gone_back_to(service: ChatService) -> None:
    chat = await service.create({})
    await service.add(chat.id, "first")
    await service.update(chat.id, {"title": "Named", "messages": [1]})
    assert json.loads((await _restored(service, chat.id, 1)).chat) == {}
    assert (await service.get(chat.id)).title == "New Chat"


async def test_history_names_who_what_and_pages(service: ChatService) -> None:
    chat_id, _, versions = await _edited(service)
    history = await _history(service, chat_id)
    assert {one.user_id for one in history} == {"ann"}
    assert history[-1].changes == ["ChatCreated"]
    assert history[-2].changes == ["MessagesAppended"]
    page = await _history(service, chat_id, limit=2)
    after = await _history(service, chat_id, before=page[-1].version, limit=100)
    assert [one.version for one in [*page, *after]] == list(reversed(versions))


async def test_only_the_owner_goes_back_and_only_to_what_there_was(
    service: ChatService, bob: CallContext
) -> None:
    chat_id, _, versions = await _edited(service)
    with pytest.raises(ChatNotFound):
        await _restored(service, chat_id, versions[0], bob)
    with pytest.raises(ChatNotFound):
        await _restored(service, chat_id, versions[-1] + 10)
