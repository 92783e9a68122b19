"""Waits until a change of rights is heard of, so that the reply comes when it counts.

A client that signs out, or an administrator who lets somebody in, goes on at once; the caches of the
gateway and the services follow the bus a few milliseconds later. This process listens to the same
feed: when it has heard of the change, the others have too, or do so within `GRACE`. It waits `LONGEST`
seconds at most, and not at all while the bus is away (then nothing is cached for longer than a second)
or inside an idempotent call (which commits after its handler).
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable

from kernel.eventstore.ambient import ambient
from kernel.eventstore.model import EventStore
from kernel.identity.revocations import Revocations

LONGEST = 1.0
GRACE = 0.01
_STEP = 0.004


class Spread:
    """Call after the commit."""

    def __init__(self, store: EventStore, revocations: Revocations) -> None:
        self._store = store
        self._revocations = revocations

    async def account(self, user_id: str, before: int) -> None:
        """Tokens made from an account's stream at version `before` are known to be stale."""
        await self._until(lambda: self._revocations.verdict(user_id, "", before, sys.maxsize) != "")

    async def membership(self, user_id: str, before: int) -> None:
        """Tokens made from version `before` of an account's memberships are known to be stale."""
        top = sys.maxsize
        await self._until(lambda: self._revocations.verdict(user_id, "", top, top, before) != "")

    async def session(self, session_id: str) -> None:
        """A session or key is known to be over."""
        await self._until(lambda: self._revocations.verdict("", session_id, sys.maxsize, sys.maxsize) != "")

    async def everyone(self, before: int) -> None:
        """Tokens made from the installation at version `before` are known to be stale."""
        await self._until(lambda: self._revocations.verdict("", "", sys.maxsize, before) != "")

    async def _until(self, heard: Callable[[], bool]) -> None:
        if not self._revocations.healthy or ambient(self._store) is not None:
            return
        until = time.monotonic() + LONGEST
        while not heard():
            if time.monotonic() > until:
                return
            await asyncio.sleep(_STEP)
        await asyncio.sleep(GRACE)
