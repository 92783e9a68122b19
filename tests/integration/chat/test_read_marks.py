"""Unread chats on a real MongoDB: marks, counts of folders, and the index they are read from."""

from __future__ import annotations

from typing import Any

from services.chat.commands.folders import create
from services.chat.commands.reading import mark
from services.chat.documents.parts import CHATS
from services.chat.queries.reading.unread import folder_counts
from tests.integration.chat.conftest import ChatService, somebody

DOCUMENT = {"title": "Herbs", "history": {"messages": {}, "currentId": None}}


async def test_a_mark_lasts_until_the_chat_is_read_or_written_to(service: ChatService) -> None:
    ann = somebody("ann")
    read, written = [(await service.create(DOCUMENT)).id for _ in range(2)]
    for chat_id in (read, written):
        await mark.unread(service.store, ann, chat_id)
    rows = await service.listed()
    assert all(row.last_read_at < row.updated_at for row in rows)
    await mark.read(service.store, ann, read)
    await service.add(written, "Thyme.")
    assert all(row.last_read_at >= row.updated_at for row in await service.listed())
    assert await mark.read_all(service.store, ann) == 0


async def test_all_are_read_in_several_transactions(service: ChatService, monkeypatch: Any) -> None:
    monkeypatch.setattr(mark, "_AT_ONCE", 2)
    ann = somebody("ann")
    chats = [(await service.create(DOCUMENT)).id for _ in range(5)]
    for chat_id in chats:
        await mark.unread(service.store, ann, chat_id)
    other = (await service.create(DOCUMENT, somebody("bob"))).id
    await mark.unread(service.store, somebody("bob"), other)
    assert await mark.read_all(service.store, ann) == 5
    assert await mark.read_all(service.store, somebody("bob")) == 1


async def test_a_folder_counts_what_is_unread_in_it_and_below(service: ChatService) -> None:
    ann = somebody("ann")
    above = await create.handle(service.store, ann, "Garden")
    inner = await create.handle(service.store, ann, "Beds", above)
    beside = await create.handle(service.store, ann, "Shed")
    for folder in (above, inner, inner):
        chat = await service.create(DOCUMENT, folder_id=folder)
        await mark.unread(service.store, ann, chat.id)
    assert await folder_counts(service.store, "ann") == {above: 3, inner: 2, beside: 0}
    assert await mark.read_all(service.store, ann, [inner]) == 2
    assert await folder_counts(service.store, "ann") == {above: 1, inner: 0, beside: 0}


async def test_marks_weigh_on_no_other_document(service: ChatService) -> None:
    chat = await service.create(DOCUMENT)
    for _ in range(20):
        await service.create(DOCUMENT)
    await mark.unread(service.store, somebody("ann"), chat.id)
    view = service.store.view(CHATS)
    plan = await view.find({"u": "ann", "j": True}).hint("unread").explain()
    stats = plan["executionStats"]
    assert (stats["totalKeysExamined"], stats["totalDocsExamined"]) == (1, 1)
