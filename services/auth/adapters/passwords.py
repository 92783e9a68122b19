"""Password hashes: argon2id, 19 MiB, two passes, one lane, off the event loop.

As many at once as there are cores; what does not fit in the queue is refused with OVERLOADED. A
password of an unknown account costs the same work as one of a known account. Hashes that were brought
along (bcrypt, argon2 with other parameters) are checked as they are and made anew on success.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from kernel.errors import Refusal
from services.auth.domain.password_hashes import is_bcrypt

T = TypeVar("T")

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
NICE = 10
"""Priority of hashing threads: a tenth of the share that others get when the cores are busy."""
_BCRYPT_BYTES = 72


class Passwords:
    """Makes and checks hashes; `close` when done."""

    def __init__(self, threads: int, queue: int) -> None:
        self._hasher = PasswordHasher(
            time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES, type=Type.ID
        )
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="argon2", initializer=_step_back)
        self._room = threads + queue
        self.checks = 0
        """Passwords held against a hash, of unknown accounts included."""
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    async def hash(self, password: str) -> str:
        """The hash of a password, in the PHC string format."""
        return await self._run(lambda: self._hasher.hash(password))

    async def matches(self, password: str, stored: str | None) -> bool:
        """Whether a password is the one of a hash; False, after the same work, without a hash."""
        known = stored is not None
        return await self._run(lambda: self._verify(stored or self._nobody, password)) and known

    def outdated(self, stored: str) -> bool:
        """Whether a hash was made with other parameters and should be made anew."""
        return is_bcrypt(stored) or self._hasher.check_needs_rehash(stored)

    async def close(self) -> None:
        """Let the threads end."""
        await asyncio.to_thread(self._pool.shutdown)

    def _verify(self, stored: str, password: str) -> bool:
        self.checks += 1
        if is_bcrypt(stored):
            # bcrypt looks at no more, and the systems such hashes come from cut what was longer.
            cut = password.encode("utf-8", "replace")[:_BCRYPT_BYTES]
            return b"\0" not in cut and bcrypt.checkpw(cut, stored.encode("ascii"))
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        if self._room <= 0:
            raise Refusal("OVERLOADED", "too many people are signing in", {"retry_after": "1"})
        self._room -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._room += 1


def _step_back() -> None:
    """Give this thread, where the system knows priorities of threads, less of the cores than requests get."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
