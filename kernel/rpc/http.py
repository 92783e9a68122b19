"""The small HTTP endpoint beside a gRPC server: /health, /ready, /metrics.

/health says that the process is alive, whatever it depends on. /ready is 200 while calls are
welcome and 503 with the reason otherwise: starting, stopping, or what the service itself misses.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from kernel.telemetry.metrics import Metrics

Missing = Callable[[], Awaitable[str]]
"""What is missing until calls are welcome; empty when nothing is."""


class HttpEndpoint:
    """One listening endpoint. `port` is known after `start`."""

    def __init__(self, name: str, metrics: Metrics) -> None:
        self._name = name
        self._metrics = metrics
        self.missing: Missing = _starting
        self.port = 0
        app = web.Application()
        app.router.add_get("/health", self._health)
        app.router.add_get("/ready", self._ready)
        app.router.add_get("/metrics", self._exposition)
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self, host: str, port: int) -> None:
        """Listen; port 0 takes a free one. Raises OSError when the port is taken."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _health(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "service": self._name})

    async def _ready(self, request: web.Request) -> web.Response:
        missing = await self.missing()
        body = {"ready": not missing, "service": self._name, "missing": missing}
        return web.json_response(body, status=503 if missing else 200)

    async def _exposition(self, request: web.Request) -> web.Response:
        return web.Response(
            body=self._metrics.exposition(),
            headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
        )


async def _starting() -> str:
    return "starting"
