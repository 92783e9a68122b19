"""Everything a process needs to know who calls, put together from settings, a channel and the bus."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc.aio

from kernel.bus.nats import Bus
from kernel.config import CommonSettings
from kernel.identity.authenticator import Authenticator
from kernel.identity.exchange import Exchange
from kernel.identity.revocations import Revocations
from kernel.identity.service_credential import ServiceCredential, read_or_make


def own_credential(name: str, settings: CommonSettings) -> ServiceCredential:
    """The credential of a service of this installation. In production its file must be there."""
    secret = read_or_make(settings.service_secret_path, must_exist=settings.production)
    return ServiceCredential(name, secret)


@asynccontextmanager
async def authenticating(
    credential: ServiceCredential, auth: grpc.aio.Channel, bus: Bus
) -> AsyncIterator[Authenticator]:
    """An authenticator that asks auth over a channel and follows its revocations on the bus."""
    revocations = Revocations()
    yield Authenticator(Exchange(auth, credential), revocations, credential)
