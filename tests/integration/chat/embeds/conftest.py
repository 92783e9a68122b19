"""Embeds on a real MongoDB, asked as the rpc kit asks; inference and knowledge are stand-ins."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import grpc.aio
import pytest
import pytest_asyncio
from parlance.chat.v1 import embeds_pb2 as pb
from parlance.chat.v1 import workspaces_pb2

from kernel.context import CallContext, Caller
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.embed_quota import EmbedQuota
from services.chat.adapters.engine import Engine
from services.chat.adapters.events import event_registry
from services.chat.adapters.knowledge import Knowledge
from services.chat.commands.embeds.answer import VisitorsAssistant
from services.chat.commands.workspaces.numbers import Numbers
from services.chat.documents.limits import Limits
from services.chat.projections.chats import ChatsView
from services.chat.projections.embeds import EmbedsView
from services.chat.projections.threads import ThreadsView
from services.chat.projections.workspaces import WorkspacesView
from services.chat.rpc.embeds import Embeds
from services.chat.rpc.public_embeds import PublicEmbeds
from services.chat.rpc.workspaces import Workspaces
from tests.integration.chat.workspaces.stand_ins import FakeEngine, FakeKnowledge, serve

PAGE = "https://bakery.example"
SESSION = "7f3c2a10-5a3e-4c6b-9d52-0c6f0f5b7a01"
SERVICE = Caller("service:chat", "admin", "service", "chat")
VISITOR = CallContext(request_id="r", address="192.0.2.7")


def as_service(ctx: CallContext) -> CallContext:
    """The call as the service's own."""
    return replace(ctx, caller=SERVICE)


def developer(name: str = "ann") -> CallContext:
    """The context of a call with somebody's developer key."""
    caller = Caller(id=name, role="admin", kind="developer_key", session=f"key of {name}")
    return CallContext(request_id="r", caller=caller)


class Shop:
    """The servicers, spoken to in Python values. `now` is the clock of the quotas."""

    def __init__(
        self, store: MongoEventStore, engine: FakeEngine, knowledge: FakeKnowledge, port: int
    ) -> None:
        self.store, self.engine, self.knowledge = store, engine, knowledge
        self.channel = grpc.aio.insecure_channel(f"127.0.0.1:{port}")
        self.now = 1_800_000_000.0
        numbers, calls = Numbers(store.database), Knowledge(self.channel)
        self.workspaces = Workspaces(store, numbers, calls, 4000)
        self.embeds = Embeds(store, numbers)
        self.assistant = VisitorsAssistant(store, numbers, calls, Engine(self.channel), Limits(), 4000, 500)
        self.visitors = self.replica()

    def replica(self) -> PublicEmbeds:
        """What another process would serve visitors with."""
        quota = EmbedQuota(self.store.database, lambda: self.now)
        return PublicEmbeds(self.store, self.assistant, quota, as_service)

    async def workspace(self, who: str = "ann", **form: Any) -> Any:
        """A fresh workspace."""
        request = workspaces_pb2.WorkspaceForm(form=json.dumps({"name": "Bakery", **form}).encode())
        return (await self.workspaces.Create(request, developer(who))).workspace

    async def document(self, slug: str, place: str) -> None:
        """Embed a stored document."""
        form = json.dumps({"adds": [place]}).encode()
        request = workspaces_pb2.UpdateEmbeddingsRequest(slug=slug, form=form)
        await self.workspaces.UpdateEmbeddings(request, developer())

    async def embed(self, slug: str, **form: Any) -> str:
        """A fresh embed in mode chat."""
        body = {"workspace_slug": slug, "chat_mode": "chat", **form}
        made = await self.embeds.Create(pb.EmbedForm(form=json.dumps(body).encode()), developer())
        return str(made.embed.uuid)

    async def change(self, embed: str, **form: Any) -> Any:
        """What a change answers."""
        request = pb.EmbedForm(embed_uuid=embed, form=json.dumps(form).encode())
        return json.loads((await self.embeds.Update(request, developer())).json)

    async def ask(
        self, embed: str, message: str = "When?", session: str = SESSION, page: str = PAGE, **form: Any
    ) -> list[Any]:
        """The events of an answer."""
        return await self.stream(self.visitors, embed, message, session, page, **form)

    async def stream(
        self, by: PublicEmbeds, embed: str, message: str, session: str, page: str = PAGE, **form: Any
    ) -> list[Any]:
        """The events of an answer a replica gives."""
        body = json.dumps({"sessionId": session, "message": message, **form}).encode()
        frames = by.StreamChat(pb.EmbedQuestion(embed_id=embed, form=body, origin=page), VISITOR)
        return [json.loads(event) async for frame in frames for event in frame.events]

    async def history(self, embed: str, session: str = SESSION, page: str = PAGE) -> list[str]:
        """What the visitor sees: questions and answers."""
        visit = pb.EmbedVisit(embed_id=embed, session_id=session, origin=page)
        reply = await self.visitors.History(visit, VISITOR)
        return [one["content"] for one in json.loads(reply.history)]

    async def reset(self, embed: str, session: str = SESSION) -> None:
        """The visitor begins anew."""
        await self.visitors.Reset(pb.EmbedVisit(embed_id=embed, session_id=session, origin=PAGE), VISITOR)

    async def said(self, embed: str, session: str = "", before: int | None = None) -> list[Any]:
        """What the operator sees."""
        request = pb.EmbedChatsRequest(embed_uuid=embed, session_uuid=session, before=before)
        asked = self.embeds.SessionChats if session else self.embeds.Chats
        return list(json.loads((await asked(request, developer())).chats))


@pytest_asyncio.fixture(scope="session")
async def embed_store(mongo: Any) -> MongoEventStore:
    """Collections and indexes take time to create, so the tests share them."""
    store = MongoEventStore(mongo, "tembeds", event_registry(), KeyRing(MemoryKeys(), bytes(range(32))))
    store.register([ChatsView(), WorkspacesView(), ThreadsView(), EmbedsView()])
    await store.ensure_indexes()
    await EmbedQuota(store.database).start()
    return store


@pytest_asyncio.fixture
async def shop(embed_store: MongoEventStore) -> AsyncIterator[Shop]:
    """An empty shop."""
    for name in await embed_store.database.list_collection_names():
        await embed_store.database[name].delete_many({})
    await Numbers(embed_store.database).start()
    engine, knowledge = FakeEngine(), FakeKnowledge()
    server, port = await serve(engine, knowledge)
    made = Shop(embed_store, engine, knowledge, port)
    yield made
    await made.assistant.stop()
    await made.channel.close()
    await server.stop(None)


@pytest.fixture
def loaf(shop: Shop) -> str:
    """A document in the store."""
    shop.knowledge.stored["f/loaf.json"] = "loaves are sold at eight"
    return "f/loaf.json"
