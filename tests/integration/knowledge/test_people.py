"""What the service knows of people, and what is left of somebody who is deleted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from parlance.auth.v1 import events_pb2
from parlance.knowledge.v1 import bases_pb2, files_pb2

from kernel.bus.model import Delivered
from kernel.context import system
from kernel.erasure import EraseSubject
from services.knowledge.domain.refusals import FileNotFound
from tests.integration.knowledge.conftest import House, caller

ANNA, ROOT = caller("anna"), caller("root", "admin")


def delivered(event: Any, version: int = 1) -> Delivered:
    """An event of auth, as the bus brings it."""
    return Delivered(
        event=event,
        id=f"e{version}",
        type=type(event).__name__,
        service="auth",
        stream=f"user-{event.user_id}",
        version=version,
        position=version,
        time=0,
        actor="anna",
        ctx=system(),
    )


async def test_lists_show_who_owns_a_knowledge_base(house: House) -> None:
    """Name, e-mail and role as auth last told."""
    people = house.service.app.followers[0]
    database = house.service.store.database
    for event in (
        events_pb2.UserRegistered(user_id="anna", email="a@example.test", name="Anna", role="user"),
        events_pb2.UserProfileUpdated(user_id="anna", name="Anna B."),
        events_pb2.UserRoleChanged(user_id="anna", role="admin"),
    ):
        for write in people.project(delivered(event)):
            await database[write.collection].bulk_write([write.op])
    await house.KnowledgeBases.Create(bases_pb2.KnowledgeForm(name="Zoo", description="animals"), ANNA)
    item = (await house.KnowledgeBases.List(bases_pb2.ListKnowledgeRequest(), ANNA)).items[0]
    assert (item.user.name, item.user.email, item.user.role) == ("Anna B.", "a@example.test", "admin")
    assert item.write_access and item.file_count == 0
    search = bases_pb2.SearchKnowledgeRequest(query="ANIM")
    assert (await house.KnowledgeBases.Search(search, ANNA)).total == 1
    assert (await house.KnowledgeBases.Search(bases_pb2.SearchKnowledgeRequest(query="("), ANNA)).total == 0


async def test_a_deleted_account_takes_its_files_and_collections_along(house: House) -> None:
    """Also a second time, when the event comes again."""
    mine = await house.upload(ANNA, "a.txt", b"My secret diary.")
    theirs = await house.upload(ROOT, "b.txt", b"Something else.")
    await house.KnowledgeBases.Create(bases_pb2.KnowledgeForm(name="Zoo"), ANNA)
    reaction = next(r for r in house.service.app.reactions if isinstance(r, EraseSubject))
    for _ in range(2):
        await reaction.handle(delivered(events_pb2.UserDeleted(user_id="anna")))
    with pytest.raises(FileNotFound):
        await house.Files.Get(files_pb2.FileRequest(id=mine.id), ROOT)
    assert (await house.Files.Get(files_pb2.FileRequest(id=theirs.id), ROOT)).id == theirs.id
    assert (await house.KnowledgeBases.List(bases_pb2.ListKnowledgeRequest(), ROOT)).total == 0
    assert await house.Files._removal._vectors.counts() == {theirs.id: 1}


async def test_an_erasure_takes_every_content_and_every_grant(house: House) -> None:
    """Also contents that were replaced, and grants others gave; what others own stays."""
    mine = await house.upload(ANNA, "a.txt", b"My secret diary.")
    replaced = files_pb2.UpdateTextRequest(id=mine.id, form={"content": "Another secret."})
    await house.Files.UpdateText(replaced, ANNA)
    grants = [
        {"principal_type": "user", "principal_id": who, "permission": "read"} for who in ("anna", "bob")
    ]
    form = bases_pb2.KnowledgeForm(name="Shared", access_grants=json.dumps(grants).encode())
    shared = await house.KnowledgeBases.Create(form, ROOT)
    blobs = house.settings.blobs
    assert len([path for path in blobs.rglob("*") if path.is_file()]) == 2
    reaction = next(r for r in house.service.app.reactions if isinstance(r, EraseSubject))
    await reaction.handle(delivered(events_pb2.UserDeleted(user_id="anna")))
    assert [path for path in blobs.rglob("*") if path.is_file()] == []
    database = house.service.store.database
    assert await database["texts"].count_documents({"file_id": mine.id}) == 0
    stored = await database["knowledge"].find_one({"_id": shared.id})
    assert [grant["principal_id"] for grant in stored["grants"]] == ["bob"]
    (told,) = [recorded.event for recorded in await house.service.store.load("erasure-anna")]
    assert told.counts == {"files": 1, "blobs": 2, "passages": 1, "grants": 1}
