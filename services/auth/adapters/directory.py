"""LDAP off the event loop: some conversations at a time, each within a deadline.

A conversation that takes too long is cut off: its caller is answered, and its thread is free again as
soon as the operating system says that the connection is closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from kernel.errors import Refusal
from services.auth.adapters.directory_server import Server
from services.auth.adapters.directory_talk import Talk
from services.auth.domain.directory.people import Person, person_of
from services.auth.domain.refusals import DirectoryUnavailable

T = TypeVar("T")
LOOK_UP = 5
"""Most people an administrator's look-up shows."""
_STEPS = 2


class Directory:
    """Asks LDAP servers; `close` when done."""

    def __init__(self, threads: int, queue: int, patience: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="ldap")
        self._room = threads + queue
        self._patience = patience

    async def verify(self, server: Server, name: str, password: str) -> Person | None:
        """The person of this name with this password; None for nobody, for several, for a wrong password.

        Raises DirectoryUnavailable, Refusal OVERLOADED.
        """
        found = await self._run(server, lambda talk: talk.verify(name, password))
        return person_of(found[0], server.attributes, found[1]) if found else None

    async def look_up(self, server: Server, name: str) -> list[Person]:
        """People of this name, LOOK_UP at most; an empty name only tries the connection.

        Raises DirectoryUnavailable, Refusal OVERLOADED.
        """
        found = await self._run(server, lambda talk: talk.look_up(name, LOOK_UP))
        return [person_of(entry, server.attributes, groups) for entry, groups in found]

    async def close(self) -> None:
        """Let the threads end."""
        await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)

    async def _run(self, server: Server, ask: Callable[[Talk], T]) -> T:
        if self._room <= 0:
            raise Refusal("OVERLOADED", "too many people are signing in", {"retry_after": "1"})
        talk = Talk(server, self._patience)
        loop = asyncio.get_running_loop()
        self._room -= 1
        job = self._pool.submit(ask, talk)
        # The thread counts until it is free, which may be later than its caller was answered.
        job.add_done_callback(lambda _: loop.call_soon_threadsafe(self._has_ended))
        try:
            async with asyncio.timeout(_STEPS * self._patience):
                return await asyncio.wrap_future(job)
        except TimeoutError:
            raise DirectoryUnavailable("the directory is too slow", "connect") from None
        finally:
            if not job.done():
                talk.abort()

    def _has_ended(self) -> None:
        self._room += 1
