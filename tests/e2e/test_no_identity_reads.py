"""A hot authenticated request costs no read of the database for knowing who calls.

Counted by mongod itself: its profiler notes every operation of every process.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import httpx
import pymongo
import pytest

from tests.system import Person, System

AROUND = frozenset({"commits", "signing_keys", "system.profile"})
"""Read by what runs beside requests: the relay and the rotation of keys."""
READS = ("find", "aggregate", "count", "distinct", "getMore")
TIMES = 30
SETTLED = 2.5
"""Seconds after which an account that was just changed is kept at hand again."""


class Profile:
    """What mongod noted while it watched: reads by (database, collection)."""

    def __init__(self) -> None:
        self.reads: Counter[tuple[str, str]] = Counter()

    def of_identity(self, requests: int = 1) -> dict[tuple[str, str], int]:
        """Reads of the auth service's data that can be those of so many requests: what is read now and
        then beside them (dead letters, what has run out, settings) is read less often."""
        return {
            where: count
            for where, count in self.reads.items()
            if where[0].endswith("auth") and where[1] not in AROUND and count >= requests
        }


@contextmanager
def watched(system: System) -> Iterator[Profile]:
    """Let mongod note every operation in the block."""
    profile = Profile()
    with pymongo.MongoClient[dict[str, Any]](system.environment["PARLANCE_MONGO_URL"]) as client:
        names = [name for name in client.list_database_names() if name not in ("admin", "config", "local")]
        for name in names:
            client[name].command("profile", 0)
            client[name].drop_collection("system.profile")
            client[name].command("profile", 2)
        yield profile
        for name in names:
            client[name].command("profile", 0)
            for entry in client[name]["system.profile"].find():
                command = entry.get("command", {})
                verb = next((verb for verb in READS if verb in command), None)
                if verb is not None:
                    collection = command.get("collection") if verb == "getMore" else command[verb]
                    profile.reads[name, str(collection)] += 1


def send(client: httpx.Client, path: str, credential: dict[str, str]) -> None:
    """One request that succeeds."""
    client.get(path, headers=credential).raise_for_status()


@pytest.fixture(scope="module")
def person(system: System) -> Person:
    """Somebody whose account has not been changed for a while."""
    found = system.person("Heidi")
    time.sleep(SETTLED)
    return found


@pytest.mark.parametrize(
    ("by", "path"),
    [
        ("bearer", "/api/v1/auths/"),
        ("cookie", "/api/v1/auths/"),
        *product(("bearer", "cookie", "key"), ("/api/v1/chats/", "/api/models", "/api/v1/knowledge/")),
    ],
)
def test_a_hot_request_reads_nothing_to_know_who_calls(
    system: System, person: Person, by: str, path: str
) -> None:
    with system.client() as client:
        credential = {"bearer": person.headers, "cookie": {"cookie": f"token={person.token}"}}.get(by)
        if credential is None:
            made = client.post("/api/v1/auths/api_key", headers=system.admin.headers).json()["api_key"]
            credential = {"x-api-key": made}
        for _ in range(3):
            send(client, path, credential)
        client.cookies.clear()
        with watched(system) as profile:
            for _ in range(TIMES):
                send(client, path, credential)
                client.cookies.clear()
        assert profile.of_identity(TIMES // 3) == {}


def test_the_counter_sees_a_first_request(system: System, person: Person) -> None:
    with system.client() as client:
        form = {"email": person.email, "password": "a long enough password"}
        fresh = client.post("/api/v1/auths/signin", json=form).json()["token"]
        client.cookies.clear()
        with watched(system) as profile:
            send(client, "/api/v1/chats/", {"authorization": f"Bearer {fresh}"})
        assert any(collection == "users" for _, collection in profile.of_identity())
        assert any(name.endswith("chat") for name, _ in profile.reads)
