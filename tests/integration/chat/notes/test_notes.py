"""Notes on a real MongoDB: versions, search, access, and that nothing is found by a scan."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import grpc.aio
import pytest
import pytest_asyncio
from parlance.chat.v1 import notes_pb2 as pb
from pymongo import UpdateOne

from kernel.context import CallContext, Caller, system
from kernel.eventstore.mongo_store import MongoEventStore
from kernel.eventstore.verify import verify
from kernel.identity.sharing import Sharing
from kernel.privacy import KeyRing, MemoryKeys
from services.chat.adapters.events import event_registry
from services.chat.adapters.people import People
from services.chat.domain.notes.refusals import NoteForbidden, NoteNotFound, NotesDisabled
from services.chat.note_erasers import NoteGrants, NotePins, OwnedNotes
from services.chat.projections.notes import NOTES, PINS, VERSIONS, NotesView
from services.chat.projections.reach import granted, owned
from services.chat.queries.notes.find import ORDERS
from services.chat.queries.shared_things import Wanted, filter_of
from services.chat.rpc.notes.notes import Notes
from tests.integration.identity.test_grants_in_mongo import stages

MAY_SHARE = frozenset({"sharing.notes", "access_grants.allow_users"})


def somebody(name: str, role: str = "user") -> CallContext:
    """The context of a call by a person who may share."""
    return CallContext(request_id="r", caller=Caller(name, role, "session", permissions=MAY_SHARE))


ANN, BOB, ROOT = somebody("ann"), somebody("bob"), somebody("root", "admin")


@pytest_asyncio.fixture
async def store(mongo: Any, db_prefix: str) -> AsyncIterator[MongoEventStore]:
    made = MongoEventStore(
        mongo, f"{db_prefix}notes_chat", event_registry(), KeyRing(MemoryKeys(), bytes(range(32)))
    )
    made.register([NotesView()])
    await made.ensure_indexes()
    for name in (NOTES, VERSIONS, PINS):
        await made.database[name].delete_many({})
    yield made


@pytest_asyncio.fixture
async def notes(store: MongoEventStore) -> AsyncIterator[Notes]:
    async with grpc.aio.insecure_channel("127.0.0.1:1") as nobody:  # groups are not asked about here
        yield Notes(store, People(store, nobody, lambda ctx: ctx), Sharing(nobody), lambda: True)


def data(text: str) -> bytes:
    """A note's data with a text."""
    return json.dumps({"content": {"md": text}}).encode()


async def written(notes: Notes, title: str, text: str, who: CallContext = ANN) -> str:
    note = await notes.Create(pb.CreateNoteRequest(title=title, data=data(text)), who)
    return str(note.id)


async def shared(notes: Notes, note_id: str, permission: str, who: CallContext = ANN) -> None:
    grants = [{"principal_type": "user", "principal_id": "bob", "permission": permission}]
    form = pb.NoteAccessForm(access_grants=json.dumps(grants).encode())
    await notes.UpdateAccess(pb.NoteAccessRequest(id=note_id, form=form), who)


async def found(notes: Notes, who: CallContext, **query: Any) -> list[str]:
    reply = await notes.Search(pb.SearchNotesRequest(**query), who)
    return [item.title for item in reply.items]


async def test_every_change_is_a_version_that_can_be_read_again(notes: Notes) -> None:
    note_id = await written(notes, "Bees", "one")
    for text in ("two", "two", "three"):
        form = pb.NoteForm(data=data(text))
        await notes.Update(pb.UpdateNoteRequest(id=note_id, form=form), ANN)
    listed = (await notes.History(pb.NoteHistoryRequest(id=note_id), ANN)).items
    read = [
        await notes.GetVersion(pb.NoteVersionRequest(id=note_id, version=one.version), ANN) for one in listed
    ]
    assert [json.loads(one.data)["content"]["md"] for one in read] == ["three", "two", "one"]
    assert [one.user_id for one in listed] == ["ann"] * 3
    with pytest.raises(NoteForbidden):
        await notes.History(pb.NoteHistoryRequest(id=note_id), BOB)


async def test_words_of_title_and_text_find_a_note_until_they_are_gone(notes: Notes) -> None:
    note_id = await written(notes, "Hive log", "The queen was seen; honey in July.")
    await written(notes, "Boats", "Oars of ash.")
    assert await found(notes, ANN, query="HON que") == ["Hive log"]
    assert await found(notes, ANN, query="oney") == []
    assert await found(notes, ANN, query="(.*)") == []
    await notes.Update(pb.UpdateNoteRequest(id=note_id, form=pb.NoteForm(data=data("wax"))), ANN)
    assert await found(notes, ANN, query="honey") == []
    assert await found(notes, ANN, order_by="title", direction="asc") == ["Boats", "Hive log"]


async def test_a_grant_opens_reading_and_a_write_grant_changing(notes: Notes) -> None:
    note_id = await written(notes, "Plan", "secret")
    change = pb.UpdateNoteRequest(id=note_id, form=pb.NoteForm(title="Bob's"))
    assert await found(notes, BOB, query="secret") == []
    await shared(notes, note_id, "read")
    assert await found(notes, BOB, query="secret") == ["Plan"]
    assert await found(notes, BOB, permission="write") == []
    with pytest.raises(NoteForbidden):
        await notes.Update(change, BOB)
    await shared(notes, note_id, "write")
    assert (await notes.Update(change, BOB)).title == "Bob's"
    assert await found(notes, BOB, permission="read_only") == []


async def test_a_pin_is_its_owners_alone_and_ends_with_the_access(notes: Notes) -> None:
    note_id = await written(notes, "Plan", "x")
    await shared(notes, note_id, "read")
    assert (await notes.Pin(pb.NoteRequest(id=note_id), BOB)).is_pinned
    assert not (await notes.Get(pb.NoteRequest(id=note_id), ANN)).is_pinned
    assert [row.id for row in (await notes.Pinned(pb.PinnedNotesRequest(), BOB)).items] == [note_id]
    await notes.UpdateAccess(
        pb.NoteAccessRequest(id=note_id, form=pb.NoteAccessForm(access_grants=b"[]")), ANN
    )
    assert not (await notes.Pinned(pb.PinnedNotesRequest(), BOB)).items


async def test_nothing_is_served_while_notes_are_switched_off(store: MongoEventStore) -> None:
    async with grpc.aio.insecure_channel("127.0.0.1:1") as nobody:
        off = Notes(store, People(store, nobody, lambda ctx: ctx), Sharing(nobody), lambda: False)
        with pytest.raises(NotesDisabled):
            await off.List(pb.ListNotesRequest(), ROOT)
        with pytest.raises(NotesDisabled):
            await off.Create(pb.CreateNoteRequest(title="x"), ANN)


async def test_an_erasure_takes_notes_pins_and_grants_and_leaves_those_of_others(
    notes: Notes, store: MongoEventStore
) -> None:
    kept, own = await written(notes, "Ann's", "x"), await written(notes, "Bob's", "y", BOB)
    await shared(notes, kept, "write")
    await notes.Pin(pb.NoteRequest(id=kept), BOB)
    counts: dict[str, int] = {}
    for eraser in (OwnedNotes(store), NotePins(store), NoteGrants(store)):
        while done := {k: n for k, n in (await eraser.erase(system(), "bob")).items() if n}:
            counts |= done
    assert counts == {"notes": 1, "note_pins": 1, "note_grants": 1}
    with pytest.raises(NoteNotFound):
        await notes.Get(pb.NoteRequest(id=own), ROOT)
    assert (await notes.Get(pb.NoteRequest(id=kept), ANN)).access_grants == b"[]"
    assert await store.view(PINS).count_documents({}) == 0
    assert await store.view(VERSIONS).distinct("n") == [kept]


async def test_the_views_equal_their_replay(notes: Notes, store: MongoEventStore) -> None:
    for number in range(5):
        note_id = await written(notes, f"N{number}", "text")
        await notes.Update(pb.UpdateNoteRequest(id=note_id, form=pb.NoteForm(title="T")), ANN)
        await shared(notes, note_id, "read")
        await notes.Pin(pb.NoteRequest(id=note_id), BOB)
    await notes.Delete(pb.NoteRequest(id=note_id), ANN)
    assert (await verify(store, store.projections[0])).differences == ()


@pytest.mark.parametrize("query", ["", "milk", "milk eggs"])
@pytest.mark.parametrize("order", sorted(ORDERS.values()))
async def test_lists_and_searches_use_an_index(
    notes: Notes, store: MongoEventStore, query: str, order: str
) -> None:
    view = store.database[NOTES]
    many = [
        UpdateOne(
            {"_id": f"n{n}"},
            {
                "$set": {
                    "user_id": f"u{n % 7}",
                    "x": ["milk"],
                    "reach": [f"user:u{n % 5}", f"own:u{n % 7}"],
                    "order": "",
                }
            },
            upsert=True,
        )
        for n in range(500)
    ]
    await view.bulk_write(many)
    for who in (ANN.who, Caller("u1", "user", "session", groups=frozenset({"g1", "g2"})), ROOT.who):
        asked = filter_of(who, Wanted(query=query))
        assert asked is not None
        plan = await view.find(asked).sort(order, -1).limit(60).explain()
        used = stages(plan["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in used and "COLLSCAN" not in used
        assert query or "SORT" not in used, "a list is read in order from its index"
    for erased in (owned("ann"), granted("ann")):
        plan = await view.find(erased).explain()
        assert "COLLSCAN" not in stages(plan["queryPlanner"]["winningPlan"])
