"""A real auth service and people who call it over gRPC."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc.aio
import pytest
from parlance.auth.v1 import (
    accounts_pb2,
    accounts_pb2_grpc,
    developer_keys_pb2_grpc,
    keys_pb2_grpc,
    system_pb2_grpc,
    tokens_pb2,
    tokens_pb2_grpc,
    users_pb2_grpc,
)

from kernel.config import HTTP_PORT_OFFSET
from kernel.errors import Refusal
from kernel.identity.service_credential import ServiceCredential, read_or_make
from kernel.rpc.errors import refusal_of
from kernel.rpc.hosting import HostedService, hosted
from kernel.testing.parts import free_port
from services.auth.app import build
from services.auth.commands.parts import Parts
from services.auth.settings import Settings

PASSWORD = "a good pass phrase"


@dataclass
class Person:
    """Somebody with an account."""

    id: str
    email: str
    role: str
    token: str
    password: str = PASSWORD

    @property
    def as_caller(self) -> tuple[tuple[str, str], ...]:
        """Metadata of a call with the session."""
        return bearer(self.token)


def bearer(credential: str) -> tuple[tuple[str, str], ...]:
    """Metadata of a call with a credential."""
    return (("authorization", f"Bearer {credential}"),)


class Auth:
    """Stubs of a running auth service; `service` is its inside."""

    def __init__(self, service: HostedService, channel: grpc.aio.Channel, secret: str) -> None:
        self.service = service
        self.channel = channel
        self.accounts = accounts_pb2_grpc.AccountsStub(channel)
        self.users = users_pb2_grpc.UsersStub(channel)
        self.system = system_pb2_grpc.SystemStub(channel)
        self.tokens = tokens_pb2_grpc.TokensStub(channel)
        self.developer_keys = developer_keys_pb2_grpc.DeveloperKeysStub(channel)
        self.keys = keys_pb2_grpc.KeysStub(channel)
        credential = ServiceCredential("gateway", secret)
        self.as_service = (("authorization", credential.authorization),)

    @property
    def parts(self) -> Parts:
        """What its commands work with."""
        implementation: Any = self.service.app.servicers[0].implementation
        parts: Parts = implementation._parts
        return parts

    def from_address(self, address: str) -> tuple[tuple[str, str], ...]:
        """Metadata of an anonymous call the gateway passes on from an address."""
        edge = self.as_service[0][1].removeprefix("Service ")
        return (("x-client-address", address), ("x-edge", edge))

    async def sign_up(
        self, email: str = "", name: str = "Some One", metadata: Any = None, **fields: Any
    ) -> Person:
        """Register somebody."""
        email = email or f"{uuid.uuid4().hex[:12]}@example.test"
        request = accounts_pb2.SignUpRequest(name=name, email=email, password=PASSWORD, **fields)
        reply = await self.accounts.SignUp(request, metadata=metadata)
        return Person(reply.id, reply.email, reply.role, reply.token)

    async def sign_in(self, email: str, password: str = PASSWORD, **call: Any) -> Any:
        """Sign in."""
        return await self.accounts.SignIn(accounts_pb2.SignInRequest(email=email, password=password), **call)

    async def session_of(self, person: Person) -> Any:
        """The session user."""
        return await self.accounts.GetSession(accounts_pb2.GetSessionRequest(), metadata=person.as_caller)

    async def exchange(self, credential: str) -> Any:
        """What a credential is good for."""
        return await self.tokens.Exchange(
            tokens_pb2.ExchangeRequest(credential=credential), metadata=self.as_service
        )


@asynccontextmanager
async def running(
    mongo_url: str, nats_url: str, prefix: str, folder: Path, **changes: Any
) -> AsyncIterator[Auth]:
    """An auth service with a database of its own until the block ends."""
    changes.setdefault("auth_port", free_port(HTTP_PORT_OFFSET))
    settings = Settings(
        data_dir=folder,
        mongo_url=mongo_url,
        nats_url=nats_url,
        db_prefix=prefix,
        nats_prefix=prefix.strip("_"),
        drain_grace=1.0,
        **changes,
    )
    async with hosted("auth", settings, build) as service:
        target = f"127.0.0.1:{service.port}"
        options = [("grpc.use_local_subchannel_pool", 1)]
        async with grpc.aio.insecure_channel(target, options=options) as channel:
            yield Auth(service, channel, read_or_make(settings.service_secret_path))


def reason_of(error: grpc.aio.AioRpcError) -> Refusal:
    """The refusal of a failed call."""
    refusal = refusal_of(error)
    assert refusal is not None, f"a defect: {error}"
    return refusal


async def refused(call: Any, reason: str) -> Refusal:
    """The call is refused for this reason."""
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await call
    refusal = reason_of(caught.value)
    assert refusal.reason == reason
    return refusal
