"""Calls to the services: metadata, deadline, a fresh token when the old one is stale, cancellation.

The client's own headers never become metadata; what travels is the access token, the request id,
the trace context, an idempotency key that fits, and where it matters the client's address.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import grpc.aio
from parlance.options.v1 import options_pb2 as options

from kernel.errors import Refusal
from kernel.identity import tokens
from kernel.identity.authenticator import Authenticator
from kernel.rpc.calls import MAX_IDEMPOTENCY_KEY
from kernel.rpc.errors import refusal_of
from services.gateway.call import Call, ClientGone
from services.gateway.errors import Failure
from services.gateway.guard import Guard

T = TypeVar("T")

WATCH_AFTER = 0.05
"""Seconds a unary call may take before the gateway begins to watch for a client that leaves."""


class Upstream:
    """What all endpoints need to call a service."""

    def __init__(self, authenticator: Authenticator, edge: str) -> None:
        self._authenticator = authenticator
        self._edge = edge
        self._guard = Guard(authenticator)

    async def identify(self, call: Call) -> None:
        """Exchange the request's credential. Raises Refusal, AioRpcError or Failure.

        A cookie that is no longer good does not keep anyone from a public method.
        """
        endpoint = call.endpoint
        if not call.authorization:
            if not endpoint.public:
                raise Failure("NOT_AUTHENTICATED", headers=[(b"www-authenticate", b"Bearer")])
            return
        identity = self._authenticator.cached(call.authorization)
        if identity is None:
            try:
                if tokens.key_id(call.authorization.removeprefix("Bearer ")) is not None:
                    # An access token is for services among themselves: no client ever gets one.
                    raise Refusal("INVALID_CREDENTIAL")
                identity = await self._authenticator.identify(call.authorization, call.address)
            except Refusal:
                if not (endpoint.public and call.via_cookie):
                    raise
                return
        call.identity = identity

    def metadata(self, call: Call) -> tuple[tuple[str, str], ...]:
        """The metadata of a call. Raises Failure for an idempotency key that is none."""
        endpoint = call.endpoint
        pairs = [("x-request-id", call.request_id), ("traceparent", call.traceparent)]
        if call.identity is not None:
            pairs.append(("authorization", "Bearer " + call.identity.token))
        if endpoint.once:
            key = call.headers.get(b"idempotency-key")
            if key is not None:
                pairs.append(("idempotency-key", _idempotency_key(key)))
        if endpoint.names_client and call.address:
            pairs += [("x-client-address", call.address), ("x-edge", self._edge)]
        return tuple(pairs)

    async def fresh(self, call: Call, run: Callable[[], Awaitable[T]]) -> T:
        """Run a call; when the service finds the access token stale, once more with a new one."""
        try:
            return await run()
        except grpc.aio.AioRpcError as error:
            refusal = refusal_of(error)
            if refusal is None or refusal.reason != "TOKEN_STALE" or call.identity is None:
                raise
        self._authenticator.forget(call.authorization)
        call.identity = await self._authenticator.identify(call.authorization, call.address)
        return await run()

    async def unary(self, call: Call, request: Any) -> Any:
        """The reply of a unary method. Raises AioRpcError, ClientGone."""
        endpoint = call.endpoint

        async def run() -> Any:
            rpc = endpoint.stub(request, metadata=self.metadata(call), timeout=endpoint.deadline)
            return await watched(call, rpc)

        reply = await self.fresh(call, run)
        if endpoint.rule.revokes:
            self._doubt(call)
        return reply

    @asynccontextmanager
    async def streamed(self, call: Call, request: Any) -> AsyncIterator[tuple[Any, Any]]:
        """A call with a stream of replies, and the first of them (EOF when there is none).

        The call ends with the block; a client that leaves meanwhile cancels it, and so does the end of
        its credential: `call.revoked` says why. Raises AioRpcError, ClientGone, Failure.
        """
        endpoint = call.endpoint
        rpc: Any = None

        async def first() -> Any:
            nonlocal rpc
            rpc = endpoint.stub(request, metadata=self.metadata(call), timeout=endpoint.deadline)
            call.unwatch()
            call.watch(rpc.cancel)
            return await rpc.read()

        try:
            with self.guarded(call, lambda: rpc_done(rpc)):
                reply = await self.fresh(call, first)
                yield rpc, reply
        except asyncio.CancelledError:
            if call.gone:
                raise ClientGone from None
            raise
        finally:
            call.unwatch()
            rpc_done(rpc)

    @contextmanager
    def guarded(self, call: Call, cancel: Callable[[], Any]) -> Iterator[None]:
        """Call `cancel` when the request's credential ends within the block. Raises Failure then, in place of
        the CancelledError of what was cancelled."""
        self._guard.hold(call, cancel)
        try:
            yield
        except asyncio.CancelledError:
            if call.revoked and not call.gone:
                raise Failure(call.revoked) from None
            raise
        finally:
            self._guard.release(call)

    def _doubt(self, call: Call) -> None:
        if call.endpoint.rule.access in (options.ACCESS_ADMIN, options.ACCESS_SCIM):
            self._authenticator.doubt()
        elif call.identity is not None:
            self._authenticator.doubt(call.identity.caller.id)


async def watched(call: Call, rpc: Any) -> Any:
    """Await a call's only reply; a client that leaves meanwhile cancels it. Raises ClientGone."""
    timer = asyncio.get_running_loop().call_later(WATCH_AFTER, call.watch, rpc.cancel)
    try:
        return await rpc
    except asyncio.CancelledError:
        if call.gone:
            raise ClientGone from None
        rpc.cancel()
        raise
    finally:
        timer.cancel()
        call.unwatch()


def rpc_done(rpc: Any) -> None:
    """End a call that may still be under way."""
    if rpc is not None and not rpc.done():
        rpc.cancel()


def _idempotency_key(value: bytes) -> str:
    text = value.decode("latin-1").strip()
    if not text or len(text) > MAX_IDEMPOTENCY_KEY or not (text.isascii() and text.isprintable()):
        raise Failure(
            "INVALID_ARGUMENT", f"An idempotency key has 1 to {MAX_IDEMPOTENCY_KEY} visible characters."
        )
    return text
