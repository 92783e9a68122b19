"""What memberships in the directory do to accounts here."""

from __future__ import annotations

from kernel.testing.slapd import GROUPS, Slapd
from services.auth.commands.groups import create_group
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.ldap.company import dn_of, employ, group
from tests.integration.auth.ldap.office import opened
from tests.integration.auth.test_external_sign_in import SYSTEM


async def test_memberships_follow_the_directory_at_each_sign_in(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        uid, other = employ(slapd), employ(slapd)
        stays, leaves = group(slapd, uid, other), group(slapd, uid, other)
        signed_in = await office.enter(uid)
        assert await office.groups_of(signed_in.id) == set(), "nothing, until an administrator wants it"
        await office.serve(enable_group_management=True)
        await office.enter(uid)
        assert await office.groups_of(signed_in.id) == set(), "groups are not made unasked"
        await office.serve(enable_group_creation=True)
        await office.enter(uid)
        assert await office.groups_of(signed_in.id) == {stays, leaves}
        joins = group(slapd, uid)
        slapd.change(f"cn={leaves},{GROUPS}", member=[dn_of(other)])
        again = await office.enter(uid)
        assert await office.groups_of(signed_in.id) == {stays, joins}
        told = (await office.auth.exchange(again.token)).caller
        assert told.user_id == signed_in.id
        # Somebody else's membership was not touched, and nobody's was lost.
        assert await office.groups_of((await office.enter(other)).id) == {stays, leaves}


async def test_groups_made_here_are_left_alone(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        uid = employ(slapd)
        name = group(slapd, uid)
        await office.serve(enable_group_management=True, enable_group_creation=True)
        signed_in = await office.enter(uid)
        for ours in ("Chess club", name):
            made = create_group.CreateGroup(ours, user_ids=(signed_in.id,))
            await create_group.handle(office.auth.parts, SYSTEM, made)
        slapd.delete(f"cn={name},{GROUPS}")
        await office.enter(uid)
        assert await office.groups_of(signed_in.id) == {"Chess club", name}, "both are ours"


async def test_a_group_search_serves_directories_without_memberof(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        uid = employ(slapd)
        name = group(slapd, uid)
        await office.serve(enable_group_management=True, enable_group_creation=True, attribute_for_groups="")
        await office.map(group_search_base=GROUPS, group_search_filter="(member={dn})")
        assert await office.groups_of((await office.enter(uid)).id) == {name}


async def test_administrators_are_those_of_the_group_while_they_are_in_it(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        boss, clerk = employ(slapd), employ(slapd)
        admins = group(slapd, boss, clerk)
        await office.map(admin_groups=[f"CN={admins} , {GROUPS.upper()}"])
        first = await office.enter(boss)
        assert first.role == (await office.enter(clerk)).role == "admin"
        slapd.change(f"cn={admins},{GROUPS}", member=[dn_of(clerk)])
        again = await office.enter(boss)
        assert (again.id, again.role) == (first.id, "user")
        assert (await office.auth.exchange(again.token)).caller.role == "user"


async def test_the_last_administrator_is_not_lost_to_the_directory(fresh: Fresh, slapd: Slapd) -> None:
    """Neither is the first one, whom the installation belongs to."""
    async with opened(fresh, slapd) as office:
        uid = employ(slapd, mail=office.admin.email)
        await office.map(link_by_email=True, admin_groups=[group(slapd)])
        for _ in range(2):
            assert (await office.enter(uid)).role == "admin"
        assert await office.role_of(office.admin.id) == "admin"
        # Another administrator is not protected by that.
        other = employ(slapd, mail=(await office.auth.sign_up()).email)
        assert (await office.enter(other)).role == "user"


async def test_who_is_in_no_group_of_users_waits(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd) as office:
        inside, outside = employ(slapd), employ(slapd)
        staff = group(slapd, inside)
        await office.map(user_groups=[staff.upper()])
        assert (await office.enter(inside)).role == "user"
        waiting = await office.enter(outside)
        assert waiting.role == "pending"
        slapd.change(f"cn={staff},{GROUPS}", member=[dn_of(inside), dn_of(outside)])
        assert (await office.enter(outside)).role == "user"


async def test_without_groups_of_roles_the_installation_decides(fresh: Fresh, slapd: Slapd) -> None:
    async with opened(fresh, slapd, default_role="pending") as office:
        uid = employ(slapd)
        assert (await office.enter(uid)).role == "pending"
