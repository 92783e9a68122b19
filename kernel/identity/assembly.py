"""Everything a process needs to know who calls, put together from settings, a channel and the bus."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import grpc.aio
from google.protobuf import message_factory
from parlance.auth.v1 import events_pb2, group_events_pb2, instance_events_pb2, key_events_pb2
from parlance.options.v1 import options_pb2

from kernel.bus.model import Envelope
from kernel.bus.nats import Bus
from kernel.bus.streams import Streams
from kernel.bus.tail import Tail
from kernel.config import CommonSettings
from kernel.identity.authenticator import Authenticator
from kernel.identity.exchange import Exchange
from kernel.identity.reporter import reporter
from kernel.identity.revocations import EFFECTS, KEEP, Revocations
from kernel.identity.service_credential import ServiceCredential, read_or_make
from kernel.refusals import Refusals
from kernel.rpc.supervision import Supervised

SOURCE = "auth"
SILENCE = 0.75
"""Seconds without a word from auth's relay after which nothing is taken for granted."""
_LAST_WORDS = 1.0
_EVENTS = {
    name: message
    for module in (events_pb2, group_events_pb2, instance_events_pb2, key_events_pb2)
    for name, message in module.DESCRIPTOR.message_types_by_name.items()
}


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
    tail = Tail(
        bus,
        Streams(bus),
        SOURCE,
        _taker(revocations),
        kinds=[(_aggregate(kind), kind) for kind in EFFECTS],
        since=KEEP,
        silence=SILENCE,
        on_health=revocations.feed_is,
    )
    refusals = Refusals(reporter(auth, credential))
    async with Supervised() as supervised:
        supervised.keep("revocations", tail.run)
        supervised.keep("refused acts", refusals.run)
        yield Authenticator(Exchange(auth, credential), revocations, credential, refusals=refusals)
    with suppress(TimeoutError):
        async with asyncio.timeout(_LAST_WORDS):
            await refusals.flush(everything=True)


def _aggregate(kind: str) -> str:
    rule = _EVENTS[kind].GetOptions().Extensions[options_pb2.event]
    return str(rule.aggregate)


def _taker(revocations: Revocations) -> Callable[[Envelope], Awaitable[None]]:
    """Ids stand in clear text in events, so nothing has to be decrypted."""
    classes = {kind: message_factory.GetMessageClass(_EVENTS[kind]) for kind in EFFECTS}

    async def take(event: Envelope) -> None:
        cls = classes.get(event.type)
        if cls is not None:
            message: Any = cls.FromString(event.data)
            session = getattr(message, "session_id", "") or getattr(message, "key_id", "")
            versions = getattr(message, "membership_versions", ())
            members = zip(getattr(message, "user_ids", ()), versions, strict=False)
            revocations.apply(event.type, event.stream, event.version, session, members)

    return take
