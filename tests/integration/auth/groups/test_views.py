"""The views of groups: equal to their replay, and never scanned."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from kernel.context import system
from kernel.eventstore.rebuild import rebuild
from kernel.eventstore.verify import verify
from services.auth.commands.groups import (
    add_members,
    create_group,
    delete_group,
    remove_members,
    set_members,
    update_group,
)
from services.auth.commands.groups.create_group import CreateGroup
from services.auth.commands.parts import Parts
from services.auth.projections.groups import GROUPS, MEMBERS
from services.auth.queries import group_members, groups
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person

CTX = system()


def stages(plan: Any) -> set[str]:
    """The kinds of all stages of a plan."""
    if isinstance(plan, dict):
        own = {plan["stage"]} if "stage" in plan else set()
        return own.union(*(stages(value) for value in plan.values()))
    return set().union(*(stages(item) for item in plan)) if isinstance(plan, list) else set()


async def test_the_views_are_what_a_replay_gives_also_after_many_changes_at_a_time(fresh: Fresh) -> None:
    async with fresh(default_role="user") as auth:
        parts: Parts = auth.service.app.servicers[0].implementation._parts
        people = [(await auth.sign_up()).id for _ in range(6)]
        made = [
            await create_group.handle(parts, CTX, CreateGroup(f"g{n}", user_ids=tuple(people[:n])))
            for n in range(4)
        ]
        work: list[Any] = []
        for group in made[:3]:
            work.append(add_members.handle(parts, CTX, add_members.AddMembers(group.id, tuple(people[3:]))))
            leaving = remove_members.RemoveMembers(group.id, tuple(people[:2]))
            work.append(remove_members.handle(parts, CTX, leaving))
            chosen = set_members.SetMembers(group.id, (people[0], people[5]))
            work.append(set_members.handle(parts, CTX, chosen))
            named = update_group.UpdateGroup(group.id, name="new", permissions=b'{"chat":{"tts":true}}')
            work.append(update_group.handle(parts, CTX, named))
        work.append(delete_group.handle(parts, CTX, delete_group.DeleteGroup(made[3].id)))
        await asyncio.gather(*work)
        store = auth.service.store
        view = next(one for one in store.projections if one.name == "groups")
        assert (await verify(store, view)).ok
        for group in made[:3]:
            stored = await groups.group(parts, group.id)
            assert stored is not None
            assert stored.group.member_count == len(await groups.member_ids(parts, group.id))
        await rebuild(store, "groups")
        assert (await verify(store, view)).ok


@pytest.mark.parametrize(
    ("collection", "query", "sort"),
    [
        (MEMBERS, {"user_id": "u"}, None),
        (MEMBERS, {"group_id": "g"}, [("user_id", 1)]),
        (MEMBERS, {"group_id": "g", "user_id": {"$in": ["u", "v"]}}, None),
        (GROUPS, {}, [("name_lower", 1), ("created_at", 1), ("_id", 1)]),
        (GROUPS, {"provider": "okta"}, [("name_lower", 1), ("_id", 1)]),
        (GROUPS, {"provider": "okta", "external_id": "x"}, None),
        (GROUPS, {"provider": "okta"}, [("created_at", 1), ("_id", 1)]),
        (GROUPS, {"$or": [{"share": True}, {"share": "members", "_id": {"$in": ["g"]}}]}, None),
        (GROUPS, {"$or": [{"provider": "okta"}, {"_id": {"$in": ["g"]}}]}, None),
    ],
    ids=str,
)
async def test_every_question_is_answered_by_an_index(
    auth: Auth, admin: Person, collection: str, query: dict[str, Any], sort: Any
) -> None:
    cursor = auth.service.store.database[collection].find(query)
    plan = await (cursor.sort(sort) if sort else cursor).explain()
    used = stages(plan["queryPlanner"]["winningPlan"])
    assert "COLLSCAN" not in used and "SORT" not in used, used


async def test_members_are_found_by_name_and_paged(auth: Auth, admin: Person) -> None:
    parts: Parts = auth.service.app.servicers[0].implementation._parts
    people = [(await auth.sign_up(name=f"Pager {n:02}")).id for n in range(33)]
    group = await create_group.handle(parts, CTX, CreateGroup("many", user_ids=tuple(people)))
    first, total = await group_members.page(parts, group.id, "", 1)
    second, _ = await group_members.page(parts, group.id, "", 2)
    assert total == 33
    assert [one.user.id for one in [*first, *second]] == people
    found, matching = await group_members.page(parts, group.id, "PAGER 3", 1)
    assert (matching, [one.user.id for one in found]) == (3, people[30:])
    assert await group_members.page(parts, group.id, "(", 1) == ([], 0)
