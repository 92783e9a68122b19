"""The ASGI application that owns every documented route.

Per request: an id, the route, the credential, then the endpoint's own way to serve. Whatever goes
wrong is told in the dialect of the route's surface, in one place. Nothing here knows what a chat or
a user is; access rules are enforced by the services.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Mapping
from time import perf_counter

from opentelemetry.trace import Span

from kernel.telemetry.tracing import SpanKind, Tracing, failed
from services.gateway.browsers import Cors, check_same_site, close_to_page, open_to_pages
from services.gateway.call import NO_STORE, Call, ClientGone, Receive, Scope, Send
from services.gateway.credentials import credential, is_developer_key
from services.gateway.dialects import Dialect, closes_cors, dialect_of
from services.gateway.endpoint import Endpoint
from services.gateway.errors import Failure, failure_of
from services.gateway.proxies import TrustedProxies
from services.gateway.routes import RouteTable

log = logging.getLogger("parlance.gateway")

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._:-]{1,128}")
_ADDRESS = re.compile(r"[0-9A-Fa-f.:]{2,45}")
_TRACEPARENT = re.compile(rb"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


class Edge:
    """See the module. `draining` makes every answer the last of its connection."""

    def __init__(
        self,
        table: RouteTable[Endpoint],
        dialects: Mapping[int, Dialect],
        cors: Cors,
        tracing: Tracing,
        *,
        trust_request_id: bool = False,
        access_log: bool = False,
        trusted_proxies: Iterable[str] = (),
        max_requests: int = 2048,
    ) -> None:
        self._table = table
        self._dialects = dialects
        self._cors = cors
        self._tracing = tracing
        self._trust_request_id = trust_request_id
        self._access_log = access_log
        self._trusted_proxies = TrustedProxies(trusted_proxies)
        self._max_requests = max_requests
        self.running = 0
        self.draining = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. https://asgi.readthedocs.io/en/latest/specs/www.html"""
        if scope["type"] != "http":
            await _no_socket(scope, receive, send)
            return
        started = perf_counter()
        call = Call(scope, receive, send, os.urandom(16).hex())
        span = None
        self.running += 1
        try:
            self._prepare(call)
            if self.running > self._max_requests:
                raise Failure("OVERLOADED")
            if scope["method"] == "OPTIONS" and await self._options(call):
                return
            self._route(call)
            if call.via_cookie or (call.endpoint.signs_in and not call.authorization):
                check_same_site(call, self._cors)
            call.traceparent, span = self._trace(call)
            await call.endpoint.serve(call)
        except ClientGone:
            call.status = 499
        except Exception as error:  # noqa: BLE001 - the one place that turns errors into answers
            await self._tell(call, error)
            if span is not None:
                failed(span, failure_of(error).reason)
        finally:
            self.running -= 1
            spent = perf_counter() - started
            if call.endpoint is not None:
                call.endpoint.stats.observe(str(call.status), spent)
            if span is not None:
                span.end()
            if self._access_log:
                self._log(call, spent)

    def _prepare(self, call: Call) -> None:
        try:
            call.merge_headers()
        except ValueError as error:
            raise Failure("INVALID_ARGUMENT", f"The header {error} came more than once.") from None
        headers = call.headers
        if self._trust_request_id:
            given = headers.get(b"x-request-id")
            if given is not None and _REQUEST_ID.fullmatch(given):
                call.request_id = given.decode()
        client = call.scope.get("client")
        call.address = client[0] if client else ""
        if call.address in self._trusted_proxies:
            self._through_proxy(call)
        if not self._cors.closed:
            call.cors = self._cors.headers(headers.get(b"origin"))
        if self.draining:
            call.cors = [*call.cors, (b"connection", b"close")]
        call.authorization, call.via_cookie = credential(headers)

    def _through_proxy(self, call: Call) -> None:
        """Take address, scheme and host from the proxy: the last address no trusted proxy added."""
        hops = call.headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
        for hop in reversed([h.strip() for h in hops if h.strip()]):
            if not _ADDRESS.fullmatch(hop):
                break
            call.address = hop
            if hop not in self._trusted_proxies:
                break
        scheme = call.headers.get(b"x-forwarded-proto", b"")
        if scheme in (b"http", b"https"):
            call.scope["scheme"] = scheme.decode()
        host = call.headers.get(b"x-forwarded-host")
        if host is not None:
            call.headers[b"host"] = host

    def _route(self, call: Call) -> None:
        scope = call.scope
        raw_path = scope.get("raw_path") or scope["path"].encode()
        verb = "GET" if call.head else scope["method"]
        developer = is_developer_key(call.authorization) if call.authorization else None
        found = self._table.find(raw_path, verb, developer)
        if found is None:
            raise Failure("UNKNOWN_PATH")
        if found.target is None:
            allow = ", ".join(with_head(found.allow)).encode()
            raise _NotAllowed(found.sample, allow)
        call.endpoint = found.target
        call.values = found.values
        if found.target.open_cors:
            open_to_pages(call)

    def _trace(self, call: Call) -> tuple[str, Span | None]:
        given = call.headers.get(b"traceparent")
        parent = given.decode() if given is not None and _TRACEPARENT.fullmatch(given) else ""
        return self._tracing.begin(call.endpoint.stats.method, parent, SpanKind.SERVER)

    async def _options(self, call: Call) -> bool:
        """Answer OPTIONS, as a preflight or not; False when the path is unknown."""
        raw_path = call.scope.get("raw_path") or call.scope["path"].encode()
        found = self._table.find(raw_path, "OPTIONS")
        if found is None or found.target is not None:
            return False
        verbs = with_head(found.allow)
        headers = [(b"allow", ", ".join((*verbs, "OPTIONS")).encode()), NO_STORE]
        origin = call.headers.get(b"origin")
        if origin is not None and self._cors.allows(origin):
            headers += self._cors.preflight(verbs)
        await call.respond(204, headers, b"")
        return True

    async def _tell(self, call: Call, error: Exception) -> None:
        failure = failure_of(error)
        if failure.reason == "INTERNAL":
            fields = {"request_id": call.request_id, "method": call.scope["method"]}
            log.error("a request failed", exc_info=error, extra={"fields": fields})
        if call.begun:
            call.status = 500  # too late for an answer: the server closes the unfinished one
            return
        rule = call.endpoint.rule if call.endpoint is not None else None
        endpoint = call.endpoint or getattr(error, "sample", None)
        if endpoint is not None:
            dialect = endpoint.dialect
        else:
            raw_path = call.scope.get("raw_path") or b""
            dialect = dialect_of(self._dialects, raw_path, is_developer_key(call.authorization))
        if endpoint is not None and endpoint.open_cors and closes_cors(rule, failure.reason):
            close_to_page(call)
        told = dialect.tell(failure, rule)
        headers = [(b"content-type", told.content_type), NO_STORE, *told.headers]
        await call.respond(told.status, headers, told.body)

    def _log(self, call: Call, spent: float) -> None:
        fields = {
            "request_id": call.request_id,
            "method": call.scope["method"],
            "route": call.endpoint.stats.method if call.endpoint is not None else "",
            "status": call.status,
            "seconds": round(spent, 6),
        }
        log.info("request", extra={"fields": fields})


class _NotAllowed(Failure):
    """The path exists, the verb does not. `sample` is an endpoint of the path."""

    def __init__(self, sample: Endpoint | None, allow: bytes) -> None:
        super().__init__("METHOD_NOT_ALLOWED", headers=[(b"allow", allow)])
        self.sample = sample


def with_head(verbs: tuple[str, ...]) -> tuple[str, ...]:
    """The verbs and HEAD, where there is GET."""
    return tuple(sorted({*verbs, "HEAD"})) if "GET" in verbs else verbs


async def _no_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Nothing but HTTP is served here: a WebSocket is refused before it opens."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1000})


def build_table(endpoints: list[Endpoint]) -> RouteTable[Endpoint]:
    """The sealed table of these endpoints. Raises RouteConflict."""
    table: RouteTable[Endpoint] = RouteTable()
    for e in endpoints:
        only = e.rule.developer_key_only
        table.add(e.binding.verb, e.binding.template, e, e.method.full_name, only)
    table.seal()
    return table
