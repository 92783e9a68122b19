"""Several gateway processes on one port: the parent listens, the children serve, the dead are replaced."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys

from kernel.rpc.main import Stop

log = logging.getLogger("parlance.gateway")

SOCKET_VARIABLE = "PARLANCE_GATEWAY_SOCKET"
"""Names the inherited listening socket of a child process."""
_PAUSE = 0.5


def inherited() -> socket.socket | None:
    """The listening socket this process was started with, if it is one of several."""
    number = os.environ.get(SOCKET_VARIABLE)
    return socket.socket(fileno=int(number)) if number else None


async def keep_workers(listening: socket.socket, count: int, stop: Stop) -> None:
    """Keep `count` processes serving a socket until `stop` is set, then let them drain."""
    stop.serving = True
    keepers = [asyncio.create_task(_keep(listening.fileno())) for _ in range(count)]
    await stop.wait()
    for keeper in keepers:
        keeper.cancel()
    await asyncio.gather(*keepers, return_exceptions=True)


async def _keep(number: int) -> None:
    environment = {**os.environ, SOCKET_VARIABLE: str(number)}
    while True:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "services.gateway", env=environment, pass_fds=[number]
        )
        try:
            status = await child.wait()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                child.send_signal(signal.SIGTERM)
            await child.wait()
            raise
        log.error("a gateway process ended with status %d; another is started", status)
        await asyncio.sleep(_PAUSE)
