"""Starting a process beside a running gRPC server."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Sequence
from pathlib import Path


async def start(
    command: Sequence[str], *, stdin: int, stdout: int, cwd: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start a process; stderr is ours. Raises OSError.

    Not by the event loop: uvloop forks, and the handlers that gRPC runs in a forked child end it
    now and then before it has begun. CPython's own start (vfork) runs no such handlers.
    """

    def started() -> subprocess.Popen[bytes]:
        return subprocess.Popen(list(command), stdin=stdin, stdout=stdout, cwd=cwd)  # noqa: S603 - our commands

    return await asyncio.to_thread(started)
