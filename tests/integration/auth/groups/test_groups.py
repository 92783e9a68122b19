"""Groups and their members on a real store: also many changes at a time."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from kernel.context import system
from services.auth.commands import delete_user
from services.auth.commands.groups import (
    add_members,
    create_group,
    delete_group,
    remove_members,
    set_members,
    set_memberships_of_user,
    update_group,
)
from services.auth.commands.groups.add_members import AddMembers
from services.auth.commands.groups.change import Membership
from services.auth.commands.groups.create_group import CreateGroup
from services.auth.commands.groups.set_memberships_of_user import SetMembershipsOfUser
from services.auth.commands.groups.update_group import UpdateGroup
from services.auth.commands.parts import Parts
from services.auth.domain.group import Group
from services.auth.domain.refusals import GroupNameTaken, GroupNotFound, VersionGone
from services.auth.queries import groups
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person

CTX = system()


@pytest.fixture
def parts(auth: Auth) -> Parts:
    """The inside of the shared service."""
    found: Parts = auth.service.app.servicers[0].implementation._parts
    return found


async def made(parts: Parts, name: str = "", **fields: object) -> Group:
    """A group."""
    return await create_group.handle(parts, CTX, CreateGroup(name or uuid.uuid4().hex, **fields))  # type: ignore[arg-type]


async def people(auth: Auth, count: int) -> tuple[str, ...]:
    """New accounts."""
    return tuple([(await auth.sign_up()).id for _ in range(count)])


async def test_a_group_starts_with_the_members_named_and_leaves_out_who_has_no_account(
    auth: Auth, admin: Person, parts: Parts
) -> None:
    ada, bob = await people(auth, 2)
    group = await made(parts, user_ids=(ada, "ghost", bob, ada))
    assert group.member_count == 2
    assert await groups.member_ids(parts, group.id) == sorted([ada, bob])
    assert [one.group.id for one in await groups.groups_of(parts, ada)] == [group.id]


async def test_many_adds_at_a_time_all_stay(auth: Auth, admin: Person, parts: Parts) -> None:
    who = await people(auth, 24)
    group = await made(parts)
    await asyncio.gather(*(add_members.handle(parts, CTX, AddMembers(group.id, (one,))) for one in who))
    stored = await groups.group(parts, group.id)
    assert stored is not None and stored.group.member_count == 24
    assert await groups.member_ids(parts, group.id) == sorted(who)


async def test_adds_on_two_replicas_and_to_several_groups_at_a_time_all_stay(
    fresh: Fresh, admin: Person
) -> None:
    async with fresh(default_role="user") as one, fresh(default_role="user") as other:
        inside = [each.service.app.servicers[0].implementation._parts for each in (one, other)]
        await one.sign_up()
        who = await people(one, 6)
        both = [await made(inside[0]) for _ in range(2)]
        work = [
            add_members.handle(inside[at % 2], CTX, AddMembers(group.id, (person,)))
            for at, person in enumerate(who)
            for group in both
        ]
        await asyncio.gather(*work)
        for group in both:
            assert await groups.member_ids(inside[1], group.id) == sorted(who)


async def test_members_are_replaced_as_a_whole(auth: Auth, admin: Person, parts: Parts) -> None:
    ada, bob, cy = await people(auth, 3)
    group = await made(parts, user_ids=(ada, bob))
    await set_members.handle(parts, CTX, set_members.SetMembers(group.id, (bob, cy)))
    assert await groups.member_ids(parts, group.id) == sorted([bob, cy])
    await remove_members.handle(parts, CTX, remove_members.RemoveMembers(group.id, (ada, bob)))
    assert await groups.member_ids(parts, group.id) == [cy]


async def test_a_group_of_thousands_is_filled_and_emptied_in_one_change_each(
    auth: Auth, admin: Person, parts: Parts
) -> None:
    users = auth.service.store.database["users"]
    who = tuple(f"crowd-{number}" for number in range(2500))
    await users.insert_many([{"_id": one, "_stream": f"user-{one}", "email": one} for one in who])
    try:
        group = await made(parts, user_ids=who)
        assert group.member_count == 2500
        assert await groups.member_ids(parts, group.id) == sorted(who)
        await set_members.handle(parts, CTX, set_members.SetMembers(group.id, who[:3]))
        assert await groups.member_ids(parts, group.id) == sorted(who[:3])
        await delete_group.handle(parts, CTX, delete_group.DeleteGroup(group.id))
        assert await groups.groups_of(parts, who[0]) == []
    finally:
        await users.delete_many({"_id": {"$in": list(who)}})


async def test_one_change_renames_and_moves_members_only_at_the_version_it_was_meant_for(
    auth: Auth, admin: Person, parts: Parts
) -> None:
    ada, bob = await people(auth, 2)
    group = await made(parts, user_ids=(ada,))
    stored = await groups.group(parts, group.id)
    assert stored is not None
    move = Membership(add=(bob,), remove=(ada,))
    command = UpdateGroup(group.id, name="Crew", membership=move, if_version=stored.version)
    after = await update_group.handle(parts, CTX, command)
    assert (after.name, after.member_count) == ("Crew", 1)
    assert await groups.member_ids(parts, group.id) == [bob]
    with pytest.raises(VersionGone):
        await update_group.handle(parts, CTX, command)


async def test_names_are_unique_among_the_groups_of_one_provider_only(parts: Parts, admin: Person) -> None:
    await made(parts, "Sales", provider="okta")
    other = await made(parts, "Support", provider="okta")
    await made(parts, "Sales", provider="entra")
    await made(parts, "Sales")
    await made(parts, "Sales")
    with pytest.raises(GroupNameTaken):
        await made(parts, "SALES", provider="okta")
    with pytest.raises(GroupNameTaken):
        await update_group.handle(parts, CTX, UpdateGroup(other.id, name="sales"))
    await update_group.handle(parts, CTX, UpdateGroup(other.id, name="Service"))
    await made(parts, "Support", provider="okta")


async def test_many_creates_of_one_name_at_a_time_give_one_group(parts: Parts, admin: Person) -> None:
    tries = [made(parts, "Unique", provider="scim-a") for _ in range(8)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, Group) for one in outcomes) == 1
    assert sum(isinstance(one, GroupNameTaken) for one in outcomes) == 7


async def test_a_deleted_group_has_no_members_and_its_name_is_free(
    auth: Auth, admin: Person, parts: Parts
) -> None:
    (ada,) = await people(auth, 1)
    group = await made(parts, "Short", provider="p", user_ids=(ada,))
    await delete_group.handle(parts, CTX, delete_group.DeleteGroup(group.id))
    assert await groups.groups_of(parts, ada) == []
    with pytest.raises(GroupNotFound):
        await delete_group.handle(parts, CTX, delete_group.DeleteGroup(group.id))
    await made(parts, "Short", provider="p")


async def test_who_is_deleted_leaves_all_groups_also_while_being_added(
    auth: Auth, admin: Person, parts: Parts
) -> None:
    (ada,) = await people(auth, 1)
    first, second = await made(parts, user_ids=(ada,)), await made(parts)
    await asyncio.gather(
        delete_user.handle(parts, CTX, delete_user.DeleteUser(ada, admin.id)),
        add_members.handle(parts, CTX, AddMembers(second.id, (ada,))),
    )
    for group in (first, second):
        stored = await groups.group(parts, group.id)
        assert stored is not None and stored.group.member_count == 0
        assert await groups.member_ids(parts, group.id) == []


async def test_a_sign_in_sets_the_memberships_a_provider_tells_and_no_others(
    auth: Auth, admin: Person, parts: Parts
) -> None:
    (ada,) = await people(auth, 1)
    provider = uuid.uuid4().hex
    old = await made(parts, "Old", provider=provider, user_ids=(ada,))
    keeps = await made(parts, "Keeps", provider=provider, user_ids=(ada,))
    own = await made(parts, "Old", user_ids=(ada,))
    stands_for = await made(parts, "Administrators")
    command = SetMembershipsOfUser(ada, provider, ("keeps", "New", "admins"), True, {"Admins": stands_for.id})
    await set_memberships_of_user.handle(parts, CTX, command)
    names = sorted(one.group.name for one in await groups.groups_of(parts, ada))
    assert names == ["Administrators", "Keeps", "New", "Old"]
    assert own.id in await groups.group_ids_of(parts, ada)
    assert old.id not in await groups.group_ids_of(parts, ada)
    assert keeps.id in await groups.group_ids_of(parts, ada)
    await set_memberships_of_user.handle(parts, CTX, SetMembershipsOfUser(ada, provider, ("Other",)))
    assert sorted(one.group.name for one in await groups.groups_of(parts, ada)) == ["Administrators", "Old"]
