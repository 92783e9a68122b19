"""Random histories of several writers on a real database, against the model of tests.unit.chat.histories.

Whole documents by two clients with copies of their own, single messages, restored versions, copies, and what
happens beside the document: pins, the archive, tags, folders. Nothing is lost, every version reads as it
read then, the views equal their replay, and what is exported can be brought in again as it was.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parlance.chat.v1 import chat_transfer_pb2, messages_pb2

from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.verify import verify
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.events import event_registry
from services.chat.commands.chats import remove_messages
from services.chat.commands.folders import create as create_folder
from services.chat.commands.folders import move_chats
from services.chat.commands.sharing import bring
from services.chat.commands.shelves import arrange, tag
from services.chat.commands.versions import restore
from services.chat.documents.limits import Limits
from services.chat.documents.read import JsonReader
from services.chat.documents.write import write_document
from services.chat.domain.chats.document import ChatState
from services.chat.domain.chats.evolve import Evolve
from services.chat.projections.chat_shares import ChatSharesView
from services.chat.projections.chat_tags import ChatTagsView
from services.chat.projections.chats import ChatsView
from services.chat.projections.folders import FoldersView
from services.chat.queries.chats.load import whole_chat, whole_state
from services.chat.queries.chats.versions import as_it_stood
from services.chat.queries.chats.word_index import WordIndex
from services.chat.rpc.chat_transfer import ChatTransfer
from tests.integration.chat.conftest import ChatService, somebody
from tests.unit.chat.histories import CLIENTS, Model, first_document

LIMITS = Limits()
EXAMPLES, STEPS = 40, 14

places = st.integers(0, 30)
clients = st.sampled_from(CLIENTS)
texts = st.sampled_from(["one", "two $three", "{four}"])
posts = st.tuples(
    clients, places, st.lists(st.tuples(places, texts), max_size=2), st.lists(places, max_size=1)
)
steps = st.one_of(
    st.tuples(st.just("look"), clients),
    st.tuples(st.just("post"), posts),
    st.tuples(st.just("post"), posts),
    st.tuples(st.just("add"), places),
    st.tuples(st.just("both"), posts),
    st.tuples(st.just("edit"), st.tuples(places, texts)),
    st.tuples(st.just("delete"), places),
    st.tuples(st.just("clear"), st.none()),
    st.tuples(st.just("restore"), places),
    st.tuples(st.just("clone"), st.none()),
    st.tuples(st.just("pin"), st.none()),
    st.tuples(st.just("archive"), st.none()),
    st.tuples(st.just("tag"), texts),
    st.tuples(st.just("untag"), texts),
    st.tuples(st.just("move"), st.booleans()),
)


class History:
    """One chat and what is done to it; each step is named as in `steps`."""

    def __init__(self, service: ChatService, folder: str) -> None:
        self.service, self.store, self.folder = service, service.store, folder
        self.model = Model()
        self.key = somebody(session="key")
        self.versions: dict[int, tuple[Any, dict[str, str]]] = {}
        self.clones: list[tuple[str, Any]] = []

    async def begin(self) -> None:
        self.id = (await self.service.create(first_document(self.model), somebody(session="laptop"))).id
        await self.everybody_looks()

    async def everybody_looks(self) -> None:
        document = await self.service.document(self.id)
        for client in CLIENTS:
            self.model.look(client, document)

    async def look(self, client: str) -> None:
        self.model.look(client, await self.service.document(self.id))

    async def post(self, posted: Any) -> None:
        client, parent, edits, removes = posted
        if self.model.is_strange(client, await self.service.document(self.id)):
            await self.look(client)
        document = self.model.post(client, parent, edits, removes)
        await self.service.update(self.id, document, somebody(session=client))
        self.model.settle(await self.service.document(self.id))

    async def add(self, below: int) -> None:
        ids = sorted(self.model.said)
        more = {"parent_id": ids[below % len(ids)]} if ids else {}
        new = self.model.fresh_id()
        await self.service.add(self.id, f"first of {new}", self.key, id=new, **more)
        self.model.said[new] = f"first of {new}"

    async def both(self, posted: Any) -> None:
        client, parent, edits, _ = posted
        if self.model.is_strange(client, await self.service.document(self.id)):
            await self.look(client)
        if not self.model.said:
            await self.add(0)  # the first messages of two at once may be two histories
            await self.look(client)
        document, new = self.model.post(client, parent, edits, []), self.model.fresh_id()
        await asyncio.gather(
            self.service.update(self.id, document, somebody(session=client)),
            self.service.add(self.id, f"first of {new}", self.key, id=new),
        )
        self.model.said[new] = f"first of {new}"

    async def edit(self, what: Any) -> None:
        place, text = what
        if ids := sorted(self.model.said):
            id_, content = ids[place % len(ids)], self.model.words(text)
            self.model.said[id_] = content
            await self.service.edit(self.id, id_, content, self.key)

    async def delete(self, place: int) -> None:
        if ids := sorted(self.model.said):
            request = messages_pb2.MessageRequest(id=self.id, message_id=ids[place % len(ids)])
            await self.service.messages.Delete(request, self.key)
            self.model.take_out(request.message_id)

    async def clear(self, _: None) -> None:
        await remove_messages.clear(self.store, self.key, self.id, LIMITS)
        self.model.said = {}
        await self.everybody_looks()

    async def restore(self, place: int) -> None:
        version = sorted(self.versions)[place % len(self.versions)]
        await restore.handle(self.store, self.key, self.id, version, LIMITS)
        document, said = self.versions[version]
        assert await self.service.document(self.id) == document
        self.model.said = dict(said)
        await self.everybody_looks()

    async def clone(self, _: None) -> None:
        chat = await whole_chat(self.store, self.id)
        document = bring.copy_of(write_document(chat), "Copy", self.id, chat.current)
        copied = bring.Bring(document, tags=chat.head.get("g", ()))
        id_ = await bring.handle(self.store, self.key, copied, LIMITS)
        self.clones.append((id_, await self.service.document(id_)))

    async def pin(self, _: None) -> None:
        await arrange.pin(self.store, self.key, self.id)

    async def archive(self, _: None) -> None:
        await arrange.archive(self.store, self.key, self.id)

    async def tag(self, name: str) -> None:
        await tag.add(self.store, self.key, self.id, name)

    async def untag(self, name: str) -> None:
        await tag.remove(self.store, self.key, self.id, name)

    async def move(self, into: bool) -> None:
        await move_chats.handle(self.store, self.key, [self.id], self.folder if into else "")

    async def check(self) -> None:
        """Nothing is lost, and the log says the same as the view."""
        document = await self.service.document(self.id)
        nodes = document["history"]["messages"]
        assert {id_: one["content"] for id_, one in nodes.items()} == self.model.said
        shown = await whole_state(self.store, self.id)
        replayed, version = await self.store.fold(f"chat-{self.id}", ChatState(), Evolve(JsonReader()))
        assert (shown.nodes, shown.details, shown.items) == (replayed.nodes, replayed.details, replayed.items)
        assert (shown.version, shown.outline, shown.current) == (version, replayed.outline, replayed.current)
        self.versions[version] = document, dict(self.model.said)

    async def check_the_past(self) -> None:
        """Every version reads as it read then, and copies stay what they were."""
        for version, (document, _) in self.versions.items():
            then = await as_it_stood(self.store, self.id, version=version)
            assert json.loads(write_document(then)) == document, version
        for id_, document in self.clones:
            assert await self.service.document(id_) == document


@pytest_asyncio.fixture(scope="module")
async def busy(mongo: Any) -> AsyncIterator[tuple[ChatService, str]]:
    """A service with all views of chats, and a folder."""
    store = MongoEventStore(
        mongo, "thistories_chat", event_registry(), KeyRing(MemoryKeys(), bytes(range(32)))
    )
    store.register([ChatsView(), FoldersView(), ChatTagsView(), ChatSharesView()])
    await store.ensure_indexes()
    for name in await store.database.list_collection_names():
        await store.database[name].delete_many({})
    index = WordIndex(store.database)
    await index.start()
    yield ChatService(store, index, LIMITS), await create_folder.handle(store, somebody(), "Shed")
    await index.stop()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=st.lists(steps, min_size=4, max_size=STEPS))
async def test_nothing_is_lost_whatever_several_writers_do(
    busy: tuple[ChatService, str], history: list[Any]
) -> None:
    chat = History(*busy)
    await chat.begin()
    await chat.check()
    for name, what in history:
        await getattr(chat, name)(what)
        await chat.check()
    await chat.check_the_past()


async def test_the_views_equal_their_replay_and_exports_come_in_as_they_were(
    busy: tuple[ChatService, str],
) -> None:
    service, folder = busy
    # What the histories before have left, and a chat with a bit of everything.
    chat = History(service, folder)
    await chat.begin()
    for name, what in (("move", True), ("pin", None), ("tag", "one"), ("add", 1), ("edit", (0, "new"))):
        await getattr(chat, name)(what)
    for projection in service.store.projections:
        assert (await verify(service.store, projection)).differences == (), projection.name
    before = await exported(service)
    wanted = [chat_transfer_pb2.ImportedChat(**imported(one)) for one in before]
    transfer = ChatTransfer(service.store, service.index, LIMITS)
    for one in wanted:
        await transfer.Import(chat_transfer_pb2.ImportChatsRequest(chats=[one]), somebody("bob"))
    after = await exported(service, "bob")
    assert sorted(map(comparable, after)) == sorted(map(comparable, before))


async def exported(service: ChatService, who: str = "ann") -> list[Any]:
    """The lines of an export."""
    transfer = ChatTransfer(service.store, service.index, LIMITS)
    parts = [part async for part in transfer.Export(chat_transfer_pb2.ExportChatsRequest(), somebody(who))]
    return [json.loads(line) for line in b"".join(part.chunk for part in parts).splitlines()]


def imported(one: Any) -> dict[str, Any]:
    """A line of an export as the fields of an import."""
    raw = {name: json.dumps(one[name]).encode() for name in ("chat", "meta", "variables")}
    plain = {name: one[name] for name in ("pinned", "archived", "created_at", "updated_at", "folder_id")}
    return {name: value for name, value in {**raw, **plain}.items() if value is not None}


def comparable(one: Any) -> str:
    """What has to be equal after a way out and in; a folder is its owner's."""
    same = {name: one[name] for name in ("title", "chat", "meta", "variables", "pinned", "archived")}
    times = {name: one[name] for name in ("created_at", "updated_at", "current_message_id")}
    return json.dumps({**same, **times}, sort_keys=True)
