"""What a group permits its members counts at once, everywhere, and ends at once."""

from __future__ import annotations

import asyncio
import json

import pytest

from kernel.context import system
from kernel.identity import tokens
from kernel.identity.permissions import from_mask
from services.auth.commands.config.change_section import ChangeSection
from services.auth.commands.config.change_section import handle as change_section
from services.auth.commands.groups import (
    add_members,
    create_group,
    delete_group,
    remove_members,
    update_group,
)
from services.auth.commands.groups.add_members import AddMembers
from services.auth.commands.groups.create_group import CreateGroup
from services.auth.commands.groups.remove_members import RemoveMembers
from services.auth.commands.groups.update_group import UpdateGroup
from services.auth.commands.parts import Parts
from services.auth.domain.config import accounts
from services.auth.domain.group import Group
from services.auth.queries import groups
from tests.integration.auth.harness import Auth, Person

CTX = system()
GRANTS = b'{"workspace":{"tools":true}}'


@pytest.fixture
def parts(auth: Auth) -> Parts:
    """The inside of the shared service."""
    found: Parts = auth.service.app.servicers[0].implementation._parts
    return found


async def made(parts: Parts, *members: str, permissions: bytes | None = GRANTS) -> Group:
    """A group that permits something plain users may not."""
    return await create_group.handle(parts, CTX, CreateGroup("g", permissions=permissions, user_ids=members))


async def tools(auth: Auth, person: Person) -> bool:
    """Whether the session says the person may use tools in the workspace."""
    tree = json.loads((await auth.session_of(person)).permissions)
    return bool(tree["workspace"]["tools"])


async def test_members_hold_the_defaults_and_what_their_groups_permit(
    auth: Auth, admin: Person, person: Person, parts: Parts
) -> None:
    assert not await tools(auth, person)
    group = await made(parts)
    await add_members.handle(parts, CTX, AddMembers(group.id, (person.id,)))
    assert await tools(auth, person)
    signed_in = json.loads((await auth.sign_in(person.email)).permissions)
    assert signed_in["workspace"]["tools"] and signed_in["chat"]["delete"]
    caller = (await auth.exchange(person.token)).caller
    assert list(caller.groups) == [group.id]


async def test_a_right_ends_with_the_membership_with_the_permission_and_with_the_group(
    auth: Auth, admin: Person, person: Person, parts: Parts
) -> None:
    group = await made(parts, person.id)
    assert await tools(auth, person)
    await remove_members.handle(parts, CTX, RemoveMembers(group.id, (person.id,)))
    assert not await tools(auth, person)
    await add_members.handle(parts, CTX, AddMembers(group.id, (person.id,)))
    assert await tools(auth, person)
    await update_group.handle(parts, CTX, UpdateGroup(group.id, permissions=b"{}"))
    assert not await tools(auth, person)
    await update_group.handle(parts, CTX, UpdateGroup(group.id, permissions=GRANTS))
    assert await tools(auth, person)
    await delete_group.handle(parts, CTX, delete_group.DeleteGroup(group.id))
    assert not await tools(auth, person)
    assert list((await auth.exchange(person.token)).caller.groups) == []


async def test_an_access_token_made_while_members_change_never_outlives_the_change(
    auth: Auth, admin: Person, person: Person, parts: Parts
) -> None:
    group = await made(parts)
    revocations, issued = auth.service.runtime.revocations, []

    async def ask() -> None:
        while not done.is_set():
            issued.append((await auth.exchange(person.token)).caller)

    done = asyncio.Event()
    asking = [asyncio.ensure_future(ask()) for _ in range(4)]
    for _ in range(10):
        await add_members.handle(parts, CTX, AddMembers(group.id, (person.id,)))
        await remove_members.handle(parts, CTX, RemoveMembers(group.id, (person.id,)))
    last = (await auth.exchange(person.token)).caller
    done.set()
    await asyncio.gather(*asking)
    good = [
        each
        for each in [*issued, last]
        if not revocations.verdict(
            each.user_id, each.session_id, each.user_version, each.rights_version, each.membership_version
        )
    ]
    assert last in good
    assert all(list(each.groups) == [] for each in good)


async def test_an_access_token_made_while_permissions_change_never_outlives_the_change(
    auth: Auth, admin: Person, person: Person, parts: Parts
) -> None:
    group = await made(parts, person.id)
    revocations, issued = auth.service.runtime.revocations, []
    done = asyncio.Event()

    async def ask() -> None:
        while not done.is_set():
            issued.append((await auth.exchange(person.token)).caller)

    asking = [asyncio.ensure_future(ask()) for _ in range(4)]
    for _ in range(6):
        for permissions in (GRANTS, b"{}"):
            await update_group.handle(parts, CTX, UpdateGroup(group.id, permissions=permissions))
    last = (await auth.exchange(person.token)).caller
    done.set()
    await asyncio.gather(*asking)
    good = [
        each
        for each in [*issued, last]
        if not revocations.verdict(
            each.user_id, each.session_id, each.user_version, each.rights_version, each.membership_version
        )
    ]
    assert last in good
    assert all("workspace.tools" not in from_mask(each.permissions) for each in good)
    assert any("workspace.tools" in from_mask(each.permissions) for each in issued)


async def test_a_group_may_permit_api_keys(auth: Auth, admin: Person, person: Person, parts: Parts) -> None:
    group = await made(parts, person.id, permissions=b'{"features":{"api_keys":true}}')
    caller = (await auth.exchange(person.token)).caller
    made_token = (await auth.exchange(person.token)).access_token
    claims = tokens.verify(made_token, parts.signing_keys.verifying())
    assert claims.groups == {group.id} and claims.membership_version == caller.membership_version
    assert claims.caller().may("features.api_keys")


async def test_newcomers_join_the_group_the_installation_names(
    auth: Auth, admin: Person, parts: Parts
) -> None:
    group = await made(parts)
    await change_section(parts, CTX, ChangeSection(accounts.NAME, {"DEFAULT_GROUP_ID": group.id}))
    try:
        newcomers = await asyncio.gather(*(auth.sign_up() for _ in range(5)))
        assert await groups.member_ids(parts, group.id) == sorted(one.id for one in newcomers)
        assert await tools(auth, newcomers[0])
        await delete_group.handle(parts, CTX, delete_group.DeleteGroup(group.id))
        await auth.sign_up()
    finally:
        await change_section(parts, CTX, ChangeSection(accounts.NAME, {"DEFAULT_GROUP_ID": ""}))
