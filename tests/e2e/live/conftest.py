"""A second gateway beside the system's own, and channels switched on."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kernel.testing.parts import free_port
from tests.system import System, process


@pytest.fixture(scope="module")
def gateways(system: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Addresses of two gateways on the same services."""
    port = free_port()
    log: Path = tmp_path_factory.mktemp("live") / "gateway.log"
    environment = {**os.environ, **system.environment, "PARLANCE_PORT": str(port)}
    with process("services.gateway", environment, log):
        other = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while True:
            try:
                if httpx.get(f"{other}/ready", timeout=5).status_code == 200:
                    break
            except httpx.TransportError:
                pass
            assert time.monotonic() < deadline, log.read_text(errors="replace")[-2000:]
            time.sleep(0.1)
        yield system.url, other


@pytest.fixture(scope="module", autouse=True)
def channels(system: System) -> Iterator[None]:
    """Channels are on in this module's tests."""
    path = "/api/v1/auths/admin/config"
    with system.client(headers=system.admin.headers) as client:
        before = client.get(path).raise_for_status().json()
        client.post(path, json={**before, "ENABLE_CHANNELS": True}).raise_for_status()
        yield
        client.post(path, json=before).raise_for_status()
