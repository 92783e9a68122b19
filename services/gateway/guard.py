"""Streams, downloads and uploads end with the credential they were begun with.

A stream may run for minutes. While any is open, each one's credential is looked at five times a second:
a look in a dictionary as long as nothing was revoked. One that is refused by then, or whose account has
another role, ends its stream; while auth cannot be asked, streams go on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import grpc.aio

from kernel.errors import Refusal
from kernel.identity.authenticator import Authenticator
from services.gateway.call import Call

log = logging.getLogger("parlance.gateway")

_OVER = frozenset({"INVALID_CREDENTIAL", "SESSION_REVOKED", "API_KEY_NOT_ALLOWED"})
EVERY = 0.2
"""Seconds between two looks."""


class Guard:
    """See the module. Runs only while streams are held."""

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator
        self._held: dict[Call, Callable[[], Any]] = {}
        self._watching: asyncio.Task[None] | None = None

    def hold(self, call: Call, cancel: Callable[[], Any]) -> None:
        """From now on until `release`: when the call's credential ends, set `revoked` and call `cancel`."""
        if call.identity is None:
            return
        self._held[call] = cancel
        if self._watching is None or self._watching.done():
            self._watching = asyncio.get_running_loop().create_task(self._watch())

    def release(self, call: Call) -> None:
        """The stream is over."""
        self._held.pop(call, None)

    async def _watch(self) -> None:
        while self._held:
            await asyncio.sleep(EVERY)
            doubtful = [c for c in self._held if self._authenticator.cached(c.authorization) is None]
            for answer in await asyncio.gather(*map(self._ask, doubtful), return_exceptions=True):
                if isinstance(answer, Exception):
                    log.error("a stream's credential could not be looked at", exc_info=answer)

    async def _ask(self, call: Call) -> None:
        try:
            identity = await self._authenticator.identify(call.authorization, call.address)
        except Refusal as refusal:
            if refusal.reason in _OVER:
                self._end(call, refusal.reason)
            return
        except (grpc.aio.AioRpcError, TimeoutError):
            return
        if identity.caller.role != call.identity.caller.role:
            self._end(call, "TOKEN_STALE")

    def _end(self, call: Call, reason: str) -> None:
        cancel = self._held.pop(call, None)
        if cancel is not None and not call.gone:
            call.revoked = reason
            cancel()
