"""Questions a day, on a real MongoDB: shared by replicas, over at midnight (UTC)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from pymongo import AsyncMongoClient

from kernel.context import CallContext, Caller
from kernel.errors import Refusal
from services.inference.adapters.quota import Quota

NOON = 20_000 * 86_400 + 43_200


@pytest_asyncio.fixture
async def database(mongo_url: str, db_prefix: str) -> AsyncIterator[Any]:
    """An empty database."""
    client: Any = AsyncMongoClient(mongo_url)
    yield client[f"{db_prefix}inference"]
    await client.close()


def asking(who: str, limit: int) -> CallContext:
    """A question of somebody."""
    return CallContext("r", Caller(who, "user", "session", daily_limit=limit))


async def test_the_limit_holds_across_replicas_and_ends_with_the_day(database: Any) -> None:
    now = [float(NOON)]
    replicas = [Quota(database, lambda: now[0]) for _ in range(2)]
    await replicas[0].start()
    for turn in range(3):
        await replicas[turn % 2].spend(asking("ines", 3))
    with pytest.raises(Refusal) as refused:
        await replicas[1].spend(asking("ines", 3))
    assert refused.value.reason == "RATE_LIMITED"
    assert int(refused.value.details["retry_after"]) == 43_201
    await replicas[0].spend(asking("pavel", 3))
    now[0] += 43_200
    await replicas[0].spend(asking("ines", 3))


async def test_callers_without_a_limit_are_not_counted(database: Any) -> None:
    quota = Quota(database)
    for _ in range(3):
        await quota.spend(asking("ada", 0))
    assert await database["daily_questions"].count_documents({}) == 0
