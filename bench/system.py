"""The whole system as `make up` runs it, on ports and data of its own, with a fake provider behind it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from bench.processes import cpu, free_port, memory, python
from deploy.embedded import control, health
from deploy.embedded.layout import Layout
from deploy.embedded.preflight import used_ports


@dataclass(slots=True)
class System:
    """A running system. Figures are over all its processes: gateway, services, mongod, nats-server."""

    layout: Layout
    provider: str
    ready_after: float
    processes: list[psutil.Process] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where the gateway listens."""
        return self.layout.port

    def cpu(self) -> float:
        """CPU seconds used so far."""
        return cpu(self.processes)

    def memory(self) -> int:
        """Resident bytes now."""
        return memory(self.processes)

    def shares(self) -> dict[str, float]:
        """CPU seconds used so far by part."""
        rows = control.states(self.layout)
        return {row["name"]: cpu([psutil.Process(row["pid"])]) for row in rows if row["pid"]}

    def call(self, method: str, path: str, token: str = "", body: Any = None) -> Any:
        """One request outside the measurements."""
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.layout.base_url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.loads(reply.read())


def base_with_free_ports() -> int:
    """A PARLANCE_PORT_BASE all of whose ports are free just now."""
    bases = range(12_000, 31_000, 500)
    # In any order: two runs that start together should not choose the same.
    for base in random.SystemRandom().sample(bases, len(bases)):
        layout = Layout.from_environment({"PARLANCE_PORT_BASE": str(base), "PARLANCE_PORT": str(base)})
        if not used_ports(layout):
            return base
    raise SystemExit("no free ports")


@contextlib.contextmanager
def running(**settings: str) -> Iterator[System]:
    """Start everything, yield when ready, stop everything and remove its data."""
    provider_port = free_port()
    base = base_with_free_ports()
    provider_url = f"http://127.0.0.1:{provider_port}"
    with (
        tempfile.TemporaryDirectory(prefix="parlance-bench-") as folder,
        python("bench.fake_provider", "--port", str(provider_port), port=provider_port),
    ):
        environment = {
            **os.environ,
            "PARLANCE_DATA_DIR": str(Path(folder) / "data"),
            "PARLANCE_PORT_BASE": str(base),
            "PARLANCE_PORT": str(base),
            "PARLANCE_OPENAI_URLS": f"{provider_url}/v1",
            "PARLANCE_EMBEDDING_MODEL": "fake-embed",
            "PARLANCE_LOCAL_MODEL": "never",
            **{f"PARLANCE_{name.upper()}": value for name, value in settings.items()},
        }
        layout = Layout.from_environment(environment)
        layout.prepare()
        # A first start creates the databases; the second is the warm start that is measured.
        _start(layout)
        control.stop(layout)
        seconds = _start(layout)
        try:
            pids = [row["pid"] for row in control.states(layout) if row["pid"]]
            yield System(layout, provider_url, seconds, [psutil.Process(pid) for pid in pids])
        finally:
            control.stop(layout)


def _start(layout: Layout) -> float:
    began = time.monotonic()
    control.start(layout)
    health.initiate_replica_set(layout)
    health.wait(layout)
    return time.monotonic() - began
