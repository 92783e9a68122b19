"""Puts the edge together from its parts: contract in, ASGI application out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import grpc.aio
from google.protobuf.descriptor import FileDescriptor

from kernel.identity.authenticator import Authenticator
from kernel.telemetry.metrics import Metrics
from kernel.telemetry.tracing import Tracing
from services.gateway.browsers import Cors
from services.gateway.codec.plan import Plans
from services.gateway.compression import Compression
from services.gateway.contract import methods
from services.gateway.dialects import dialects
from services.gateway.downloads import Downloads
from services.gateway.edge import Edge, build_table
from services.gateway.endpoint import DOWNLOAD, EVENTS, UNARY, UPLOAD, Compiler, Endpoint
from services.gateway.events import EventStreams
from services.gateway.routes import RouteTable
from services.gateway.settings import Settings
from services.gateway.unary import Unary
from services.gateway.uploads import Uploads
from services.gateway.upstream import Upstream


@dataclass(slots=True)
class Assembled:
    """The edge and what it was made of."""

    edge: Edge
    endpoints: list[Endpoint]
    table: RouteTable[Endpoint]
    plans: Plans


def assemble(
    settings: Settings,
    files: Iterable[FileDescriptor],
    channel: Callable[[str], grpc.aio.Channel],
    authenticator: Authenticator,
    edge_credential: str,
    metrics: Metrics,
    tracing: Tracing,
) -> Assembled:
    """Compile the contract in `files` and wire an edge for it.

    Raises PlanError or RouteConflict when the contract does not fit together.
    """
    speaking = dialects()
    compiler = Compiler(settings, speaking, channel, metrics)
    endpoints = [e for m in methods(files) for e in compiler.endpoints(m)]
    upstream = Upstream(authenticator, edge_credential)
    compression = Compression(settings.compress_from, settings.compress_local)
    patience = settings.body_timeout
    unary = Unary(upstream, compression, patience)
    serving = {
        UNARY: unary.serve,
        EVENTS: EventStreams(upstream, patience, settings.heartbeat).serve,
        DOWNLOAD: Downloads(upstream, patience).serve,
        UPLOAD: Uploads(upstream, unary, patience).serve,
    }
    for endpoint in endpoints:
        endpoint.serve = serving[endpoint.kind]
    table = build_table(endpoints)
    edge = Edge(
        table,
        speaking,
        Cors(settings.cors_origins),
        tracing,
        trust_request_id=settings.trust_request_id,
        access_log=settings.access_log,
        trusted_proxies=settings.trusted_proxies,
        max_requests=settings.max_requests,
    )
    return Assembled(edge, endpoints, table, compiler.plans)
