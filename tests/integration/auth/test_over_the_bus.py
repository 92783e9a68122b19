"""What reaches every process through the bus: revocations, and the forgetting of deleted people."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import grpc.aio
from parlance.auth.v1 import accounts_pb2, users_pb2

from services.auth.adapters.accounts import stream_of
from services.auth.domain.events import UserDeleted, UserRegistered
from tests.integration.auth.conftest import Fresh
from tests.integration.auth.harness import Auth, Person, reason_of, refused


async def _until_refused(call: Callable[[], Awaitable[Any]], limit: float) -> tuple[str, float]:
    began = time.monotonic()
    while True:
        try:
            await call()
        except grpc.aio.AioRpcError as error:
            return reason_of(error).reason, time.monotonic() - began
        assert time.monotonic() - began < limit, "still let in"
        await asyncio.sleep(0.01)


async def test_when_the_reply_comes_the_change_counts(auth: Auth, admin: Person, person: Person) -> None:
    for _ in range(200):  # the feed of a process that has just started is not complete at once
        if auth.service.runtime.revocations.healthy:
            break
        await asyncio.sleep(0.05)
    list_users = users_pb2.ListUsersRequest()
    for role, reason in (("admin", ""), ("pending", "ACCESS_PROHIBITED"), ("admin", "")):
        change = users_pb2.UpdateUserRequest(user_id=person.id, role=role)
        await auth.users.UpdateUser(change, metadata=admin.as_caller)
        # The gateway sends an access token and exchanges anew when it is stale; so does this caller.
        call = auth.users.ListUsers(list_users, metadata=person.as_caller)
        if reason:
            await refused(call, reason)
        else:
            assert (await call).total > 0
    await auth.accounts.SignOut(accounts_pb2.SignOutRequest(), metadata=person.as_caller)
    await refused(auth.session_of(person), "SESSION_REVOKED")


async def test_a_signed_out_session_is_refused_at_another_replica_within_a_second(fresh: Fresh) -> None:
    async with fresh() as one, fresh() as two:
        person = await one.sign_up()
        await two.session_of(person)
        await one.accounts.SignOut(accounts_pb2.SignOutRequest(), metadata=person.as_caller)
        reason, waited = await _until_refused(lambda: two.session_of(person), 5.0)
        assert reason == "SESSION_REVOKED"
        assert waited < 1.0


async def test_a_lost_role_is_felt_at_another_replica_within_a_second(fresh: Fresh) -> None:
    async with fresh(default_role="admin") as one, fresh(default_role="admin") as two:
        owner, second = await one.sign_up(), await one.sign_up()

        async def list_users() -> None:
            await two.users.ListUsers(users_pb2.ListUsersRequest(), metadata=second.as_caller)

        await list_users()
        demote = users_pb2.UpdateUserRequest(user_id=second.id, role="user")
        await one.users.UpdateUser(demote, metadata=owner.as_caller)
        reason, waited = await _until_refused(list_users, 5.0)
        assert reason == "ACCESS_PROHIBITED"
        assert waited < 1.0


async def test_events_of_a_deleted_person_hold_nothing_personal(
    auth: Auth, admin: Person, person: Person
) -> None:
    request = users_pb2.DeleteUserRequest(user_id=person.id)
    await auth.users.DeleteUser(request, metadata=admin.as_caller)
    for _ in range(200):
        events = [recorded.event for recorded in await auth.service.store.load(stream_of(person.id))]
        if events[0].email == "":
            break
        await asyncio.sleep(0.05)
    assert events[0] == UserRegistered(person.id, "", "", "user", "")
    assert events[-1] == UserDeleted(person.id)
