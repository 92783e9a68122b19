"""The audit trail as an administrator's tools read it: pages, filters, CSV."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import time
from typing import Any

import httpx
import pytest

from tests.system import PASSWORD, ROOT, Person, System


@pytest.fixture(scope="module")
def person(system: System) -> Person:
    """Somebody with a name that a spreadsheet would run."""
    found = system.person("Spread")
    form = {"role": "user", "name": "=HYPERLINK(1)", "email": found.email, "profile_image_url": "/user.png"}
    with system.client() as client:
        url = f"/api/v1/users/{found.id}/update"
        client.post(url, json=form, headers=system.admin.headers).raise_for_status()
        wrong = {"email": found.email, "password": PASSWORD + "!"}
        assert client.post("/api/v1/auths/signin", json=wrong).status_code == 400
    return found


def read(system: System, **params: Any) -> httpx.Response:
    with system.client(headers=system.admin.headers) as client:
        return client.get("/api/v1/audit", params=params)


def entries(system: System, wanted: str, **params: Any) -> list[Any]:
    """What is listed once an event is among it."""
    deadline = time.monotonic() + 15
    while True:
        found: list[Any] = read(system, **params).json()["entries"]
        if any(entry["event"] == wanted for entry in found):
            return found
        assert time.monotonic() < deadline, f"{wanted} is not in the trail"
        time.sleep(0.2)


def test_an_entry_has_what_an_auditor_asks_for(system: System, person: Person) -> None:
    (entry,) = entries(system, "UserRegistered", target=person.id, event="UserRegistered")
    assert entry.keys() == {
        "id", "time", "actor", "actor_name", "actor_email", "credential", "address", "category", "event",
        "outcome", "reason", "service", "targets", "details", "correlation_id", "cursor",
    }  # fmt: skip
    assert (entry["actor"], entry["actor_email"]) == (person.id, person.email)
    assert entry["address"] == "127.0.0.1"
    assert entry["details"]["email"] == person.email


def test_a_failed_sign_in_is_found_by_outcome_actor_and_address(system: System, person: Person) -> None:
    found = entries(
        system, "SignInRefused", actor=person.id, outcome="failure", address="127.0.0.1", category="session"
    )
    assert {entry["reason"] for entry in found} == {"CREDENTIALS_WRONG"}
    assert PASSWORD not in str(found)
    assert read(system, actor=person.id, outcome="failure", address="192.0.2.1").json()["entries"] == []


def test_pages_follow_one_another(system: System, person: Person) -> None:
    entries(system, "SignInRefused", actor=person.id)
    whole = [entry["id"] for entry in read(system, target=person.id).json()["entries"]]
    assert len(whole) >= 3
    first = read(system, target=person.id, limit=2).json()
    second = read(system, target=person.id, limit=len(whole), cursor=first["next"]).json()
    assert [entry["id"] for entry in (*first["entries"], *second["entries"])] == whole
    assert second["next"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": 5000},
        {"limit": "many"},
        {"category": "all"},
        {"outcome": "unknown"},
        {"from": "soon"},
        {"cursor": "AAAA"},
        {"actor": "x" * 500},
    ],
    ids=str,
)
def test_a_question_that_makes_no_sense_is_refused(system: System, wrong: dict[str, Any]) -> None:
    assert read(system, **wrong).status_code == 422


def test_the_export_is_csv_that_runs_nothing(system: System, person: Person) -> None:
    entries(system, "UserRegistered", target=person.id)
    with system.client(headers=system.admin.headers) as client:
        reply = client.get("/api/v1/audit/export", params={"target": person.id})
    assert reply.headers["content-type"].startswith("text/csv")
    assert reply.headers["content-disposition"].startswith("attachment")
    assert "\r\n" in reply.text
    rows = list(csv.DictReader(io.StringIO(reply.text, newline="")))
    mine = next(row for row in rows if row["event"] == "UserRegistered")
    assert mine["actor_name"] == "'=HYPERLINK(1)"
    assert not any(str(cell).startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize("path", ["/api/v1/audit", "/api/v1/audit/export", "/api/v1/audit/erasures"])
def test_nobody_else_reads_it(system: System, person: Person, path: str) -> None:
    with system.client() as client:
        assert client.get(path).status_code == 401
        assert client.get(path, headers=person.headers).status_code in (401, 403)


def test_a_revoked_session_that_is_used_again_is_in_the_trail(system: System) -> None:
    gone = system.person("Leaver")
    with system.client(headers=gone.headers) as client:
        client.get("/api/v1/auths/").raise_for_status()
        client.get("/api/v1/auths/signout").raise_for_status()
        client.cookies.clear()
        assert client.get("/api/v1/auths/").status_code == 401
    found = entries(system, "AccessRefused", actor=gone.id, event="AccessRefused")
    assert {(entry["reason"], entry["outcome"]) for entry in found} == {("SESSION_REVOKED", "failure")}
    assert found[0]["credential"].startswith("session:")


def test_what_one_service_does_for_a_client_at_another_names_the_client(system: System) -> None:
    headers = {"authorization": f"Bearer {system.developer_key()}"}
    began = int(time.time() * 1000)
    with system.client(headers=headers) as client:
        made = client.post("/api/v1/workspace/new", json={"name": "Audited"}).json()["workspace"]
        raw = {"textContent": "a small text", "metadata": {"title": "small"}}
        document = client.post("/api/v1/document/raw-text", json=raw).json()["documents"][0]
        update = {"adds": [document["location"]], "deletes": []}
        client.post(f"/api/v1/workspace/{made['slug']}/update-embeddings", json=update).raise_for_status()
        client.delete(f"/api/v1/workspace/{made['slug']}").raise_for_status()
    # chat asked knowledge to make and to drop the collection.
    found = entries(system, "KnowledgeDeleted", event="KnowledgeDeleted", address="127.0.0.1", since=began)
    assert found[0]["service"] == "knowledge"
    assert found[0]["credential"].startswith("developer_key:")


def test_the_trail_is_the_same_after_a_rebuild_from_the_logs(system: System, person: Person) -> None:
    def listed() -> list[Any]:
        found: list[Any] = read(system, target=person.id, limit=1000).json()["entries"]
        return found

    before = listed()
    command = [sys.executable, "-m", "kernel.rebuild", "auth.audit_trail"]
    subprocess.run(command, env=system.environment, cwd=ROOT, check=True, capture_output=True, timeout=120)
    assert len(before) >= 3
    assert listed() == before
