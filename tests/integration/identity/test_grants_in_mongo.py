"""The filter of grants on a real MongoDB: finds what `can` allows, by index only."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pymongo import AsyncMongoClient, IndexModel

from kernel.context import Caller
from kernel.identity.grants import EVERYBODY, Grant, allowed_filter, can, principals, restored, stored

PEOPLE = [f"user{number}" for number in range(12)]
GROUPS = [f"group{number}" for number in range(6)]


def random_grants(chance: random.Random) -> list[Grant]:
    """Up to five grants."""
    made = []
    for _ in range(chance.randrange(6)):
        kind = chance.choice(["user", "group"])
        principal = chance.choice([*PEOPLE, EVERYBODY] if kind == "user" else GROUPS)
        made.append(Grant("g", kind, principal, chance.choice(["read", "write"]), 0))
    return made


def stages(plan: Any) -> set[str]:
    """The kinds of all stages of a plan."""
    if isinstance(plan, dict):
        own = {plan["stage"]} if "stage" in plan else set()
        return own.union(*(stages(value) for value in plan.values()))
    return set().union(*(stages(item) for item in plan)) if isinstance(plan, list) else set()


@pytest.mark.parametrize("permission", ["read", "write"])
async def test_the_filter_finds_what_may_be_used_without_a_scan(
    mongo_url: str, db_prefix: str, permission: str
) -> None:
    chance = random.Random(permission)
    documents = []
    for number in range(600):
        grants = random_grants(chance)
        documents.append(
            {
                "_id": number,
                "user_id": chance.choice(PEOPLE),
                "grants": stored(grants),
                "principals": principals(grants),
            }
        )
    async with AsyncMongoClient[dict[str, Any]](mongo_url) as client:
        things = client[f"{db_prefix}grants_{permission}"]["things"]
        await things.create_indexes([IndexModel([("user_id", 1)]), IndexModel([("principals", 1)])])
        await things.insert_many(documents)
        for _ in range(40):
            mine = frozenset(chance.sample(GROUPS, chance.randrange(4)))
            caller = Caller(chance.choice([*PEOPLE, "nobody"]), "user", "session", groups=mine)
            query = allowed_filter(caller, permission)
            found = {each["_id"] async for each in things.find(query, {"_id": 1})}
            assert found == {
                each["_id"]
                for each in documents
                if can(caller, str(each["user_id"]), restored(each["grants"]), permission)  # type: ignore[arg-type]
            }
        plan = await things.find(query).explain()
        used = stages(plan["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in used and "COLLSCAN" not in used
        await client.drop_database(f"{db_prefix}grants_{permission}")
