"""Chats on a real database: documents, lists, access, concurrency."""

from __future__ import annotations

import asyncio
import json

import pytest
from parlance.chat.v1 import chats_pb2

from kernel.context import CallContext
from kernel.errors import Refusal
from services.chat.commands.folders.create import handle as create_folder
from services.chat.documents.parts import CHATS, is_chat_id, stream_of
from services.chat.domain.chats.events import ChatDeleted, MessagesRevised
from services.chat.domain.chats.refusals import (
    ChatNotFound,
    DocumentRefused,
    MessageNotFound,
)
from tests.integration.chat.conftest import ChatService, somebody
from tests.unit.chat.chat_in_memory import conversation, message

UNKNOWN = "00000000-0000-4000-8000-000000000000"
NOT_FOUND = (ChatNotFound, Refusal)


async def test_a_created_chat_reads_as_it_was_answered(service: ChatService) -> None:
    document = conversation("a", "b", params={"ü": [1.5, None, "\u2028"]})
    folder = await create_folder(service.store, somebody(), "Travel")
    created = await service.create(document, variables=b'{"x":1}', folder_id=folder)
    assert json.loads(created.chat) == document
    assert is_chat_id(created.id)
    assert (created.title, created.user_id, created.current_message_id) == ("Trip", "ann", "b")
    assert (created.folder_id, json.loads(created.variables)) == (folder, {"x": 1})
    read = await service.get(created.id)
    assert json.loads(read.chat) == document
    read.chat = created.chat = b""
    assert read == created


async def test_an_empty_document_gets_the_default_title(service: ChatService) -> None:
    created = await service.create({})
    read = await service.get(created.id)
    assert (created.title, created.chat, read.chat) == ("New Chat", b"{}", b"{}")


async def test_keys_that_are_odd_field_names_come_back(service: ChatService) -> None:
    document = {"a.b": 1, "$set": {"$x": 1}, "": 2, "%": 3, "history": {"messages": {"p.q": {"$k.": "$v"}}}}
    chat = await service.create(document)
    assert await service.document(chat.id) == document
    document["a.b"] = 5
    document["history"] = {"messages": {"p.q": {"$k.": "$other"}, "$r": {}}}
    await service.update(chat.id, document)
    assert await service.document(chat.id) == document


async def test_an_update_merges_and_answers_the_whole_chat(service: ChatService) -> None:
    chat = await service.create(conversation("a", "b"))
    reply = await service.update(
        chat.id, {"title": "Voyage draft two", "history": conversation("a", "b", "c")["history"]}
    )
    document = json.loads(reply.chat)
    assert reply.title == document["title"] == "Voyage draft two"
    assert list(document["history"]["messages"]) == ["a", "b", "c"]
    assert document["models"] == ["m"]
    assert reply.created_at <= reply.updated_at


async def test_a_chat_of_two_thousand_messages_and_four_megabytes_passes(service: ChatService) -> None:
    document = conversation(*(f"m{n}" for n in range(2_000)))
    for node in document["history"]["messages"].values():
        node["content"] = "x" * 2_000
    del document["messages"]
    chat = await service.create(document)
    assert await service.document(chat.id) == document
    document["history"]["messages"]["m1000"]["content"] = "short"
    before = len(await service.store.load(stream_of(chat.id)))
    await service.update(chat.id, document)
    events = await service.store.load(stream_of(chat.id), after=before)
    assert [type(recorded.event) for recorded in events] == [MessagesRevised]
    assert await service.document(chat.id) == document


class TestLists:
    """Bare rows, the latest first, 60 a page."""

    async def test_pages_and_order(self, service: ChatService) -> None:
        ids = [(await service.create({"title": f"t{n:02}"})).id for n in range(65)]
        assert [row.id for row in await service.listed()] == ids[::-1]
        assert [row.id for row in await service.listed(page=1)] == ids[:4:-1]
        assert [row.id for row in await service.listed(page=2)] == ids[4::-1]
        assert await service.listed(page=3) == []

    async def test_a_change_moves_a_chat_up(self, service: ChatService) -> None:
        first = await service.create(conversation("a"))
        await service.create({})
        await asyncio.sleep(0.002)
        await service.add(first.id, "hello")
        assert (await service.listed())[0].id == first.id

    async def test_other_orders(self, service: ChatService) -> None:
        ids = {title: (await service.create({"title": title})).id for title in ("b", "a", "c")}
        await asyncio.sleep(0.002)
        await service.update(ids["b"], {"x": 1})
        by_title = await service.listed(sort_by="title", sort_dir="asc")
        by_creation = await service.listed(sort_by="created_at", sort_dir="asc")
        assert [row.title for row in by_title] == ["a", "b", "c"]
        assert [row.title for row in by_creation] == ["b", "a", "c"]

    async def test_an_unknown_order_is_refused(self, service: ChatService) -> None:
        for query in ({"sort_by": "$where"}, {"sort_dir": "sideways"}):
            with pytest.raises(Refusal) as refusal:
                await service.listed(**query)
            assert refusal.value.reason == "INVALID_ARGUMENT"

    async def test_chats_in_folders_are_asked_for(self, service: ChatService) -> None:
        folder = await create_folder(service.store, somebody(), "Travel")
        await service.create({"title": "in"}, folder_id=folder)
        await service.create({"title": "out"})
        assert [row.title for row in await service.listed()] == ["out"]
        assert {row.title for row in await service.listed(include_folders=True)} == {"in", "out"}

    async def test_every_list_is_read_off_an_index(self, service: ChatService) -> None:
        await service.create(conversation("a"))
        orders = {
            "by_update": [("m", -1), ("_id", -1)],
            "by_creation": [("c", 1), ("_id", 1)],
            "by_title": [("t", 1), ("_id", -1)],
        }
        for index, order in orders.items():
            for shelves in (0, {"$in": [0, 1, 2, 3]}):
                query = {"u": "ann", "l": shelves}
                plan = await service.store.view(CHATS).find(query).sort(order).hint(index).explain()
                stages = json.dumps(plan["queryPlanner"]["winningPlan"], default=str)
                assert '"IXSCAN"' in stages
                assert '"COLLSCAN"' not in stages and '"SORT"' not in stages


class TestAccess:
    """Another's chat is answered as a missing one."""

    async def test_nobody_else_reads_or_changes_it(self, service: ChatService, bob: CallContext) -> None:
        chat = await service.create(conversation("a"))
        for id_ in (chat.id, UNKNOWN, "no-such-chat", chat.id[:8], ""):
            for call in (
                service.get(id_, bob),
                service.update(id_, {"title": "x"}, bob),
                service.update(id_, conversation("b"), bob),
                service.delete(id_, bob),
                service.add(id_, "hi", bob),
                service.edit(id_, "a", "hi", bob),
            ):
                with pytest.raises(NOT_FOUND) as refusal:
                    await call
                assert refusal.value.reason == "CHAT_NOT_FOUND"
        assert await service.document(chat.id) == conversation("a")
        assert await service.listed(bob) == []

    async def test_an_administrator_reads_but_does_not_change(
        self, service: ChatService, admin: CallContext
    ) -> None:
        chat = await service.create(conversation("a"))
        assert json.loads((await service.get(chat.id, admin)).chat) == conversation("a")
        with pytest.raises(ChatNotFound):
            await service.update(chat.id, {"title": "x"}, admin)

    async def test_a_deleted_chat_is_gone_and_its_stream_tells(self, service: ChatService) -> None:
        chat = await service.create(conversation("a", "b"))
        await service.delete(chat.id)
        with pytest.raises(ChatNotFound):
            await service.get(chat.id)
        with pytest.raises(ChatNotFound):
            await service.delete(chat.id)
        assert await service.store.view(CHATS).count_documents({}) == 0
        events = await service.store.load(stream_of(chat.id))
        assert isinstance(events[-1].event, ChatDeleted)

    async def test_deleting_all_takes_only_ones_own(self, service: ChatService, bob: CallContext) -> None:
        kept = await service.create(conversation("a"), bob)
        for _ in range(120):
            await service.create(conversation("a"))
        await service.chats.DeleteAll(chats_pb2.DeleteAllChatsRequest(), somebody())
        assert await service.listed() == []
        assert [row.id for row in await service.listed(bob)] == [kept.id]


class TestAtOnce:
    """Writers that meet."""

    async def test_messages_added_at_once_all_stay(self, service: ChatService) -> None:
        chat = await service.create(conversation("a"))
        added = await asyncio.gather(*(service.add(chat.id, f"n{n}", parent_id="a") for n in range(12)))
        document = await service.document(chat.id)
        ids = {message["id"] for message in added}
        assert set(document["history"]["messages"]) == {"a"} | ids
        assert set(document["history"]["messages"]["a"]["childrenIds"]) == ids

    async def test_edits_of_different_messages_at_once_all_stay(self, service: ChatService) -> None:
        ids = [f"m{n}" for n in range(8)]
        chat = await service.create(conversation(*ids))
        await asyncio.gather(*(service.edit(chat.id, id_, f"new {id_}") for id_ in ids))
        nodes = (await service.document(chat.id))["history"]["messages"]
        assert [nodes[id_]["content"] for id_ in ids] == [f"new {id_}" for id_ in ids]

    async def test_a_stale_copy_loses_no_message(self, service: ChatService) -> None:
        chat = await service.create(conversation("a", "b"), somebody(session="phone"))
        await service.update(chat.id, conversation("a", "b", "c"), somebody(session="laptop"))
        await service.update(chat.id, conversation("a", "b", "d"), somebody(session="phone"))
        assert set((await service.document(chat.id))["history"]["messages"]) == {"a", "b", "c", "d"}


async def test_wrong_roles_and_contents_are_refused_and_leave_nothing(service: ChatService) -> None:
    chat = await service.create(conversation("a"))
    before = await service.store.load(stream_of(chat.id))
    for form in ({"role": "robot"}, {"files": b"{}"}):
        with pytest.raises(DocumentRefused):
            await service.add(chat.id, "x", **form)
    for content in (None, 5, {"a": 1}):
        with pytest.raises(DocumentRefused):
            await service.add(chat.id, content)
    with pytest.raises(MessageNotFound):
        await service.add(chat.id, "x", parent_id="nobody")
    assert await service.store.load(stream_of(chat.id)) == before


async def test_an_added_message_comes_below_the_current_one(service: ChatService) -> None:
    chat = await service.create(conversation("a"))
    parts = [{"type": "text", "text": "hi"}]
    node = await service.add(chat.id, parts, role="assistant", model="m", timestamp=7)
    assert node == {
        **message(node["id"], "a"),
        "role": "assistant",
        "content": parts,
        "timestamp": 7,
        "model": "m",
        "done": True,
    }
    document = await service.document(chat.id)
    assert document["history"]["currentId"] == node["id"]
    assert document["history"]["messages"]["a"]["childrenIds"] == [node["id"]]
    assert document["messages"][-1] == node
