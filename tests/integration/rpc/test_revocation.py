"""What auth takes back has no effect in another service a second later: the real auth, bus and store."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import grpc.aio
import pytest
from parlance.auth.v1 import accounts_pb2, accounts_pb2_grpc, users_pb2, users_pb2_grpc

from kernel.config import HTTP_PORT_OFFSET
from kernel.rpc.hosting import hosted
from kernel.service import App, Runtime, Servicer
from kernel.testing.parts import NatsServer, free_port
from services.auth.app import build as build_auth
from services.auth.settings import Settings as AuthSettings
from tests.integration.rpc.harness import Client
from tests.integration.rpc.sample import SERVICE, Sample

PASSWORD = "correct horse battery"


@dataclass
class Town:
    """Auth, another service, an administrator and a user who is signed in."""

    bus: NatsServer
    accounts: Any
    users: Any
    other: Client
    admin: str
    user: str
    user_id: str

    async def until_refused(self, token: str, method: str = "User") -> tuple[str, float]:
        """The reason of the first refusal, and the seconds until then."""
        started = time.monotonic()
        while time.monotonic() - started < 5:
            reason = await self.other.refusal(method, token)
            if reason:
                return reason, time.monotonic() - started
            await asyncio.sleep(0.01)
        raise AssertionError("still let in after 5 s")


def bearer(token: str) -> Any:
    return (("authorization", f"Bearer {token}"),)


@pytest.fixture
async def town(tmp_path: Path, mongo_url: str, db_prefix: str) -> AsyncIterator[Town]:
    settings = AuthSettings(
        data_dir=tmp_path,
        mongo_url=mongo_url,
        db_prefix=db_prefix,
        auth_port=free_port(HTTP_PORT_OFFSET),
        chat_port=0,
        default_role="user",
    )

    async def build(rt: Runtime) -> App:
        return App([Servicer(SERVICE, Sample())])

    async with AsyncExitStack() as stack:
        bus = await stack.enter_async_context(NatsServer())
        settings = replace(settings, nats_url=bus.url)
        await stack.enter_async_context(hosted("auth", settings, build_auth))
        chat = await stack.enter_async_context(hosted("chat", settings, build))
        target = settings.target("auth")
        channel = await stack.enter_async_context(grpc.aio.insecure_channel(target))
        accounts = accounts_pb2_grpc.AccountsStub(channel)
        users = users_pb2_grpc.UsersStub(channel)
        other = await stack.enter_async_context(Client(f"127.0.0.1:{chat.port}"))

        async def sign_up(name: str) -> Any:
            request = accounts_pb2.SignUpRequest(name=name, email=f"{name}@example.org", password=PASSWORD)
            return await accounts.SignUp(request, timeout=10)

        admin, user = await sign_up("ada"), await sign_up("ben")
        made = Town(bus, accounts, users, other, admin.token, user.token, user.id)
        for token in (admin.token, user.token):
            assert await other.refusal("User", token) == ""
        yield made


async def test_signing_out_ends_a_session_everywhere(town: Town) -> None:
    await town.accounts.SignOut(accounts_pb2.SignOutRequest(), metadata=bearer(town.user), timeout=5)
    reason, seconds = await town.until_refused(town.user)
    assert reason == "SESSION_REVOKED"
    assert seconds < 1
    assert await town.other.refusal("User", town.admin) == ""


async def test_a_lower_role_counts_everywhere(town: Town) -> None:
    change = users_pb2.UpdateUserRequest(user_id=town.user_id, role="pending")
    await town.users.UpdateUser(change, metadata=bearer(town.admin), timeout=5)
    reason, seconds = await town.until_refused(town.user)
    assert reason == "ACCESS_PROHIBITED"
    assert seconds < 1
    assert await town.other.refusal("AnyRole", town.user) == ""


async def test_a_deleted_user_is_out_everywhere(town: Town) -> None:
    gone = users_pb2.DeleteUserRequest(user_id=town.user_id)
    await town.users.DeleteUser(gone, metadata=bearer(town.admin), timeout=5)
    reason, seconds = await town.until_refused(town.user)
    assert reason in ("SESSION_REVOKED", "INVALID_CREDENTIAL")
    assert seconds < 1


async def test_without_the_bus_a_sign_out_still_counts_within_a_second(town: Town) -> None:
    await asyncio.to_thread(town.bus.kill)
    assert await town.other.refusal("User", town.user) == ""  # the bus is no condition for work
    await town.accounts.SignOut(accounts_pb2.SignOutRequest(), metadata=bearer(town.user), timeout=5)
    reason, seconds = await town.until_refused(town.user)
    assert reason == "SESSION_REVOKED"
    assert seconds < 1
    assert await town.other.refusal("User", town.admin) == ""
