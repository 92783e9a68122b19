"""Accounts that may not be used for a while, and the administrator who always stays."""

from __future__ import annotations

import asyncio
from typing import Any

import grpc.aio
from parlance.auth.v1 import accounts_pb2, developer_keys_pb2, users_pb2

from kernel import context
from kernel.context import CallContext
from services.auth.commands import deactivate_user, reactivate_user
from services.auth.domain.refusals import Refused
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person, bearer, reason_of, refused

SYSTEM: CallContext = context.system()


async def test_an_inactive_account_is_shut_out_by_every_door(
    auth: Auth, admin: Person, person: Person
) -> None:
    await auth.users.UpdateUser(
        users_pb2.UpdateUserRequest(user_id=person.id, role="admin"), metadata=admin.as_caller
    )
    key = (
        await auth.accounts.CreateApiKey(accounts_pb2.CreateApiKeyRequest(), metadata=person.as_caller)
    ).api_key
    made = await auth.developer_keys.CreateDeveloperKey(
        developer_keys_pb2.CreateDeveloperKeyRequest(name="of theirs"), metadata=person.as_caller
    )
    await auth.exchange(person.token)
    access = (await auth.exchange(person.token)).access_token
    await deactivate_user.handle(auth.parts, SYSTEM, deactivate_user.DeactivateUser(person.id, admin.id))

    wrong = await refused(auth.sign_in(person.email, "no such password"), "CREDENTIALS_WRONG")
    right = await refused(auth.sign_in(person.email), "CREDENTIALS_WRONG")
    assert (str(wrong), dict(wrong.details)) == (str(right), dict(right.details))
    for credential in (person.token, key, made.secret):
        await refused(
            auth.exchange(credential),
            "SESSION_REVOKED" if credential != made.secret else "INVALID_CREDENTIAL",
        )
    await refused(auth.exchange(access), "SESSION_REVOKED")
    session = accounts_pb2.GetSessionRequest()
    await refused(auth.accounts.GetSession(session, metadata=bearer(access)), "TOKEN_STALE")


async def test_reactivation_restores_sign_in_and_keys_but_no_session(
    auth: Auth, admin: Person, person: Person
) -> None:
    await auth.users.UpdateUser(
        users_pb2.UpdateUserRequest(user_id=person.id, role="admin"), metadata=admin.as_caller
    )
    create = accounts_pb2.CreateApiKeyRequest()
    key = (await auth.accounts.CreateApiKey(create, metadata=person.as_caller)).api_key
    off = users_pb2.DeactivateUserRequest(user_id=person.id)
    assert (await auth.users.DeactivateUser(off, metadata=admin.as_caller)).value
    on = users_pb2.ReactivateUserRequest(user_id=person.id)
    assert (await auth.users.ReactivateUser(on, metadata=admin.as_caller)).value
    assert (await auth.sign_in(person.email)).id == person.id
    assert (await auth.exchange(key)).caller.user_id == person.id
    await refused(auth.exchange(person.token), "SESSION_REVOKED")


async def test_nobody_deactivates_themselves_or_the_first_administrator(fresh: Fresh) -> None:
    async with fresh(default_role="admin") as auth:
        owner, second = await auth.sign_up(), await auth.sign_up()
        for who, whom in ((owner, owner), (second, owner), (second, second)):
            request = users_pb2.DeactivateUserRequest(user_id=whom.id)
            await refused(auth.users.DeactivateUser(request, metadata=who.as_caller), "ACTION_PROHIBITED")
        gone = users_pb2.DeactivateUserRequest(user_id="nobody")
        await refused(auth.users.DeactivateUser(gone, metadata=owner.as_caller), "USER_NOT_FOUND")


async def test_a_provider_may_deactivate_any_administrator_but_the_last(fresh: Fresh) -> None:
    async with fresh(default_role="admin") as auth:
        owner, second = await auth.sign_up(), await auth.sign_up()
        await deactivate_user.handle(auth.parts, SYSTEM, deactivate_user.DeactivateUser(owner.id))
        last = await _outcome(deactivate_user.handle(
            auth.parts, SYSTEM, deactivate_user.DeactivateUser(second.id)
        ))  # fmt: skip
        assert last == "LAST_ADMIN"
        demote = users_pb2.UpdateUserRequest(user_id=second.id, role="user")
        await refused(auth.users.UpdateUser(demote, metadata=second.as_caller), "LAST_ADMIN")
        await reactivate_user.handle(auth.parts, SYSTEM, reactivate_user.ReactivateUser(owner.id))
        await auth.users.UpdateUser(demote, metadata=second.as_caller)


async def test_of_two_administrators_who_demote_each_other_one_stays(fresh: Fresh) -> None:
    async with fresh(default_role="admin") as one, fresh(default_role="admin") as two:
        for _ in range(3):
            owner, left, right = [await one.sign_up() for _ in range(3)]
            if owner.role == "admin":
                await _only_these_administer(one, left, right)
            demote = [users_pb2.UpdateUserRequest(user_id=who.id, role="user") for who in (left, right)]
            outcomes = await asyncio.gather(
                _outcome(one.users.UpdateUser(demote[1], metadata=left.as_caller)),
                _outcome(two.users.UpdateUser(demote[0], metadata=right.as_caller)),
            )
            assert sorted(outcomes)[0] == ""
            assert sorted(outcomes)[1] in ("LAST_ADMIN", "ACCESS_PROHIBITED", "TOKEN_STALE")
            view = one.service.store.view("users")
            assert await view.count_documents({"role": "admin", "active": True}) == 1


async def _only_these_administer(auth: Auth, *people: Person) -> None:
    kept = {person.id for person in people}
    async for row in auth.service.store.view("users").find({"role": "admin", "active": True}):
        if row["_id"] not in kept:
            await deactivate_user.handle(auth.parts, SYSTEM, deactivate_user.DeactivateUser(row["_id"]))


async def _outcome(call: Any) -> str:
    """Empty when it worked, else the reason."""
    try:
        await call
    except Refused as error:
        return error.reason
    except grpc.aio.AioRpcError as error:
        return reason_of(error).reason
    return ""
