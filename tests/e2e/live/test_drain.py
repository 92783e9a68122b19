"""A gateway that is asked to stop lets its socket.io clients go and ends cleanly, with or without any."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

import httpx
import pytest

from kernel.testing.parts import free_port
from tests.e2e.live.clients import connected
from tests.system import System, process


@pytest.mark.parametrize("clients", [0, 2])
async def test_clients_are_let_go_and_the_process_ends_with_status_zero(
    system: System, tmp_path: Path, clients: int
) -> None:
    bob = system.person("Bob")
    port = free_port()
    environment = {**os.environ, **system.environment, "PARLANCE_PORT": str(port)}
    url = f"http://127.0.0.1:{port}"
    with process("services.gateway", environment, tmp_path / "log", may_end=True) as running:
        await _until_ready(url)
        async with connected(*[(url, bob.token)] * clients) as found:
            running.send_signal(signal.SIGTERM)
            for client in found:
                await asyncio.wait_for(client.gone.wait(), 15)
        assert await asyncio.to_thread(running.wait, 30) == 0


async def _until_ready(url: str) -> None:
    deadline = time.monotonic() + 60
    async with httpx.AsyncClient() as http:
        while time.monotonic() < deadline:
            try:
                if (await http.get(f"{url}/ready")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)
    raise AssertionError("the gateway did not start")
