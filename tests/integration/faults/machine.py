"""The whole system as `make up` runs it: each part a process under supervisord, so that each can be killed.

Ports and data are its own; the model provider is bench/fake_provider.py. Processes are only ever
signalled by the ids supervisord names.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pymongo

from bench.processes import free_port, python, wait_port
from bench.system import base_with_free_ports
from deploy.embedded import control, health
from deploy.embedded.layout import ROOT, Layout

PARTS = ("gateway", "auth", "chat", "knowledge", "inference", "nats", "mongod")


@dataclass(slots=True)
class Machine:
    """A running installation."""

    layout: Layout

    @property
    def url(self) -> str:
        """Where the gateway answers."""
        return self.layout.base_url

    @property
    def environment(self) -> dict[str, str]:
        """What the parts see, for programs of ours that join them."""
        return {**os.environ, **self.layout.environment()}

    def state(self, part: str) -> dict[str, Any]:
        """What supervisord knows of a part."""
        return next(row for row in control.states(self.layout) if row["name"] == part)

    def kill(self, part: str) -> int:
        """SIGKILL a part; returns the id of the process that is gone."""
        pid = int(self.state(part)["pid"])
        os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(pid).wait(10)
        return pid

    def stop(self, part: str) -> None:
        """Have the supervisor end a part with SIGTERM; returns when it has ended."""
        control.connect(self.layout).stopProcess(part)

    def start(self, part: str) -> None:
        """Have the supervisor start a part that it was told to stop."""
        control.connect(self.layout).startProcess(part, False)

    def ready(self) -> bool:
        """Whether every part serves."""
        return not health.missing(self.layout) and self._database_serves() and self._bus_serves()

    def wait_back(self, part: str, gone: int, timeout: float = 45.0) -> None:
        """Block until another process stands in for a killed one and everything serves again."""
        back = lambda: self.state(part)["pid"] not in (0, gone) and self.ready()  # noqa: E731
        wait_until(back, timeout, lambda: f"{part} did not come back: {health.missing(self.layout)}")

    def _database_serves(self) -> bool:
        options: dict[str, Any] = {"directConnection": True, "serverSelectionTimeoutMS": 500}
        with (
            pymongo.MongoClient[dict[str, Any]]("127.0.0.1", self.layout.mongo_port, **options) as client,
            contextlib.suppress(pymongo.errors.PyMongoError),
        ):
            return bool(client.admin.command("hello").get("isWritablePrimary"))
        return False

    def _bus_serves(self) -> bool:
        with contextlib.suppress(OSError):
            wait_port(self.layout.nats_port, 0)
            return True
        return False

    def run(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the project's programs beside the parts."""
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
        )

    def errors(self) -> dict[str, int]:
        """Lines at level error by part: defects, since faults from outside are warnings."""
        found = {}
        for log in sorted(self.layout.logs.glob("*.log")):
            count = sum('"level":"error"' in line for line in log.read_text(errors="replace").splitlines())
            if count:
                found[log.stem] = count
        return found


@contextlib.contextmanager
def running(**settings: str) -> Iterator[Machine]:
    """Start everything, yield when it is ready, stop it and remove its data."""
    port, base = free_port(), base_with_free_ports()
    with (
        tempfile.TemporaryDirectory(prefix="parlance-faults-", ignore_cleanup_errors=True) as folder,
        python("bench.fake_provider", "--port", str(port), port=port),
    ):
        own = {key: value for key, value in os.environ.items() if not key.startswith("PARLANCE_")}
        layout = Layout.from_environment(
            {
                **own,
                "PARLANCE_DATA_DIR": str(Path(folder) / "data"),
                "PARLANCE_PORT_BASE": str(base),
                "PARLANCE_PORT": str(base),
                "PARLANCE_OPENAI_URLS": f"http://127.0.0.1:{port}/v1",
                "PARLANCE_EMBEDDING_MODEL": "fake-embed",
                "PARLANCE_LOCAL_MODEL": "never",
                **{f"PARLANCE_{name.upper()}": value for name, value in settings.items()},
            }
        )
        layout.prepare()
        control.start(layout)
        try:
            health.initiate_replica_set(layout)
            health.wait(layout)
            yield Machine(layout)
        finally:
            keep = os.environ.get("FAULTS_KEEP_LOGS")
            if keep:
                subprocess.run(["cp", "-r", str(layout.logs), keep], check=False)
            control.stop(layout)


def wait_until(true: Callable[[], bool], timeout: float, otherwise: Callable[[], str]) -> None:
    """Block until `true()`; fail with `otherwise()` when that takes too long."""
    deadline = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.1)
