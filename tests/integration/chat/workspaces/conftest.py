"""Workspaces on a real MongoDB, asked as the rpc kit asks; inference and knowledge are stand-ins."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import grpc.aio
import pytest
import pytest_asyncio
from parlance.chat.v1 import chats_pb2, threads_pb2
from parlance.chat.v1 import workspace_export_pb2 as export_pb
from parlance.chat.v1 import workspace_members_pb2 as members_pb
from parlance.chat.v1 import workspaces_pb2 as pb

from kernel.context import CallContext, Caller
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.directory import Directory
from services.chat.adapters.engine import Engine
from services.chat.adapters.events import event_registry
from services.chat.adapters.knowledge import Knowledge
from services.chat.commands.workspaces.ask import Assistant
from services.chat.commands.workspaces.numbers import Numbers
from services.chat.documents.limits import Limits
from services.chat.projections.chats import ChatsView
from services.chat.projections.exchanges import ExchangesView
from services.chat.projections.threads import ThreadsView
from services.chat.projections.workspaces import WorkspacesView
from services.chat.queries.chats.word_index import WordIndex
from services.chat.rpc.chats import Chats
from services.chat.rpc.threads import People, Threads
from services.chat.rpc.workspace_chat import WorkspaceChat
from services.chat.rpc.workspace_export import WorkspaceExport
from services.chat.rpc.workspace_members import WorkspaceMembers
from services.chat.rpc.workspaces import Workspaces
from tests.integration.chat.workspaces.stand_ins import FakeEngine, FakeKnowledge, serve


def developer(name: str = "ann") -> CallContext:
    """The context of a call with somebody's developer key."""
    caller = Caller(id=name, role="admin", kind="developer_key", session=f"key of {name}")
    return CallContext(request_id="r", caller=caller)


class House:
    """The servicers, spoken to in Python values."""

    def __init__(
        self, store: MongoEventStore, engine: FakeEngine, knowledge: FakeKnowledge, port: int
    ) -> None:
        self.store, self.engine, self.knowledge = store, engine, knowledge
        self.channel = grpc.aio.insecure_channel(f"127.0.0.1:{port}")
        numbers = Numbers(store.database)
        calls = Knowledge(self.channel)
        self.assistant = Assistant(store, numbers, calls, Engine(self.channel), Limits(), 4000, 500)
        self.workspaces = Workspaces(store, numbers, calls, 4000)
        self.chat = WorkspaceChat(store, self.assistant)
        self.multi_user = True
        directory = Directory(self.channel)
        people = People(directory, lambda: self.multi_user)
        self.threads = Threads(store, numbers, people, self.assistant)
        self.members = WorkspaceMembers(store, directory, lambda: self.multi_user)
        self.exports = WorkspaceExport(store, directory, lambda ctx: ctx, lambda: "Be brief.")
        self.chats = Chats(store, Limits(), WordIndex(store.database))

    async def create(self, who: str = "ann", **form: Any) -> Any:
        request = pb.WorkspaceForm(form=json.dumps({"name": "Lab", **form}).encode())
        return (await self.workspaces.Create(request, developer(who))).workspace

    async def get(self, slug: str) -> Any:
        reply = await self.workspaces.Get(pb.WorkspaceRequest(slug=slug), developer())
        return reply.workspace[0] if reply.workspace else None

    async def update(self, slug: str, **form: Any) -> Any:
        request = pb.WorkspaceForm(slug=slug, form=json.dumps(form).encode())
        return json.loads((await self.workspaces.Update(request, developer())).json)

    async def delete(self, slug: str, who: str = "ann") -> None:
        await self.workspaces.Delete(pb.WorkspaceRequest(slug=slug), developer(who))

    async def embed(self, slug: str, *adds: str, deletes: tuple[str, ...] = ()) -> list[Any]:
        form = json.dumps({"adds": adds, "deletes": deletes}).encode()
        request = pb.UpdateEmbeddingsRequest(slug=slug, form=form)
        reply = await self.workspaces.UpdateEmbeddings(request, developer())
        return list(json.loads(reply.workspace.documents))

    async def pin(self, slug: str, place: str, pinned: bool = True) -> None:
        form = json.dumps({"docPath": place, "pinStatus": pinned}).encode()
        await self.workspaces.UpdatePin(pb.UpdatePinRequest(slug=slug, form=form), developer())

    async def ask(self, slug: str, message: str = "", **form: Any) -> Any:
        reply = await self.chat.Chat(self.request(slug, message, **form), developer())
        return json.loads(reply.json)

    async def stream(self, slug: str, message: str, **form: Any) -> list[Any]:
        frames = self.chat.StreamChat(self.request(slug, message, **form), developer())
        return [json.loads(event) async for frame in frames for event in frame.events]

    def request(self, slug: str, message: str, **form: Any) -> Any:
        body = json.dumps({"message": message, "mode": "chat", **form}).encode()
        return pb.WorkspaceChatRequest(slug=slug, form=body)

    async def complete(self, **form: Any) -> list[Any]:
        request = pb.WorkspaceCompletionRequest(form=json.dumps(form).encode())
        frames = self.chat.Complete(request, developer())
        return [json.loads(event) async for frame in frames for event in frame.events]

    async def thread(self, slug: str, /, **form: Any) -> Any:
        request = threads_pb2.ThreadForm(slug=slug, form=json.dumps(form).encode())
        return (await self.threads.Create(request, developer())).thread

    async def rename(self, slug: str, thread: str, **form: Any) -> Any:
        request = threads_pb2.ThreadForm(slug=slug, thread_slug=thread, form=json.dumps(form).encode())
        return (await self.threads.Update(request, developer())).thread

    async def drop_thread(self, slug: str, thread: str) -> None:
        await self.threads.Delete(threads_pb2.ThreadRequest(slug=slug, thread_slug=thread), developer())

    async def ask_thread(self, slug: str, thread: str, message: str = "", **form: Any) -> Any:
        body = json.dumps({"message": message, "mode": "chat", **form}).encode()
        request = threads_pb2.ThreadForm(slug=slug, thread_slug=thread, form=body)
        return json.loads((await self.threads.Chat(request, developer())).json)

    async def stream_thread(self, slug: str, thread: str, message: str, **form: Any) -> list[Any]:
        body = json.dumps({"message": message, "mode": "chat", **form}).encode()
        request = threads_pb2.ThreadForm(slug=slug, thread_slug=thread, form=body)
        frames = self.threads.StreamChat(request, developer())
        return [json.loads(event) async for frame in frames for event in frame.events]

    async def thread_history(self, slug: str, thread: str) -> list[Any]:
        request = threads_pb2.ThreadRequest(slug=slug, thread_slug=thread)
        written = b"".join([part.chunk async for part in self.threads.History(request, developer())])
        return list(json.loads(written)["history"])

    async def thread_said(self, slug: str, thread: str) -> list[str]:
        return [one["content"] for one in await self.thread_history(slug, thread) if one["role"] == "user"]

    async def rows(self) -> list[Any]:
        """What administrators see of everything said, newest first."""
        return list((await self.members.Exchanges(members_pb.ExchangesRequest(), developer())).chats)

    async def export(self, kind: str | None = None) -> str:
        parts = self.exports.Export(export_pb.ExportWorkspacesRequest(type=kind), developer())
        return b"".join([part.chunk async for part in parts]).decode()

    async def history(self, slug: str, **query: str) -> list[Any]:
        reply = await self.workspaces.History(pb.HistoryRequest(slug=slug, **query), developer())
        return list(json.loads(reply.history))

    async def said(self, slug: str, **query: str) -> list[str]:
        return [one["content"] for one in await self.history(slug, **query) if one["role"] == "user"]

    async def listed_chats(self, who: str = "ann") -> list[Any]:
        return list((await self.chats.List(chats_pb2.ListChatsRequest(), developer(who))).items)


@pytest_asyncio.fixture(scope="session")
async def workspace_store(mongo: Any) -> MongoEventStore:
    """Collections and indexes take time to create, so the tests share them."""
    store = MongoEventStore(mongo, "tworkspaces", event_registry(), KeyRing(MemoryKeys(), bytes(range(32))))
    store.register([ChatsView(), WorkspacesView(), ThreadsView(), ExchangesView()])
    await store.ensure_indexes()
    return store


@pytest_asyncio.fixture
async def house(workspace_store: MongoEventStore) -> AsyncIterator[House]:
    """An empty house."""
    for name in await workspace_store.database.list_collection_names():
        await workspace_store.database[name].delete_many({})
    await Numbers(workspace_store.database).start()
    engine, knowledge = FakeEngine(), FakeKnowledge()
    server, port = await serve(engine, knowledge)
    made = House(workspace_store, engine, knowledge, port)
    yield made
    await made.assistant.stop()
    await made.channel.close()
    await server.stop(None)


@pytest.fixture
def stored(house: House) -> FakeKnowledge:
    """Two documents in the store."""
    house.knowledge.stored |= {"f/apple.json": "apples are red", "f/fig.json": "figs are soft"}
    return house.knowledge
