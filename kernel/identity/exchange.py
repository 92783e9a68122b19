"""Asks auth: what is this credential good for, and which keys sign access tokens.

One call per credential at a time, however many requests wait for it; a refused credential is
remembered for two seconds, so that a loop with a wrong key does not become auth's load. Nothing
else is cached here. Transport faults are raised as they are and not remembered.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable

import grpc.aio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from parlance.auth.v1 import tokens_pb2

from kernel.errors import Refusal
from kernel.identity.service_credential import ServiceCredential
from kernel.rpc.errors import refusal_of

REFUSED_FOR = 2.0
_REMEMBERED = 2048
_TIMEOUT = 3.0
_KEYS_AT_MOST_EVERY = 2.0
_DEVELOPER_KEY = re.compile(r"[A-Z0-9]{7}(-[A-Z0-9]{7}){3}")
_NOT_REMEMBERED = frozenset({"UNAVAILABLE", "DEADLINE_EXCEEDED", "OVERLOADED", "RATE_LIMITED"})


class Exchange:
    """The calls to parlance.auth.v1.Tokens."""

    def __init__(
        self,
        channel: grpc.aio.Channel,
        credential: ServiceCredential,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        path = "/parlance.auth.v1.Tokens/"
        self._exchange = channel.unary_unary(
            path + "Exchange",
            tokens_pb2.ExchangeRequest.SerializeToString,
            tokens_pb2.ExchangeReply.FromString,
        )
        self._get_keys = channel.unary_unary(
            path + "Keys",
            tokens_pb2.KeysRequest.SerializeToString,
            tokens_pb2.KeysReply.FromString,
        )
        self._metadata = (("authorization", credential.authorization),)
        self._clock = clock
        self._under_way: dict[str, asyncio.Task[tokens_pb2.ExchangeReply]] = {}
        self._refused: dict[str, tuple[float, str]] = {}
        self.keys: dict[str, Ed25519PublicKey] = {}
        self._keys_at = -_KEYS_AT_MOST_EVERY
        self._keys_task: asyncio.Task[None] | None = None

    async def exchange(self, credential: str, address: str = "") -> tokens_pb2.ExchangeReply:
        """The access token of a credential. Raises Refusal, or AioRpcError when auth is not there."""
        refused = self._refused.get(credential)
        if refused is not None:
            if refused[0] > self._clock():
                raise Refusal(refused[1])
            del self._refused[credential]
        task = self._under_way.get(credential)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._ask(credential, address))
            self._under_way[credential] = task
            task.add_done_callback(lambda done: self._done(credential, done))
        return await asyncio.shield(task)

    async def load_keys(self) -> None:
        """Fetch the public keys anew, at most every two seconds, once for all who wait."""
        if self._keys_task is None:
            if self._clock() - self._keys_at < _KEYS_AT_MOST_EVERY:
                return
            self._keys_task = asyncio.get_running_loop().create_task(self._fetch_keys())
            self._keys_task.add_done_callback(self._keys_done)
        await asyncio.shield(self._keys_task)

    async def _fetch_keys(self) -> None:
        reply = await self._get_keys(tokens_pb2.KeysRequest(), timeout=_TIMEOUT)
        self.keys = {k.kid: Ed25519PublicKey.from_public_bytes(k.ed25519) for k in reply.keys}
        self._keys_at = self._clock()

    def _keys_done(self, task: asyncio.Task[None]) -> None:
        self._keys_task = None
        if not task.cancelled():
            task.exception()  # every waiter has it; without a waiter nobody needs it

    async def _ask(self, credential: str, address: str) -> tokens_pb2.ExchangeReply:
        request = tokens_pb2.ExchangeRequest(credential=credential, kind=kind_of(credential), address=address)
        try:
            reply: tokens_pb2.ExchangeReply = await self._exchange(
                request, metadata=self._metadata, timeout=_TIMEOUT
            )
        except grpc.aio.AioRpcError as error:
            refusal = refusal_of(error)
            if refusal is None:
                raise
            if refusal.reason not in _NOT_REMEMBERED:
                self._remember(credential, refusal.reason)
            raise refusal from error
        return reply

    def _remember(self, credential: str, reason: str) -> None:
        if len(self._refused) >= _REMEMBERED:
            del self._refused[next(iter(self._refused))]
        self._refused[credential] = (self._clock() + REFUSED_FOR, reason)

    def _done(self, credential: str, task: asyncio.Task[tokens_pb2.ExchangeReply]) -> None:
        del self._under_way[credential]
        if not task.cancelled():
            task.exception()


def kind_of(credential: str) -> tokens_pb2.CredentialKind:
    """What a credential looks like; auth decides what it is."""
    if credential.startswith("sk-"):
        return tokens_pb2.CREDENTIAL_KIND_API_KEY
    if credential.startswith("scim-"):
        return tokens_pb2.CREDENTIAL_KIND_SCIM_TOKEN
    if _DEVELOPER_KEY.fullmatch(credential):
        return tokens_pb2.CREDENTIAL_KIND_DEVELOPER_KEY
    if credential.count(".") == 2:
        return tokens_pb2.CREDENTIAL_KIND_SESSION
    return tokens_pb2.CREDENTIAL_KIND_UNSPECIFIED
