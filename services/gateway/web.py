"""FastAPI around the edge: lifespan, health, metrics and the documentation.

The edge is mounted at the root; requests for documented routes reach it without passing FastAPI's
middleware and router, which would cost more than the edge itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from kernel.telemetry.metrics import Metrics
from services.gateway.call import CAREFUL, Receive, Scope, Send
from services.gateway.edge import Edge
from services.gateway.live.sockets import BELOW, Sockets
from services.gateway.openapi import as_3_0

Missing = Callable[[], Awaitable[str]]

_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Parlance API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>
"""
_START = 'SwaggerUIBundle({url: "/docs/openapi.json", dom_id: "#ui", deepLinking: true});\n'
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'"
)


class Application(FastAPI):
    """FastAPI for its own few paths, the edge for all others."""

    edge: Edge
    own: frozenset[str]
    sockets: Sockets | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if self.sockets is not None and scope.get("path", "").startswith(BELOW):
            await self.sockets(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] not in self.own and scope["path"][:6] != "/docs/":
            await self.edge(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def application(
    edge: Edge,
    metrics: Metrics,
    missing: Missing,
    document: dict[str, Any] | None,
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None,
) -> Application:
    """The application. `missing` says what keeps it from being ready; without `document`: no docs."""
    app = Application(title="Parlance", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.edge = edge
    own = {"/health", "/health/db", "/ready", "/metrics"}

    async def health() -> Response:
        return _json({"status": True})

    async def ready() -> Response:
        lacking = await missing()
        if lacking:
            return _json({"status": False, "missing": lacking}, 503)
        return _json({"status": True})

    async def exposition() -> Response:
        return Response(metrics.exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")

    app.add_api_route("/health", health, methods=["GET", "HEAD"])
    app.add_api_route("/health/db", ready, methods=["GET", "HEAD"])
    app.add_api_route("/ready", ready, methods=["GET", "HEAD"])
    app.add_api_route("/metrics", exposition, methods=["GET"])
    if document is not None:
        own |= {"/docs", "/openapi.json"}
        _add_docs(app, document)
    app.own = frozenset(own)
    app.mount("/", edge)
    return app


def _add_docs(app: FastAPI, document: dict[str, Any]) -> None:
    current = msgspec.json.encode(document)
    older = msgspec.json.encode(as_3_0(document))
    careful = {k.decode(): v.decode() for k, v in CAREFUL}

    async def openapi(request: Request) -> Response:
        body = older if request.url.path.startswith("/docs") else current
        return Response(body, media_type="application/json", headers=careful)

    async def page() -> Response:
        headers = {**careful, "content-security-policy": _POLICY}
        return Response(_PAGE, media_type="text/html", headers=headers)

    async def start() -> Response:
        return Response(_START, media_type="text/javascript", headers=careful)

    app.add_api_route("/openapi.json", openapi, methods=["GET"])
    app.add_api_route("/docs/openapi.json", openapi, methods=["GET"])
    app.add_api_route("/docs", page, methods=["GET"])
    app.add_api_route("/docs/start.js", start, methods=["GET"])
    app.mount("/docs/assets", StaticFiles(directory=_assets()))


def _assets() -> Path:
    vendor = Path(str(files("swagger_ui_bundle"))) / "vendor"
    return next(p.parent for p in sorted(vendor.rglob("swagger-ui-bundle.js")))


def _json(value: Any, status: int = 200) -> Response:
    headers = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
    return Response(msgspec.json.encode(value), status, headers, media_type="application/json")
