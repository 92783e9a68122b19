"""Signing in with an identity provider's word."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any

import pytest

from kernel import context
from kernel.context import CallContext
from services.auth.commands import deactivate_user, delete_user, provision_user, revoke_idp_sessions
from services.auth.commands import sign_in_external as external
from services.auth.commands.registration import Registered
from services.auth.domain.refusals import CredentialsWrong, EmailTaken, ExternalAccountRefused, Refused
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person, refused

SYSTEM: CallContext = context.system()


async def enter(auth: Auth, subject: str, email: str, **fields: Any) -> Registered:
    """Sign in through the provider `corp`, which vouches for addresses and lets newcomers in."""
    fields = {"email_verified": True, "may_register": True, "name": "From Corp", **fields}
    command = external.SignInExternal(provider="corp", subject=subject, email=email, **fields)
    return await external.handle(auth.parts, SYSTEM, command)


def address() -> str:
    return f"{uuid.uuid4().hex[:12]}@example.test"


async def test_a_newcomer_gets_an_account_and_a_session_that_works(auth: Auth, admin: Person) -> None:
    entered = await enter(auth, "s-1", address(), picture="https://elsewhere.test/me.svg")
    assert (entered.user.role, entered.user.name, entered.user.profile_image_url) == (
        "user", "From Corp", "/user.png",
    )  # fmt: skip
    assert (await auth.exchange(entered.session.token)).caller.user_id == entered.user.id
    again = await enter(auth, "s-1", "renamed@example.test", email_verified=False, may_register=False)
    assert again.user.id == entered.user.id
    await refused(auth.sign_in(entered.user.email, ""), "CREDENTIALS_WRONG")


async def test_the_same_subject_of_another_provider_is_somebody_else(auth: Auth, admin: Person) -> None:
    first = await enter(auth, "same", address())
    other = external.SignInExternal("other", "same", address(), True, "Else", may_register=True)
    assert (await external.handle(auth.parts, SYSTEM, other)).user.id != first.user.id


@pytest.mark.parametrize(
    "fields",
    [
        {"email_verified": False, "link_by_email": True},
        {"email_verified": True, "link_by_email": False},
    ],
)
async def test_an_account_is_linked_only_by_a_verified_address_and_when_allowed(
    auth: Auth, person: Person, fields: dict[str, bool]
) -> None:
    with pytest.raises(ExternalAccountRefused):
        await enter(auth, "thief", person.email, **fields)
    linked = await enter(auth, f"own-{person.id}", person.email.upper(), link_by_email=True)
    assert linked.user.id == person.id
    assert (await enter(auth, f"own-{person.id}", person.email)).user.id == person.id


@pytest.mark.parametrize("fields", [{"may_register": False}, {"email_verified": False}])
async def test_strangers_are_refused_in_one_way(auth: Auth, admin: Person, fields: dict[str, bool]) -> None:
    with pytest.raises(ExternalAccountRefused):
        await enter(auth, "stranger", address(), **fields)
    assert await auth.service.store.view("identities").find_one({"subject": "stranger"}) is None


async def test_the_first_account_becomes_administrator_and_only_one_does(fresh: Fresh) -> None:
    async with fresh(enable_signup=False) as auth:
        entered = await asyncio.gather(*(enter(auth, f"s{n}", address()) for n in range(4)))
        assert sorted(one.user.role for one in entered) == ["admin", "pending", "pending", "pending"]


async def test_somebody_who_signs_in_twice_at_once_gets_one_account(auth: Auth, admin: Person) -> None:
    email = address()
    entered = await asyncio.gather(*(enter(auth, "twice", email) for _ in range(4)))
    assert len({one.user.id for one in entered}) == 1


async def test_a_role_is_taken_over_when_one_is_given(fresh: Fresh) -> None:
    async with fresh() as auth:
        owner = await enter(auth, "owner", address(), role="admin")
        second = await enter(auth, "second", address(), role="admin")
        assert (await enter(auth, "second", "")).user.role == "admin"
        assert (await enter(auth, "second", "", role="user")).user.role == "user"
        assert (await enter(auth, "owner", "", role="user")).user.role == "admin", "the owner stays"
        await refused(auth.exchange("sk-nothing"), "INVALID_CREDENTIAL")
        assert (await auth.exchange(second.session.token)).caller.role == "user"
        assert (await auth.exchange(owner.session.token)).caller.role == "admin"
        with pytest.raises(Refused):
            await enter(auth, "second", "", role="root")


async def test_the_last_administrator_signs_in_and_stays_one(fresh: Fresh) -> None:
    async with fresh() as auth:
        owner = await enter(auth, "owner", address())
        await enter(auth, "second", address(), role="admin")
        await deactivate_user.handle(auth.parts, SYSTEM, deactivate_user.DeactivateUser(owner.user.id))
        assert (await enter(auth, "second", "", role="user")).user.role == "admin"
        with pytest.raises(CredentialsWrong):
            await enter(auth, "owner", "")


async def test_a_deleted_account_leaves_its_identity_free(auth: Auth, admin: Person) -> None:
    first = await enter(auth, "leaver", address())
    await delete_user.handle(auth.parts, SYSTEM, delete_user.DeleteUser(first.user.id, admin.id))
    again = await enter(auth, "leaver", address())
    assert again.user.id != first.user.id


async def test_sign_out_at_the_provider_ends_what_it_vouched_for(auth: Auth, admin: Person) -> None:
    email = address()
    one = await enter(auth, "roamer", email, idp_session="idp-1")
    two = await enter(auth, "roamer", email, idp_session="idp-2")
    three = await enter(auth, "roamer", email)

    async def revoke(**fields: str) -> Sequence[str]:
        command = revoke_idp_sessions.RevokeIdpSessions("corp", **fields)
        return await revoke_idp_sessions.handle(auth.parts, SYSTEM, command)

    assert await revoke() == []
    assert await revoke(idp_session="idp-1", subject="somebody else") == []
    assert await revoke(idp_session="idp-1") == [one.session.id]
    assert await revoke(idp_session="idp-1") == []
    await refused(auth.exchange(one.session.token), "SESSION_REVOKED")
    assert (await auth.exchange(two.session.token)).caller.user_id == one.user.id
    assert set(await revoke(subject="roamer")) == {two.session.id, three.session.id}
    await refused(auth.exchange(two.session.token), "SESSION_REVOKED")


async def test_a_provisioned_account_has_no_session_and_its_state(auth: Auth, admin: Person) -> None:
    email = address()
    command = provision_user.ProvisionUser(
        email, "Pro Visioned", "user", active=False, password="long enough"
    )
    user_id = await provision_user.handle(auth.parts, SYSTEM, command)
    await refused(auth.sign_in(email, "long enough"), "CREDENTIALS_WRONG")
    assert await auth.service.store.view("sessions").find_one({"user_id": user_id}) is None
    with pytest.raises(EmailTaken):
        await provision_user.handle(auth.parts, SYSTEM, command)
    active = provision_user.ProvisionUser(address(), "Active", password="long enough")
    await provision_user.handle(auth.parts, SYSTEM, active)
    assert (await auth.sign_in(active.email, "long enough")).role == "user"
