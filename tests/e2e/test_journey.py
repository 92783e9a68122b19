"""The main job: sign up, upload a document, ask about it, read a cited answer; nobody else sees any of it."""

from __future__ import annotations

import json
import uuid
from typing import Any

import httpx
import pytest

from tests.system import ROOT, Person, System, wait_until_processed

DOCUMENT = ROOT / "tests" / "data" / "documents" / "handbook.pdf"
QUESTION = "What does the handbook say?"


@pytest.fixture(scope="module")
def people(system: System) -> tuple[Person, Person]:
    """Who does the job, and somebody else."""
    return system.person("Reader"), system.person("Stranger")


@pytest.fixture(scope="module")
def file(system: System, people: tuple[Person, Person]) -> str:
    """The document, uploaded and processed."""
    reader, _ = people
    with system.client(headers=reader.headers) as client:
        form = {"file": (DOCUMENT.name, DOCUMENT.read_bytes(), "application/pdf")}
        reply = client.post("/api/v1/files/", files=form)
        assert reply.status_code == 200
        found: str = reply.json()["id"]
        assert wait_until_processed(client, found, reader) == "completed"
        return found


def events(response: httpx.Response) -> list[Any]:
    """The events of a stream up to [DONE]."""
    lines = [line.removeprefix("data: ") for line in response.iter_lines() if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    return [json.loads(line) for line in lines[:-1]]


def ask(client: httpx.Client, files: list[dict[str, str]]) -> list[Any]:
    """Ask with documents; the events of the answer."""
    body = {
        "model": "fake-gpt",
        "messages": [{"role": "user", "content": QUESTION}],
        "stream": True,
        "files": files,
    }
    with client.stream("POST", "/api/chat/completions", json=body) as response:
        assert response.status_code == 200
        return events(response)


def test_an_answer_begins_with_the_sources_it_was_given(
    system: System, people: tuple[Person, Person], file: str
) -> None:
    with system.client(headers=people[0].headers) as client:
        found = ask(client, [{"type": "file", "id": file}])
    source = found[0]["sources"][0]
    assert source["document"]
    assert {meta["name"] for meta in source["metadata"]} == {DOCUMENT.name}
    assert all("sources" not in event for event in found[1:])
    assert "".join(c["delta"].get("content") or "" for e in found[1:] for c in e["choices"])


def test_a_collection_is_a_source_as_well(system: System, people: tuple[Person, Person], file: str) -> None:
    with system.client(headers=system.admin.headers) as admin, system.client() as client:
        form = {"file": (DOCUMENT.name, DOCUMENT.read_bytes(), "application/pdf")}
        upload = admin.post("/api/v1/files/?process_in_background=false", files=form).json()["id"]
        grants = [{"principal_type": "user", "principal_id": people[0].id, "permission": "read"}]
        base = admin.post(
            "/api/v1/knowledge/create",
            json={"name": "Handbooks", "description": "", "access_grants": grants},
        ).json()["id"]
        added = admin.post(f"/api/v1/knowledge/{base}/file/add", json={"file_id": upload})
        assert added.status_code == 200
        client.headers = people[0].headers
        assert ask(client, [{"type": "collection", "id": base}])[0]["sources"]


def test_the_chat_is_saved_and_found_again(system: System, people: tuple[Person, Person]) -> None:
    question, answer = str(uuid.uuid4()), str(uuid.uuid4())
    messages = {
        question: {"id": question, "parentId": None, "childrenIds": [answer], "role": "user",
                   "content": QUESTION, "timestamp": 1750000000},
        answer: {"id": answer, "parentId": question, "childrenIds": [], "role": "assistant",
                 "content": "It says a lot.", "timestamp": 1750000001},
    }  # fmt: skip
    document = {"title": "Handbook", "history": {"messages": messages, "currentId": answer}}
    with system.client(headers=people[0].headers) as client:
        chat = client.post("/api/v1/chats/new", json={"chat": document}).json()["id"]
        kept = client.get(f"/api/v1/chats/{chat}").json()
        assert kept["chat"]["history"]["messages"][answer]["content"] == "It says a lot."
        assert [row["id"] for row in client.get("/api/v1/chats/").json()] == [chat]
        assert [row["id"] for row in client.get("/api/v1/chats/search?text=handbook").json()] == [chat]


def test_another_person_sees_nothing_of_it(system: System, people: tuple[Person, Person], file: str) -> None:
    reader, stranger = people
    with system.client(headers=reader.headers) as client:
        chats = [row["id"] for row in client.get("/api/v1/chats/").json()]
    with system.client(headers=stranger.headers) as client:
        assert client.get("/api/v1/chats/").json() == []
        assert client.get("/api/v1/files/").json()["items"] == []
        assert client.get(f"/api/v1/files/{file}").status_code == 404
        assert client.get(f"/api/v1/files/{file}/content").status_code == 404
        assert all(client.get(f"/api/v1/chats/{chat}").status_code == 401 for chat in chats)
        query = {"collection_name": f"file-{file}", "query": QUESTION}
        assert client.post("/api/v1/retrieval/query/doc", json=query).status_code == 403
        body = {
            "model": "fake-gpt",
            "messages": [{"role": "user", "content": QUESTION}],
            "files": [{"type": "file", "id": file}],
        }
        reply = client.post("/api/chat/completions", json=body)
        assert not (reply.status_code == 200 and reply.json().get("sources"))
