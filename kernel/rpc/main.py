"""The entry point of a service process.

    if __name__ == "__main__":
        run("auth", Settings, build)

Reads the settings, runs the service on uvloop until SIGTERM or SIGINT, drains it and returns. The
exit status is 0 after a drain and 1 when the service could not start or stopped by itself; then the
last log line says why and which setting helps. A second signal cuts the drain short.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import uvloop

from kernel.config import CommonSettings, SettingsError, load
from kernel.rpc.hosting import Build, hosted
from kernel.telemetry import logs

log = logging.getLogger("parlance.host")
S = TypeVar("S", bound=CommonSettings)


class Stop(asyncio.Event):
    """Set when the process is asked to end. `serving` tells that there is something to drain."""

    serving = False


Serve = Callable[[Stop], Awaitable[None]]
"""Sets `stop.serving` once it serves, runs until `stop` is set, then drains and returns."""


def run(name: str, settings_class: type[CommonSettings], build: Build) -> None:
    """Run one service as this process."""
    settings = settings_or_exit(settings_class)

    async def serve(stop: Stop) -> None:
        async with hosted(name, settings, build) as service:
            stop.serving = True
            log.info("%s serves on %s:%d", name, settings.host, service.port)
            settled()
            await stop.wait()

    run_process(name, settings, serve)


def run_process(name: str, settings: CommonSettings, serve: Serve) -> None:
    """Run `serve` on uvloop as this process: logs, signals, exit status."""
    logs.configure(name, settings.log_level)
    try:
        uvloop.run(_until_signalled(serve))
    except asyncio.CancelledError:
        sys.exit(1)
    except Exception:
        log.exception("%s stopped", name)
        sys.exit(1)


def settings_or_exit(settings_class: type[S]) -> S:
    """The settings from the environment; a bad one ends the process with a line that names it."""
    try:
        return load(settings_class)
    except SettingsError as error:
        sys.exit(f"settings: {error}")


def settled() -> None:
    """Tell the garbage collector that what was made at the start stays.

    Calls make many short-lived objects and hardly any cycles: looking for them less often, and not
    among what was loaded, saves a few percent of every request.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


async def _until_signalled(serve: Serve) -> None:
    stop = Stop()
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(serve(stop))

    def signalled() -> None:
        if stop.is_set() or not stop.serving:
            task.cancel()
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, signalled)
    try:
        await task
    except asyncio.CancelledError:
        if stop.serving:
            raise  # a drain that was cut short
