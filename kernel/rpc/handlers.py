"""What happens around every method: one wrapper per shape of call, compiled from the contract.

In order: capacity, identity, access rule, context, trace, decode, idempotency, the servicer, encode;
an exception becomes a status in one place. Messages cross gRPC as bytes, so that a call that is
refused is never decoded. All of it costs a few tens of microseconds (docs/adr/0004-rpc-kit.md).
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import grpc
import grpc.aio
from google.protobuf.message import DecodeError
from parlance.options.v1.options_pb2 import ACCESS_PUBLIC

from kernel.context import CallContext, Caller
from kernel.errors import Refusal
from kernel.identity.authenticator import Authenticator
from kernel.refusals import Act
from kernel.rpc.access import PRIVILEGED, compile_check
from kernel.rpc.calls import MAX_IDEMPOTENCY_KEY, context_of, host_of
from kernel.rpc.contract import MethodContract
from kernel.rpc.errors import answer
from kernel.rpc.scopes import opening
from kernel.telemetry.logs import current_call
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import SpanKind, Tracing, failed

log = logging.getLogger("parlance.rpc")

Once = Callable[[CallContext, str, str, Callable[[], Awaitable[bytes]], bool], Awaitable[bytes]]
"""`await once(ctx, key, fingerprint, run, long)`: the bytes of this caller's first run with that key."""


@dataclass(slots=True)
class Capacity:
    """How many calls of a kind may run at once, and how many do."""

    limit: int
    running: int = 0


@dataclass(slots=True)
class Surroundings:
    """What all methods of a server share. `once` is None where nothing is stored."""

    authenticator: Authenticator
    metrics: Metrics
    tracing: Tracing = field(default_factory=Tracing)
    once: Once | None = None
    calls: Capacity = field(default_factory=lambda: Capacity(512))
    streams: Capacity = field(default_factory=lambda: Capacity(4096))
    unary_deadline: float = 30.0
    stream_deadline: float = 600.0
    access_log: bool = False
    fingerprint_key: bytes = b""
    """Keys the fingerprints of bodies that come with an idempotency key: a body may hold a password."""


def handler(
    method: MethodContract, implementation: Any, around: Surroundings
) -> grpc.RpcMethodHandler[Any, Any]:
    """The gRPC handler of one method of a servicer object."""
    call = _Call(method, getattr(implementation, method.name), around)
    if method.streams_out:
        if method.streams_in:
            return grpc.stream_stream_rpc_method_handler(call.stream_stream)
        return grpc.unary_stream_rpc_method_handler(call.unary_stream)
    if method.streams_in:
        return grpc.stream_unary_rpc_method_handler(call.stream_unary)
    return grpc.unary_unary_rpc_method_handler(call.unary_unary)


class _Call:
    __slots__ = (
        "_around", "_auth", "_capacity", "_check", "_deadline", "_decode", "_method", "_once", "_path",
        "_privileged", "_run", "_scopes", "_stats",
    )  # fmt: skip

    def __init__(self, method: MethodContract, run: Any, around: Surroundings) -> None:
        self._method = method
        self._path = method.path
        self._run = run
        self._around = around
        self._auth = around.authenticator
        self._check = compile_check(method)
        self._scopes = opening(method)
        self._decode = method.request.FromString
        self._stats = around.metrics.method(method.service, method.name)
        streaming = method.streams_in or method.streams_out
        self._deadline = around.stream_deadline if streaming else around.unary_deadline
        self._capacity = around.streams if streaming else around.calls
        self._once = None if method.idempotent or streaming else around.once
        self._privileged = method.rule.access in PRIVILEGED

    async def unary_unary(self, body: bytes, context: Any) -> bytes | None:
        async def work(ctx: CallContext) -> bytes:
            request = self._message(body)
            if ctx.idempotency_key and self._once is not None:
                return await self._only_once(body, request, ctx)
            reply: bytes = (await self._run(request, ctx)).SerializeToString()
            return reply

        return await self._around_call(context, work)

    async def unary_stream(self, body: bytes, context: Any) -> None:
        async def work(ctx: CallContext) -> None:
            await _send(self._run(self._message(body), ctx), context)

        await self._around_call(context, work)

    async def stream_unary(self, bodies: Any, context: Any) -> bytes | None:
        async def work(ctx: CallContext) -> bytes:
            requests = self._messages(bodies)
            reply: bytes = (await self._run(requests, ctx)).SerializeToString()
            return reply

        return await self._around_call(context, work)

    async def stream_stream(self, bodies: Any, context: Any) -> None:
        async def work(ctx: CallContext) -> None:
            await _send(self._run(self._messages(bodies), ctx), context)

        await self._around_call(context, work)

    async def _around_call(
        self, context: Any, work: Callable[[CallContext], Awaitable[bytes | None]]
    ) -> bytes | None:
        around = self._around
        stats = self._stats
        started = perf_counter()
        code = "OK"
        span = None
        capacity = self._capacity
        capacity.running += 1
        stats.running += 1
        try:
            if capacity.running > capacity.limit:
                raise Refusal("OVERLOADED")
            metadata = dict(context.invocation_metadata())
            traceparent, span = around.tracing.begin(
                self._path, metadata.get("traceparent", ""), SpanKind.SERVER
            )
            address, edge = host_of(context.peer()), ""
            if "x-client-address" in metadata:
                named = self._auth.edge_address(metadata)
                if named:
                    address, edge = named, metadata["x-edge"]
            identity = None
            authorization = metadata.get("authorization")
            if authorization is not None:
                identity = self._auth.cached(authorization)
                if identity is None:
                    identity = await self._auth.identify(authorization, address)
            caller = identity.caller if identity is not None else None
            try:
                self._check(caller)
                if caller is not None and caller.scopes:
                    self._within(caller, bool(edge))
            except Refusal as refusal:
                if caller is not None and (self._privileged or refusal.reason != "ACCESS_PROHIBITED"):
                    self._note(refusal, caller, address)
                raise
            left = context.time_remaining()
            ctx = context_of(
                metadata, identity, traceparent, self._deadline if left is None else left, address, edge
            )
            current_call.set(ctx)
            if left is not None:
                return await work(ctx)
            async with asyncio.timeout(self._deadline):
                return await work(ctx)
        except asyncio.CancelledError:
            code = "CANCELLED"
            raise
        except Exception as error:  # noqa: BLE001 - the one place that turns errors into statuses
            code = await self._refuse(error, context, span)
            return None
        finally:
            capacity.running -= 1
            stats.running -= 1
            spent = perf_counter() - started
            stats.observe(code, spent)
            if span is not None:
                span.end()
            if around.access_log:
                fields = {"method": self._path, "code": code, "seconds": round(spent, 6)}
                log.info("call", extra={"fields": fields})

    def _within(self, caller: Caller, inside: bool) -> None:
        """Raise Refusal API_KEY_NOT_ALLOWED unless the caller's key opens this method."""
        if not self._scopes.isdisjoint(caller.scopes) or self._method.rule.access == ACCESS_PUBLIC:
            return
        if not inside or self._method.rest:
            needed = " or ".join(sorted(self._scopes)) or "none"
            raise Refusal("API_KEY_NOT_ALLOWED", f"the key lacks a scope for this: {needed}")

    async def _refuse(self, error: Exception, context: Any, span: Any) -> str:
        told = answer(error)
        if told.defect:
            log.error("%s failed", self._path, exc_info=error)
        if span is not None:
            failed(span, told.reason.name)
        with contextlib.suppress(grpc.aio.AbortError):
            # Aborting raises, for handlers that should end there; this one is at its end.
            await context.abort(told.reason.code, told.message, told.trailing)
        return told.reason.code.name

    def _note(self, refusal: Refusal, caller: Caller, address: str) -> None:
        credential = f"{caller.kind}:{caller.session}"
        act = Act(refusal.reason, self._path, caller.id, credential, address)
        self._auth.refusals.note(act)

    def _message(self, body: bytes) -> Any:
        try:
            return self._decode(body)
        except DecodeError as error:
            raise Refusal("INVALID_ARGUMENT", "the request cannot be decoded") from error

    async def _messages(self, bodies: Any) -> AsyncIterator[Any]:
        async for body in bodies:
            yield self._message(body)

    async def _only_once(self, body: bytes, request: Any, ctx: CallContext) -> bytes:
        assert self._once is not None
        if len(ctx.idempotency_key) > MAX_IDEMPOTENCY_KEY:
            raise Refusal("INVALID_ARGUMENT", "the idempotency key is too long")

        async def run() -> bytes:
            reply: bytes = (await self._run(request, ctx)).SerializeToString()
            return reply

        digest = hmac.new(self._around.fingerprint_key, self._path.encode() + b"\0", hashlib.sha256)
        digest.update(body)
        long = self._method.rule.long_running
        return await self._once(ctx, ctx.idempotency_key, digest.hexdigest(), run, long)


async def _send(replies: AsyncIterator[Any], context: Any) -> None:
    async with aclosing(replies) as open_replies:  # type: ignore[type-var]
        async for reply in open_replies:
            await context.write(reply.SerializeToString())
