"""A gRPC server for plain servicer objects: contract rules, health, reflection, graceful stop.

Servicers are registered by descriptor (kernel.service.Servicer); a servicer that lacks a method of
its contract fails at start. grpc.health.v1 and server reflection answer without a credential.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import grpc
import grpc.aio
from grpc_health.v1 import _async as health_aio
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from kernel.config import CommonSettings
from kernel.rpc import contract
from kernel.rpc.handlers import Surroundings, handler
from kernel.service import Servicer

MAX_METADATA = 64 * 1024


class RpcServer:
    """One listening server. `port` is known after `start`."""

    def __init__(self, servicers: Sequence[Servicer], around: Surroundings, settings: CommonSettings) -> None:
        self._around = around
        self._settings = settings
        self._server = grpc.aio.server(options=server_options(settings))
        self._health = health_aio.HealthServicer()
        self._names = [servicer.full_name for servicer in servicers]
        for servicer in servicers:
            self._add(servicer)
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        reflection.enable_server_reflection(
            (*self._names, health.SERVICE_NAME, reflection.SERVICE_NAME), self._server
        )
        self.port = 0

    async def start(self, port: int) -> None:
        """Listen on the settings' host; port 0 takes a free one. Not yet announced as serving."""
        await self.announce(serving=False)
        address = f"{self._settings.host}:{port}"
        try:
            self.port = self._server.add_insecure_port(address)
        except RuntimeError as error:
            raise OSError(f"{address} is taken") from error
        await self._server.start()

    async def announce(self, *, serving: bool) -> None:
        """Tell health clients whether to send calls here."""
        status = health_pb2.HealthCheckResponse
        for name in ("", *self._names):
            await self._health.set(name, status.SERVING if serving else status.NOT_SERVING)

    async def stop(self, pause: float, grace: float) -> None:
        """NOT_SERVING, `pause` seconds, then no new calls; running ones get `grace` seconds."""
        await self._health.enter_graceful_shutdown()
        await asyncio.sleep(pause)
        await self._server.stop(grace)

    def _add(self, servicer: Servicer) -> None:
        handlers = {}
        for method in contract.methods(servicer.full_name):
            if not callable(getattr(servicer.implementation, method.name, None)):
                kind = type(servicer.implementation).__name__
                raise TypeError(f"{kind} does not answer {method.path}")
            handlers[method.name] = handler(method, servicer.implementation, self._around)
        generic = grpc.method_handlers_generic_handler(servicer.full_name, handlers)
        self._server.add_generic_rpc_handlers((generic,))


def server_options(settings: CommonSettings) -> list[tuple[str, int]]:
    """Channel arguments of a server: limits, keepalive, connection age, no shared port."""
    options = [
        ("grpc.so_reuseport", 0),
        ("grpc.max_receive_message_length", settings.max_message_bytes),
        ("grpc.max_send_message_length", settings.max_message_bytes),
        ("grpc.max_metadata_size", MAX_METADATA),
        ("grpc.keepalive_time_ms", 30_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.min_ping_interval_without_data_ms", 5_000),
        ("grpc.http2.max_pings_without_data", 0),
    ]
    if settings.max_connection_age:
        options += [
            ("grpc.max_connection_age_ms", round(settings.max_connection_age * 1000)),
            ("grpc.max_connection_age_grace_ms", round(settings.max_connection_age_grace * 1000)),
        ]
    return options
