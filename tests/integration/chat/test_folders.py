"""Folders on a real database: the tree, chats in it, deletion, erasure, and that lists stay indexed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from parlance.auth.v1.account_settings_pb2 import AccountSettings
from parlance.chat.v1 import folders_pb2 as pb

from kernel.context import CallContext, system
from kernel.errors import Refusal
from services.chat.areas.folders import OwnedFolders
from services.chat.commands.sharing import bring
from services.chat.documents.limits import Limits
from services.chat.documents.parts import CHATS, FOLDERED
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.domain.folders.refusals import FolderNameTaken, FolderNotFound, FolderRefused
from services.chat.projections.folders import FOLDERS
from services.chat.queries.folders.chats import PAGE
from services.chat.rpc.folder_chats import FolderChats
from services.chat.rpc.folders import Folders
from tests.integration.chat.conftest import ChatService


class Shelf:
    """The servicers, spoken to in Python values."""

    def __init__(self, service: ChatService) -> None:
        self.settings = AccountSettings(enable_folders=True)
        self.folders = Folders(service.store, lambda: self.settings)
        self.chats = FolderChats(service.store, lambda: self.settings)

    async def make(self, who: CallContext, name: str, parent: str | None = None) -> str:
        made = await self.folders.Create(pb.CreateFolderRequest(name=name, parent_id=parent), who)
        return str(made.id)

    async def names(self, who: CallContext) -> list[str]:
        return [row.name for row in (await self.folders.List(pb.ListFoldersRequest(), who)).items]

    async def nest(self, who: CallContext, folder: str, parent: str) -> Any:
        return await self.folders.Move(pb.MoveFolderRequest(id=folder, parent_id=parent), who)

    async def put(self, who: CallContext, chat: str, folder: str | None) -> Any:
        return await self.chats.Move(pb.MoveChatRequest(id=chat, folder_id=folder), who)

    async def titles(self, who: CallContext, folder: str, **query: Any) -> list[str]:
        request = pb.ListFolderChatsRequest(folder_id=folder, **query)
        return [row.title for row in (await self.chats.List(request, who)).items]

    async def delete(self, who: CallContext, folder: str, contents: bool) -> None:
        await self.folders.Delete(pb.DeleteFolderRequest(id=folder, delete_contents=contents), who)


@pytest.fixture
def shelf(service: ChatService) -> Shelf:
    return Shelf(service)


async def test_a_folder_belongs_to_who_made_it(shelf: Shelf, ann: CallContext, bob: CallContext) -> None:
    work = await shelf.make(ann, "Work")
    assert await shelf.make(bob, "Work")
    with pytest.raises(FolderNameTaken):
        await shelf.make(ann, "WORK")
    assert await shelf.make(ann, "Work", work)
    for attempt in (
        shelf.folders.Get(pb.FolderRequest(id=work), bob),
        shelf.folders.Update(pb.UpdateFolderRequest(id=work, name="Mine"), bob),
        shelf.make(bob, "Inside", work),
        shelf.delete(bob, work, True),
    ):
        with pytest.raises(FolderNotFound):
            await attempt
    assert await shelf.names(ann) == ["Work", "Work"]


async def test_two_moves_at_once_never_make_a_circle(shelf: Shelf, ann: CallContext) -> None:
    one, two = await shelf.make(ann, "One"), await shelf.make(ann, "Two")
    done = await asyncio.gather(shelf.nest(ann, one, two), shelf.nest(ann, two, one), return_exceptions=True)
    assert [type(result) for result in done].count(FolderRefused) == 1


async def test_of_folders_made_at_once_with_one_name_one_is_there(shelf: Shelf, ann: CallContext) -> None:
    done = await asyncio.gather(*(shelf.make(ann, "Same") for _ in range(4)), return_exceptions=True)
    assert [type(result) for result in done].count(FolderNameTaken) == 3
    assert await shelf.names(ann) == ["Same"]


async def test_a_chat_moves_in_and_out_and_lists_follow(
    service: ChatService, shelf: Shelf, ann: CallContext, bob: CallContext
) -> None:
    work = await shelf.make(ann, "Work")
    sub = await shelf.make(ann, "Sub", work)
    chat = await service.create({"title": "Trip"}, ann)
    assert (await shelf.put(ann, chat.id, sub)).folder_id == sub
    assert await shelf.titles(ann, sub) == ["Trip"]
    assert await shelf.titles(ann, work) == []
    assert await service.listed(ann) == []
    whole = await shelf.chats.Documents(pb.FolderChatsRequest(folder_id=work), ann)
    assert [json.loads(item.chat)["title"] for item in whole.items] == ["Trip"]
    assert await shelf.titles(bob, sub) == []
    for folder, refusal in ((sub, ChatNotFound), (None, ChatNotFound)):
        with pytest.raises(refusal):
            await shelf.put(bob, chat.id, folder)
    with pytest.raises(FolderNotFound):
        await shelf.put(ann, chat.id, "none")
    with pytest.raises(FolderNotFound):
        await service.create({}, bob, folder_id=work)
    assert not (await shelf.put(ann, chat.id, None)).HasField("folder_id")
    assert [row.title for row in await service.listed(ann)] == ["Trip"]
    # The chat is still written to as before.
    await service.update(chat.id, {"title": "Trip 2"}, ann)
    assert (await service.get(chat.id, ann)).title == "Trip 2"


async def test_many_chats_are_added_all_or_none(
    service: ChatService, shelf: Shelf, ann: CallContext, bob: CallContext
) -> None:
    work = await shelf.make(ann, "Work")
    own = [(await service.create({"title": str(n)}, ann)).id for n in range(2)]
    other = (await service.create({}, bob)).id
    with pytest.raises(ChatNotFound):
        await shelf.folders.AddChats(pb.AddChatsRequest(id=work, chat_ids=[*own, other]), ann)
    assert await shelf.titles(ann, work) == []
    await shelf.folders.AddChats(pb.AddChatsRequest(id=work, chat_ids=own[:1], chat_id=own[1]), ann)
    assert await shelf.titles(ann, work, sort_by="title", sort_dir="asc") == ["0", "1"]
    await shelf.folders.RemoveChat(pb.RemoveChatRequest(id=work, chat_id=own[0]), ann)
    with pytest.raises(ChatNotFound):
        await shelf.folders.RemoveChat(pb.RemoveChatRequest(id=work, chat_id=own[0]), ann)
    assert await shelf.titles(ann, work) == ["1"]


@pytest.mark.parametrize("contents", [True, False])
async def test_a_deleted_folder_takes_its_chats_along_or_lets_them_go(
    service: ChatService, shelf: Shelf, ann: CallContext, contents: bool
) -> None:
    work = await shelf.make(ann, "Work")
    sub = await shelf.make(ann, "Sub", work)
    kept = await shelf.make(ann, "Kept")
    for n in range(60):
        await service.create({"title": f"finch {n}"}, ann, folder_id=(work, sub)[n % 2])
    await service.create({"title": "elsewhere"}, ann, folder_id=kept)
    before = {row.id: row.updated_at for row in await service.listed(ann, include_folders=True)}
    await shelf.delete(ann, work, contents)
    assert await shelf.names(ann) == ["Kept"]
    left = {row.id: row.updated_at for row in await service.listed(ann)}
    assert len(left) == (0 if contents else 60)
    assert left.items() <= before.items()
    assert await shelf.titles(ann, kept) == ["elsewhere"]
    assert len(await service.found("finch", ann)) == (0 if contents else 60)
    with pytest.raises(FolderNotFound):
        await shelf.delete(ann, work, contents)


async def test_no_chat_is_left_in_a_folder_that_was_deleted_meanwhile(
    service: ChatService, shelf: Shelf, ann: CallContext
) -> None:
    work = await shelf.make(ann, "Work")
    chats = [(await service.create({}, ann)).id for _ in range(6)]
    moves = [shelf.put(ann, chat, work) for chat in chats]
    await asyncio.gather(*moves[:3], shelf.delete(ann, work, False), *moves[3:], return_exceptions=True)
    assert await shelf.names(ann) == []
    assert len(await service.listed(ann)) == 6


async def test_switched_off_folders_are_refused_but_chats_stay_readable(
    service: ChatService, shelf: Shelf, ann: CallContext
) -> None:
    work = await shelf.make(ann, "Work")
    chat = await service.create({"title": "Trip"}, ann, folder_id=work)
    shelf.settings.enable_folders = False
    for attempt in (shelf.names(ann), shelf.make(ann, "More"), shelf.put(ann, chat.id, work)):
        with pytest.raises(Refusal, match="ACCESS_PROHIBITED"):
            await attempt
    assert await shelf.titles(ann, work) == ["Trip"]
    assert not (await shelf.put(ann, chat.id, None)).HasField("folder_id")


async def test_folders_of_a_deleted_person_go_and_those_of_others_stay(
    service: ChatService, shelf: Shelf, ann: CallContext, bob: CallContext
) -> None:
    work = await shelf.make(ann, "Work")
    await shelf.make(ann, "Sub", work)
    await shelf.make(bob, "Bob's")
    eraser = OwnedFolders(service.store)
    assert await eraser.erase(system(), "ann") == {"folders": 2}
    assert await eraser.erase(system(), "ann") == {"folders": 0}
    assert await service.store.database[FOLDERS].distinct("u") == ["bob"]


@pytest.mark.parametrize("index", ["by_folder", "by_folder_creation", "by_folder_title"])
async def test_a_page_of_a_folder_reads_no_more_than_itself(
    service: ChatService, shelf: Shelf, ann: CallContext, index: str
) -> None:
    heads = [
        {
            "_id": f"{n:036}",
            "u": "ann",
            "f": f"f{n % 4}",
            "l": FOLDERED,
            "t": f"{n:05}",
            "c": n,
            "m": n,
            "r": n,
        }
        for n in range(4_000)
    ]
    await service.store.database[CHATS].insert_many(heads)
    sort_by = {"by_folder": "", "by_folder_creation": "created_at", "by_folder_title": "title"}[index]
    first = await shelf.titles(ann, "f1", sort_by=sort_by)
    assert first[:2] == ["03997", "03993"]
    assert len(first) == PAGE
    field = {"by_folder": "m", "by_folder_creation": "c", "by_folder_title": "t"}[index]
    plan = await service.store.database.command(
        "explain",
        {
            "find": CHATS,
            "filter": {"u": "ann", "f": "f1", "l": FOLDERED},
            "sort": {field: -1, "_id": 1 if field == "t" else -1},
            "limit": PAGE,
            "hint": index,
        },
        verbosity="executionStats",
    )
    assert plan["executionStats"]["totalKeysExamined"] <= PAGE + 1
    assert plan["executionStats"]["totalDocsExamined"] <= PAGE
    assert "SORT" not in json.dumps(plan["queryPlanner"]["winningPlan"], default=str).replace(
        "sortPattern", ""
    )


async def test_a_search_in_a_folder_finds_what_is_in_it_and_in_those_below(
    service: ChatService, shelf: Shelf, ann: CallContext
) -> None:
    plans = await shelf.make(ann, "Summer Plans")
    below = await shelf.make(ann, "Boats", plans)
    for title, folder in (("otter one", plans), ("otter two", below), ("otter three", "")):
        await service.create({"title": title}, ann, folder_id=folder)
    for text in ("folder:summer_plans", "folder:Summer_Plans otter"):
        assert sorted(row.title for row in await service.found(text, ann)) == ["otter one", "otter two"]
    assert [row.title for row in await service.found("folder:boats", ann)] == ["otter two"]
    assert await service.found("folder:winter", ann) == []


async def test_an_imported_chat_keeps_a_folder_of_ones_own_and_no_other(
    service: ChatService, shelf: Shelf, ann: CallContext, bob: CallContext
) -> None:
    own, other = await shelf.make(ann, "Own"), await shelf.make(bob, "Other")
    for folder, expected in ((own, own), (other, ""), ("of elsewhere", "")):
        chat_id = await bring.handle(service.store, ann, bring.Bring(b"{}", folder_id=folder), Limits())
        assert (await service.get(chat_id, ann)).folder_id == expected
    assert len(await service.listed(ann)) == 2
