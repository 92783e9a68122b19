"""The gateway as a process: connections in order, a server, and a drain in reverse."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import metadata

import grpc.aio
import uvicorn
from grpc_health.v1 import health_pb2, health_pb2_grpc

from kernel.bus.nats import Bus
from kernel.identity.assembly import authenticating, own_credential
from kernel.rpc.channel import Channels
from kernel.rpc.hosting import traced
from kernel.telemetry.metrics import Metrics
from services.gateway.assemble import assemble
from services.gateway.contract import load
from services.gateway.live.sockets import MAX_MESSAGE, Sockets
from services.gateway.openapi import document
from services.gateway.protocol import Protocol
from services.gateway.settings import Settings
from services.gateway.web import Application, application

log = logging.getLogger("parlance.gateway")

_HEALTH_TIMEOUT = 1.0


class Gateway:
    """A gateway that serves. `port` is the one really listened on."""

    def __init__(self, app: Application, server: _Server, port: int) -> None:
        self.app = app
        self.port = port
        self._server = server
        self.stopping = False

    async def drain(self, pause: float) -> None:
        """Not ready any more; after `pause` seconds take no new connections and finish what runs."""
        self.stopping = True
        self.app.edge.draining = True
        await asyncio.sleep(pause)
        if self.app.sockets is not None:
            await self.app.sockets.close()
        self._server.should_exit = True


class _Server(uvicorn.Server):
    """uvicorn, but signals are somebody else's business."""

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        """Leave the signals alone."""
        yield


@asynccontextmanager
async def gateway(settings: Settings, listening: socket.socket | None = None) -> AsyncIterator[Gateway]:
    """Run a gateway until the block ends, then drain it.

    Raises PlanError or RouteConflict for a contract that does not fit together, OSError when the
    port is taken. The services and the bus may be away; /ready says what is missing.
    """
    async with AsyncExitStack() as stack:
        metrics = Metrics()
        metrics.process()
        tracing = traced("gateway", settings, stack)
        channels = Channels(settings)
        stack.push_async_callback(channels.close)
        bus = Bus(settings.nats_url, prefix=settings.nats_prefix, name="parlance-gateway")
        await bus.start()
        stack.push_async_callback(bus.close)
        credential = own_credential("gateway", settings)
        authenticator = await stack.enter_async_context(authenticating(credential, channels.to("auth"), bus))
        made = assemble(settings, load(), channels.to, authenticator, credential.edge, metrics, tracing)
        services = sorted({e.method.service for e in made.endpoints})
        described = document(made.endpoints, made.plans, _version()) if settings.docs else None
        state: list[Gateway] = []

        async def missing() -> str:
            if not state or state[0].stopping:
                return "stopping" if state else "starting"
            return await _missing({name: channels.to(name) for name in services})

        app = application(made.edge, metrics, missing, described)
        app.sockets = Sockets(authenticator, bus, channels.to("chat"), settings.cors_origins)
        stack.push_async_callback(app.sockets.close)
        listening = listening or listen(settings)
        server = _Server(_config(app, settings))
        serving = asyncio.get_running_loop().create_task(server.serve(sockets=[listening]))
        while not server.started:
            if serving.done():
                await serving
                raise OSError("the HTTP server did not start")
            await asyncio.sleep(0.01)
        running = Gateway(app, server, listening.getsockname()[1])
        state.append(running)
        stack.push_async_callback(_finished, running, serving, settings)
        yield running


def listen(settings: Settings) -> socket.socket:
    """The listening socket of the settings. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((settings.host, settings.port))
        found.listen(settings.http_backlog)
    except OSError as error:
        found.close()
        where = f"{settings.host}:{settings.port}"
        told = f"{where} cannot be listened on ({error.strerror}); PARLANCE_PORT sets another"
        raise OSError(told) from error
    found.setblocking(False)
    found.set_inheritable(True)
    return found


def _config(app: Application, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Protocol,
        ws="websockets-sansio",
        ws_max_size=MAX_MESSAGE,
        ws_ping_interval=None,
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=settings.http_backlog,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=max(1, round(settings.drain_grace)),
    )


async def _finished(running: Gateway, serving: asyncio.Task[None], settings: Settings) -> None:
    if not running.stopping:
        await running.drain(settings.drain_pause)
    await serving


async def _missing(channels: dict[str, grpc.aio.Channel]) -> str:
    """The services that do not serve, by name."""

    async def serves(channel: grpc.aio.Channel) -> bool:
        check = health_pb2_grpc.HealthStub(channel).Check
        try:
            reply = await check(health_pb2.HealthCheckRequest(), timeout=_HEALTH_TIMEOUT)
        except grpc.aio.AioRpcError:
            return False
        return bool(reply.status == health_pb2.HealthCheckResponse.SERVING)

    answers = await asyncio.gather(*(serves(c) for c in channels.values()))
    return ", ".join(name for name, fine in zip(channels, answers, strict=True) if not fine)


def _version() -> str:
    try:
        return metadata.version("parlance")
    except metadata.PackageNotFoundError:
        return "0.1.0"
