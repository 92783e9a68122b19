"""The start-up check of the bus: refuses nats-servers that acknowledge before they have synced.

With the servers' default an acknowledged event may be lost for two minutes' worth on a power cut. The
log would refill the bus, but consumers that had seen the lost end would be ahead of it for a while.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import urllib.request
from collections.abc import Sequence
from typing import Any

MINIMUM = (2, 12, 3)
"""Earlier versions lost acknowledged messages or whole streams in published tests."""


class UnsafeBus(RuntimeError):
    """A nats-server is set up so that acknowledged events can be lost."""


class MonitorSilent(UnsafeBus):
    """A monitor does not answer: nothing is known of its server."""


async def check_servers(monitors: Sequence[str], timeout: float = 5.0) -> None:
    """Check every server by the address of its monitor (`http://nats-0:8222`). Raises UnsafeBus."""
    for monitor in monitors:
        url = f"{monitor.rstrip('/')}/varz"
        if not url.startswith(("http://", "https://")):
            raise UnsafeBus(f"{monitor} is not the address of a monitor")
        try:
            shown = await asyncio.to_thread(_get, url, timeout)
        except (OSError, ValueError) as error:
            raise MonitorSilent(f"the monitor {monitor} does not answer: {error}") from error
        problem = weakness(shown)
        if problem:
            raise UnsafeBus(f"nats-server at {monitor}: {problem}")


def weakness(varz: dict[str, Any]) -> str:
    """What is wrong with a server, from its /varz; empty when nothing is."""
    version = str(varz.get("version", ""))
    numbers = tuple(int(part) for part in version.split("-")[0].split(".") if part.isdigit())
    config = varz.get("jetstream", {}).get("config")
    if not config:
        return "JetStream is off"
    if numbers < MINIMUM:
        return f"version {version} is older than {'.'.join(map(str, MINIMUM))}"
    if not config.get("sync_always"):
        return "JetStream does not sync each write: set `sync_interval: always`"
    if str(config.get("store_dir", "")).startswith(tempfile.gettempdir()):
        return "JetStream stores under a temporary folder: set `store_dir`"
    return ""


def _get(url: str, timeout: float) -> dict[str, Any]:
    with urllib.request.urlopen(url, timeout=timeout) as reply:  # noqa: S310 - http checked above
        shown: dict[str, Any] = json.load(reply)
        return shown
