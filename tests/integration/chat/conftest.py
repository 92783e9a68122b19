"""The chat service's servicers on a real MongoDB, called as the rpc kit calls them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from parlance.chat.v1 import chats_pb2, messages_pb2

from kernel.context import CallContext, Caller
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.mongo import connect
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.events import event_registry
from services.chat.documents.limits import Limits
from services.chat.projections.answers import AnswersView
from services.chat.projections.chats import ChatsView
from services.chat.projections.folders import FoldersView
from services.chat.queries.chats.word_index import WordIndex
from services.chat.rpc.chats import Chats
from services.chat.rpc.messages import Messages


def somebody(name: str = "ann", session: str = "s1", role: str = "user") -> CallContext:
    """The context of a call by a person."""
    return CallContext(request_id="r", caller=Caller(id=name, role=role, kind="session", session=session))


class ChatService:
    """The servicers, spoken to in Python values."""

    def __init__(self, store: MongoEventStore, index: WordIndex, limits: Limits) -> None:
        self.store = store
        self.index = index
        self.chats = Chats(store, limits, index)
        self.messages = Messages(store, limits)

    async def create(self, document: Any, who: CallContext | None = None, **more: Any) -> Any:
        request = chats_pb2.CreateChatRequest(chat=json.dumps(document).encode(), **more)
        return await self.chats.Create(request, who or somebody())

    async def update(self, id_: str, document: Any, who: CallContext | None = None) -> Any:
        request = chats_pb2.UpdateChatRequest(id=id_, chat=json.dumps(document).encode())
        return await self.chats.Update(request, who or somebody())

    async def get(self, id_: str, who: CallContext | None = None) -> Any:
        return await self.chats.Get(chats_pb2.GetChatRequest(id=id_), who or somebody())

    async def document(self, id_: str) -> Any:
        return json.loads((await self.get(id_)).chat)

    async def delete(self, id_: str, who: CallContext | None = None) -> Any:
        return await self.chats.Delete(chats_pb2.ChatRequest(id=id_), who or somebody())

    async def listed(self, who: CallContext | None = None, **query: Any) -> list[Any]:
        reply = await self.chats.List(chats_pb2.ListChatsRequest(**query), who or somebody())
        return list(reply.items)

    async def found(self, text: str, who: CallContext | None = None, **query: Any) -> list[Any]:
        request = chats_pb2.SearchChatsRequest(text=text, **query)
        return list((await self.chats.Search(request, who or somebody())).items)

    async def add(self, id_: str, content: Any, who: CallContext | None = None, **form: Any) -> Any:
        form["content"] = json.dumps(content).encode()
        request = messages_pb2.AddMessageRequest(id=id_, form=messages_pb2.NewMessage(**form))
        return json.loads((await self.messages.Add(request, who or somebody())).message)

    async def edit(self, id_: str, message: str, content: str, who: CallContext | None = None) -> Any:
        request = messages_pb2.EditMessageRequest(id=id_, message_id=message, content=content)
        return await self.messages.Edit(request, who or somebody())


@pytest_asyncio.fixture(scope="session")
async def mongo(mongo_url: str) -> AsyncIterator[Any]:
    connected = await connect(mongo_url)
    yield connected
    await connected.close()


@pytest.fixture(scope="session")
def keys() -> KeyRing:
    """Keys of the people whose chats are stored."""
    return KeyRing(MemoryKeys(), bytes(range(32)))


@pytest_asyncio.fixture(scope="session")
async def made_store(mongo: Any, keys: KeyRing) -> MongoEventStore:
    """Collections and indexes take time to create, so the tests share them."""
    store = MongoEventStore(mongo, "tchats_chat", event_registry(), keys)
    store.register([AnswersView(), ChatsView(), FoldersView()])
    await store.ensure_indexes()
    return store


@pytest_asyncio.fixture
async def service(made_store: MongoEventStore) -> AsyncIterator[ChatService]:
    """A service with an empty database."""
    index = WordIndex(made_store.database)
    await index.start()
    for name in await made_store.database.list_collection_names():
        await made_store.database[name].delete_many({})
    yield ChatService(made_store, index, Limits())
    await index.stop()


@pytest.fixture
def ann() -> CallContext:
    return somebody("ann")


@pytest.fixture
def bob() -> CallContext:
    return somebody("bob", "s2")


@pytest.fixture
def admin() -> CallContext:
    return somebody("root", "s3", "admin")
