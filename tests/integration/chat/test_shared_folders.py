"""Shared folders on a real MongoDB: who finds them, by which index, and what is left of a deleted reader."""

from __future__ import annotations

from typing import Any

from kernel.identity.grants import Grant
from services.chat.areas.folders import FolderGrants
from services.chat.commands.folders import change, create, share
from services.chat.projections.folders import FOLDERS
from services.chat.queries.folders.shared import MOST, shared_with
from services.chat.queries.folders.tree import find_row
from tests.integration.chat.conftest import ChatService, somebody


def granted(*people: str) -> Any:
    return lambda kept: [Grant(f"g-{one}", "user", one, "read", 1) for one in people]


async def test_an_administrator_is_shown_no_folders_but_those_shared_with_them(service: ChatService) -> None:
    ann, root = somebody("ann"), somebody("root", "s3", "admin")
    folder = await create.handle(service.store, ann, "Letters")
    assert await shared_with(service.store, root.who) == []
    await share.handle(service.store, ann, "ann", folder, granted("root"))
    assert [row["t"] for row, _ in await shared_with(service.store, root.who)] == ["Letters"]


async def test_a_folder_moved_into_a_shared_one_is_shared_and_out_of_it_no_longer(
    service: ChatService,
) -> None:
    ann, bob = somebody("ann"), somebody("bob")
    outer = await create.handle(service.store, ann, "Outer")
    other = await create.handle(service.store, ann, "Other")
    await share.handle(service.store, ann, "ann", outer, granted("bob"))
    await change.move(service.store, ann, other, outer)
    assert {row["t"] for row, _ in await shared_with(service.store, bob.who)} == {"Outer", "Other"}
    await change.move(service.store, ann, other, "")
    assert {row["t"] for row, _ in await shared_with(service.store, bob.who)} == {"Outer"}


async def test_grants_of_a_deleted_person_go_and_others_stay(service: ChatService) -> None:
    ann = somebody("ann")
    folder = await create.handle(service.store, ann, "Letters")
    await share.handle(service.store, ann, "ann", folder, granted("bob", "cy"))
    eraser = FolderGrants(service.store)
    assert await eraser.erase(ann, "bob") == {"folder_grants": 1}
    assert await eraser.erase(ann, "bob") == {"folder_grants": 0}
    assert (await find_row(service.store, "ann", folder))["w"] == ["user:cy"]
    await share.handle(service.store, ann, "ann", folder, granted())
    assert not {"g", "w"} & (await find_row(service.store, "ann", folder)).keys()


async def test_shared_folders_are_read_from_the_index_of_readers(service: ChatService) -> None:
    ann = somebody("ann")
    for number in range(20):
        await create.handle(service.store, ann, f"Letters {number}")
    folder = await create.handle(service.store, ann, "Diary")
    await share.handle(service.store, ann, "ann", folder, granted("bob"))
    view = service.store.view(FOLDERS)
    query = {"w": {"$in": ["user:bob", "user:*"]}, "u": {"$ne": "bob"}}
    plan = await view.find(query).hint("by_reader").limit(MOST).explain()
    assert plan["executionStats"]["totalDocsExamined"] == 1
