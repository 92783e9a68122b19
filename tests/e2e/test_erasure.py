"""A person is deleted, and nothing they wrote is left anywhere, also when the system dies on the way.

Everything the person writes holds one word that nobody else writes. It must be in no MongoDB database,
in no file of the data folder, in no vector store and in no stream of the bus afterwards.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bson
import httpx
import nats
import pytest
from parlance.auth.v1 import erasure_events_pb2
from pymongo import MongoClient

from services.knowledge.adapters.vectors import Vectors
from tests.system import PASSWORD, Installation, installed, wait_until_processed
from tests.system import Person as Account

WORD = f"kestrel{secrets.token_hex(6)}"
CHATS = 130
KILLS = 2


@dataclass(frozen=True, slots=True)
class Story:
    """What is left to look at when all is over."""

    place: Installation
    admin: Account
    gone: Account
    erasure: Mapping[str, Any]
    trail: list[Mapping[str, Any]]
    grants: list[Mapping[str, Any]]
    group_members: int
    before: set[str]
    """Where the word was found before the deletion."""


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with installed(erasure_settle="3", default_role="user") as place:
        yield _told(place)


def _told(place: Installation) -> Story:
    with place.started() as system, httpx.Client(base_url=place.url, timeout=60) as client:
        admin = _sign_up(client, "Ada", "ada@parlance.example")
        gone = _sign_up(client, f"Tim {WORD}", f"{WORD}@parlance.example")
        base, group = _shared_by_others(client, admin, gone)
        _written(client, gone)
        before = set(_found_in_databases(place)) | set(_found_in_folder(place.folder / "data"))
        client.delete(f"/api/v1/users/{gone.id}", headers=admin.headers).raise_for_status()
        system.kill()
        system.wait()
    for pause in [0.3 * number for number in range(1, KILLS)]:
        with place.started() as system:
            time.sleep(pause)
            system.kill()
            system.wait()
    with place.started(), httpx.Client(base_url=place.url, timeout=60, headers=admin.headers) as client:
        erasure = _completed(client, gone.id)
        trail = _trail(client, gone.id)
        grants = client.get(f"/api/v1/knowledge/{base}").json()["access_grants"]
        members = client.post(f"/api/v1/groups/id/{group}/users").json()
    return Story(place, admin, gone, erasure, trail, grants, len(members), before)


def _sign_up(client: httpx.Client, name: str, email: str) -> Account:
    form = {"name": name, "email": email, "password": PASSWORD}
    reply = client.post("/api/v1/auths/signup", json=form)
    reply.raise_for_status()
    client.cookies.clear()
    account = reply.json()
    return Account(account["id"], account["email"], account["token"])


def _shared_by_others(client: httpx.Client, admin: Account, gone: Account) -> tuple[str, str]:
    grants = [{"principal_type": "user", "principal_id": gone.id, "permission": "read"}]
    form = {"name": "Handbooks", "description": "", "access_grants": grants}
    base = client.post("/api/v1/knowledge/create", json=form, headers=admin.headers).json()["id"]
    permissions = {"workspace": {"knowledge": True}}
    form = {"name": "Readers", "description": "", "permissions": permissions}
    made = client.post("/api/v1/groups/create", json=form, headers=admin.headers).json()["id"]
    added = client.post(
        f"/api/v1/groups/id/{made}/users/add", json={"user_ids": [gone.id]}, headers=admin.headers
    )
    added.raise_for_status()
    return base, made


def _written(client: httpx.Client, gone: Account) -> None:
    """Chats, files, a knowledge base, settings, a status, a search."""
    mine = {"headers": gone.headers}
    for number in range(CHATS):
        ids = f"q{number}", f"a{number}"
        messages = {
            ids[0]: {"id": ids[0], "parentId": None, "childrenIds": [ids[1]], "role": "user",
                     "content": f"What is a {WORD}?", "timestamp": 1750000000},
            ids[1]: {"id": ids[1], "parentId": ids[0], "childrenIds": [], "role": "assistant",
                     "content": f"A {WORD} is a bird.", "timestamp": 1750000001},
        }  # fmt: skip
        chat = {"title": f"{WORD} {number}", "history": {"messages": messages, "currentId": ids[1]}}
        client.post("/api/v1/chats/new", json={"chat": chat}, **mine).raise_for_status()
    found = client.get(f"/api/v1/chats/search?text={WORD}", **mine).json()
    assert found, "the word index has the word"
    form = {"name": f"About {WORD}", "description": WORD}
    base = client.post("/api/v1/knowledge/create", json=form, **mine).json()["id"]
    for number in range(3):
        text = f"The {WORD} number {number} lives in the north and eats small fish. ".encode() * 20
        upload = client.post("/api/v1/files/", files={"file": (f"{WORD}-{number}.txt", text)}, **mine).json()
        assert wait_until_processed(client, upload["id"], gone) == "completed"
        added = client.post(f"/api/v1/knowledge/{base}/file/add", json={"file_id": upload["id"]}, **mine)
        added.raise_for_status()
    changed = client.post(
        f"/api/v1/files/{upload['id']}/data/content/update", json={"content": f"New: {WORD}."}, **mine
    )
    assert changed.status_code == 200
    settings = {"ui": {"system": f"Speak of the {WORD}."}}
    keyed = {**gone.headers, "idempotency-key": f"{WORD}-settings"}
    saved = client.post("/api/v1/users/user/settings/update", json=settings, headers=keyed)
    saved.raise_for_status()


def _completed(client: httpx.Client, user_id: str) -> Mapping[str, Any]:
    deadline = time.monotonic() + 120
    while True:
        found = client.get("/api/v1/audit/erasures", params={"user_id": user_id}).json()["erasures"]
        if found and found[0]["status"] == "completed":
            only: Mapping[str, Any] = found[0]
            return only
        assert time.monotonic() < deadline, f"not completed: {found}"
        time.sleep(0.3)


def _trail(client: httpx.Client, user_id: str) -> list[Mapping[str, Any]]:
    """What the trail has of a person; it follows the events a moment later."""
    deadline = time.monotonic() + 30
    while True:
        params = {"target": user_id, "limit": "1000"}
        found: list[Mapping[str, Any]] = client.get("/api/v1/audit", params=params).json()["entries"]
        if any(entry["event"] == "ErasureCompleted" for entry in found):
            return found
        assert time.monotonic() < deadline, "the report is not in the trail"
        time.sleep(0.2)


def _found_in_databases(place: Installation) -> Iterator[str]:
    with MongoClient[dict[str, Any]](place.mongo_url) as mongo:
        for database in mongo.list_database_names():
            if database in ("local", "admin", "config"):
                continue
            for collection in mongo[database].list_collection_names():
                for document in mongo[database][collection].find({}):
                    if WORD.encode() in bson.encode(document):
                        yield f"{database}.{collection}"


def _found_in_folder(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        # What the vector store has is asked for by its own means: its files keep deleted points a while.
        if file.is_file() and "vectors" not in file.parts and WORD.encode() in file.read_bytes():
            yield str(file.relative_to(folder))


def test_the_word_was_everywhere_before(story: Story) -> None:
    assert {
        "parlance_auth.users",
        "parlance_auth.idempotency",
        "parlance_chat.chats",
        "parlance_chat.chat_words",
    } <= story.before
    assert {"parlance_knowledge.files", "parlance_knowledge.texts"} <= story.before
    assert any(where.startswith("blobs/") for where in story.before)


def test_nothing_is_left_in_any_database(story: Story) -> None:
    assert sorted(set(_found_in_databases(story.place))) == []


def test_nothing_is_left_in_the_data_folder(story: Story) -> None:
    assert sorted(_found_in_folder(story.place.folder / "data")) == []


async def test_nothing_is_left_in_the_vector_store(story: Story) -> None:
    vectors = Vectors.open("", "", story.place.folder / "data" / "vectors")
    try:
        assert await vectors.counts() == {}
    finally:
        await vectors.close()


async def test_the_bus_carries_the_report_and_not_the_word(story: Story) -> None:
    connection = await nats.connect(story.place.nats_url)
    try:
        stream = connection.jetstream()
        told = await stream.get_last_msg("PARLANCE_AUTH", "parlance.auth.erasure.ErasureCompleted")
        for name in [info.config.name for info in await stream.streams_info()]:
            state = (await stream.stream_info(name)).state
            for sequence in range(state.first_seq, state.last_seq + 1) if state.messages else ():
                message = await stream.get_msg(name, sequence)
                assert WORD not in f"{message.headers}{message.data!r}", f"{name} {sequence}"
    finally:
        await connection.close()
    assert told.data is not None
    report = erasure_events_pb2.ErasureCompleted.FromString(told.data)
    assert (report.user_id, report.asked_by) == (story.gone.id, story.admin.id)
    assert report.completed_at >= report.started_at > 0
    removed = dict(report.removed)
    # A part that was removed in the moment of a kill may not be counted.
    assert CHATS - 50 * KILLS <= removed["chat.chats"] <= CHATS
    assert removed.keys() <= {
        *("auth.sessions", "auth.activity", "auth.first_answers", "chat.chats", "chat.words", "chat.figures"),
        *("knowledge.files", "knowledge.blobs", "knowledge.passages", "knowledge.grants"),
        "knowledge.knowledge_bases",
    }


def test_the_operator_sees_the_same_report(story: Story) -> None:
    assert story.erasure["waiting_for"] == []
    assert story.erasure["asked_by"] == story.admin.id
    assert set(story.erasure["removed"]) == {"auth", "chat", "knowledge"}


def test_the_trail_keeps_what_happened_and_not_who_it_was(story: Story) -> None:
    by_event = {entry["event"]: entry for entry in story.trail}
    assert {"UserRegistered", "UserDeleted", "ErasureStarted", "ErasureCompleted"} <= by_event.keys()
    registered = by_event["UserRegistered"]
    assert registered["details"]["name"] is None
    assert registered["details"]["email"] is None
    assert (registered["actor_name"], registered["actor_email"], registered["address"]) == (None, None, None)
    assert by_event["UserDeleted"]["actor"] == story.admin.id
    assert by_event["UserDeleted"]["actor_name"] == "Ada"
    assert WORD not in json.dumps(story.trail)


def test_what_others_gave_them_is_gone_too(story: Story) -> None:
    assert story.grants == []
    assert story.group_members == 0
