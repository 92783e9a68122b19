"""Background work that is kept going: what fails is logged and begun again, with a growing pause."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger("parlance.host")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
_LONG_ENOUGH = 60.0
_CANCEL_AGAIN_AFTER = 2.5


class Supervised:
    """Tasks that run until the block ends; then they are cancelled and waited for."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []

    def keep(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` and begin it again whenever it fails. One that returns is finished."""
        self._tasks.append(asyncio.get_running_loop().create_task(_keep(name, work), name=name))

    async def __aenter__(self) -> Supervised:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        left = set(self._tasks)
        while left:
            # Once may not do: asyncio.wait_for of Python 3.11 can lose a cancellation.
            for task in left:
                task.cancel()
            _, left = await asyncio.wait(left, timeout=_CANCEL_AGAIN_AFTER)


async def _keep(name: str, work: Callable[[], Awaitable[None]]) -> None:
    loop = asyncio.get_running_loop()
    pause = FIRST_PAUSE
    while True:
        began = loop.time()
        try:
            await work()
            return
        except Exception:
            log.exception("%s failed; again in %.1f s", name, pause)
        await asyncio.sleep(pause)
        pause = FIRST_PAUSE if loop.time() - began > _LONG_ENOUGH else min(pause * 2, LONGEST_PAUSE)
