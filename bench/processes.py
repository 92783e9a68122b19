"""Processes of a benchmark: started here, ended here, and what they cost by /proc."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def python(*arguments: str, port: int, env: dict[str, str] | None = None) -> Iterator[psutil.Process]:
    """Run a module until the block ends; returns when it listens on `port`."""
    with subprocess.Popen([sys.executable, "-m", *arguments], env=env) as child:
        try:
            wait_port(port)
            yield psutil.Process(child.pid)
        finally:
            child.terminate()


def wait_port(port: int, timeout: float = 30) -> None:
    """Block until something listens on a loopback port."""
    deadline = time.monotonic() + timeout
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def cpu(processes: list[psutil.Process]) -> float:
    """User and system seconds the processes and all their children have used, threads included."""
    total = 0.0
    for process in processes:
        for one in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                total += times.user + times.system
    return total


def memory(processes: list[psutil.Process]) -> int:
    """Resident bytes of the processes and their children; pages that are shared count once for each."""
    total = 0
    for process in processes:
        for one in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
    return total
