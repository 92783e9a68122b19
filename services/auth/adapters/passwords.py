"""Password hashes: argon2id, 19 MiB, two passes, one lane, in processes of low priority.

One less at once than there are cores, so that requests keep one; what does not fit in the queue is
refused with OVERLOADED. A password of an unknown account costs the same work as one of a known
account. Hashes that were brought along (bcrypt, argon2 with other parameters) are checked as they are
and made anew on success.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.children import start
from kernel.errors import Refusal
from services.auth.adapters.hashing_worker import LANES, MEMORY_KIB, PASSES, hasher
from services.auth.domain.password_hashes import is_bcrypt

__all__ = ["LANES", "MEMORY_KIB", "PASSES", "Passwords"]

_COMMAND = (sys.executable, "-m", "services.auth.adapters.hashing_worker")


class Passwords:
    """Makes and checks hashes; the processes start with the first, `close` ends them."""

    def __init__(self, workers: int, queue: int) -> None:
        self._hasher = hasher()
        self._turns = asyncio.Semaphore(workers)
        self._idle: list[_Worker] = []
        self._room = workers + queue
        self.checks = 0
        """Passwords held against a hash, of unknown accounts included."""
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    async def hash(self, password: str) -> str:
        """The hash of a password, in the PHC string format."""
        return str((await self._asked({"password": password}))["hash"])

    async def matches(self, password: str, stored: str | None) -> bool:
        """Whether a password is the one of a hash; False, after the same work, without a hash."""
        self.checks += 1
        answer = await self._asked({"password": password, "against": stored or self._nobody})
        return bool(answer["matches"]) and stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether a hash was made with other parameters and should be made anew."""
        return is_bcrypt(stored) or self._hasher.check_needs_rehash(stored)

    async def close(self) -> None:
        """Let the processes end."""
        while self._idle:
            await self._idle.pop().end()

    async def _asked(self, request: Mapping[str, str]) -> Mapping[str, Any]:
        if self._room <= 0:
            raise Refusal("OVERLOADED", "too many people are signing in", {"retry_after": "1"})
        self._room -= 1
        try:
            async with self._turns:
                # Cancelled or not: an answer nobody takes would be the next one's.
                return await asyncio.shield(self._one(json.dumps(request).encode() + b"\n"))
        finally:
            self._room += 1

    async def _one(self, line: bytes) -> Mapping[str, Any]:
        """Ask a process; one that has died meanwhile is replaced, once."""
        for _ in range(2):
            worker = self._idle.pop() if self._idle else await _started()
            answer = await worker.answer(line)
            if answer:
                self._idle.append(worker)
                found: Mapping[str, Any] = json.loads(answer)
                return found
            await worker.end()
        raise Refusal("UNAVAILABLE", "passwords cannot be checked just now", {"retry_after": "1"})


@dataclass(frozen=True, slots=True)
class _Worker:
    """A running process, its stdin and stdout one socket."""

    process: subprocess.Popen[bytes]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def answer(self, line: bytes) -> bytes:
        """The line that answers; empty when the process has died."""
        if self.writer.is_closing():
            return b""
        try:
            self.writer.write(line)
            await self.writer.drain()
            return await self.reader.readline()
        except ConnectionError:
            return b""

    async def end(self) -> None:
        """Wait for its end; kill it after five seconds."""
        self.writer.close()
        try:
            await asyncio.to_thread(self.process.wait, 5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            await asyncio.to_thread(self.process.wait)


async def _started() -> _Worker:
    here, there = socket.socketpair()
    with there:
        process = await start(_COMMAND, stdin=there.fileno(), stdout=there.fileno())
    return _Worker(process, *await asyncio.open_connection(sock=here))
