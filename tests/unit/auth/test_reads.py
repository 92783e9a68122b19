"""Accounts that are kept in memory."""

from __future__ import annotations

from typing import Any

import pytest

from services.auth.adapters.accounts import Accounts

DOCUMENT: dict[str, Any] = {
    "_id": "u1", "_stream": "user-u1", "email": "a@x.test", "name": "A", "role": "user",
    "profile_image_url": "/user.png", "version": 1, "epoch": 0, "created_at": 1, "updated_at": 1,
}  # fmt: skip


class OneUser:
    """A store whose view holds one account; counts the reads."""

    def __init__(self) -> None:
        self.document = dict(DOCUMENT)
        self.reads = 0

    def view(self, collection: str) -> OneUser:
        return self

    async def find_one(self, query: dict[str, str]) -> dict[str, Any] | None:
        self.reads += 1
        return {**self.document, "_id": query["_id"]}


class Clock:
    """Time that stands still."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store() -> OneUser:
    return OneUser()


def reads(store: OneUser, clock: Clock, memory: int = 1 << 20) -> Accounts:
    return Accounts(store, memory, clock)  # type: ignore[arg-type]


async def test_a_second_read_costs_nothing_for_a_minute(store: OneUser) -> None:
    clock = Clock()
    accounts = reads(store, clock)
    assert await accounts.get("u1") is await accounts.get("u1")
    assert store.reads == 1
    clock.now += 61
    await accounts.get("u1")
    assert store.reads == 2


async def test_after_a_change_nothing_read_before_it_stays(store: OneUser) -> None:
    clock = Clock()
    accounts = reads(store, clock)
    await accounts.get("u1")
    accounts.forget("u1")
    # The change may become visible only after it was told: what is read now is not kept.
    assert (await accounts.get("u1")).user.name == "A"  # type: ignore[union-attr]
    store.document["name"] = "B"
    assert (await accounts.get("u1")).user.name == "B"  # type: ignore[union-attr]
    clock.now += 3
    await accounts.get("u1")
    before = store.reads
    await accounts.get("u1")
    assert store.reads == before


async def test_memory_is_bounded(store: OneUser) -> None:
    accounts = reads(store, Clock(), memory=5000)
    for n in range(10):
        await accounts.get(f"u{n}")
    assert accounts.cached("u0") is None
    assert accounts.cached("u9") is not None
