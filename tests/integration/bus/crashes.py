"""Crashes at a chosen call: what stands between the tested part and its surroundings counts down."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from kernel.bus.lease import Holder


class Crash(BaseException):
    """The process ends here. Not an Exception, so nothing handles it."""


def gone() -> Holder:
    """The holder of a lease as others see it once its process has ended."""
    this = Holder.this_process()
    return replace(this, started="earlier")


class Countdown:
    """Crashes at the nth step; after it nothing has an effect any more."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left <= 0:
            raise Crash

    def now(self) -> None:
        """Crash here."""
        self.left = 0
        raise Crash


class Crashing:
    """A collection or database whose coroutine calls crash before or after taking effect."""

    def __init__(self, inner: Any, counter: Countdown) -> None:
        self._inner = inner
        self._counter = counter

    def with_options(self, **options: Any) -> Crashing:
        return Crashing(self._inner.with_options(**options), self._counter)

    def __getitem__(self, name: str) -> Crashing:
        return Crashing(self._inner[name], self._counter)

    def __getattr__(self, name: str) -> Any:
        inner = getattr(self._inner, name)
        if name not in _EFFECTS:
            return inner

        async def call(*args: Any, **kwargs: Any) -> Any:
            self._counter.step()
            if "session" in kwargs:
                kwargs["session"] = getattr(kwargs["session"], "inner", kwargs["session"])
            result = await inner(*args, **kwargs)
            self._counter.step()
            return result

        return call


class CrashingBus:
    """A bus whose publishes and acknowledgements crash."""

    def __init__(self, inner: Any, counter: Countdown) -> None:
        self._inner = inner
        self.client = _CrashingClient(inner.client, counter)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class _CrashingClient:
    def __init__(self, inner: Any, counter: Countdown) -> None:
        self._inner = inner
        self._counter = counter

    async def publish(self, *args: Any, **kwargs: Any) -> None:
        self._counter.step()
        await self._inner.publish(*args, **kwargs)
        # A cancelled flush ends the client's reading, so it is kept from the caller's cancellation.
        await asyncio.shield(self._inner.flush())
        self._counter.step()

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        self._counter.step()
        answer = await self._inner.request(*args, **kwargs)
        self._counter.step()
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


_EFFECTS = frozenset(
    {
        *("insert_one", "update_one", "update_many", "delete_one", "bulk_write", "find_one"),
        *("find_one_and_update",),
    }
)


class CrashingMongo:
    """A client whose transactions crash before or after they begin and commit."""

    def __init__(self, inner: Any, counter: Countdown) -> None:
        self._inner = inner
        self._counter = counter

    async def session(self) -> Any:
        self._counter.step()
        return _CrashingSession(await self._inner.session(), self._counter)

    async def begin(self, session: Any) -> None:
        await self._inner.begin(session.inner)


class _CrashingSession:
    def __init__(self, inner: Any, counter: Countdown) -> None:
        self.inner = inner
        self._counter = counter

    async def commit_transaction(self) -> None:
        self._counter.step()
        await self.inner.commit_transaction()
        self._counter.step()

    async def end_session(self) -> None:
        await self.inner.end_session()
