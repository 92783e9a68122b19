"""One request, one reply: JSON in, JSON out."""

from __future__ import annotations

from typing import Any

from services.gateway.bodies import gather
from services.gateway.browsers import no_session_cookie, session_cookie
from services.gateway.call import Call
from services.gateway.compression import Compression
from services.gateway.heads import location, unchanged
from services.gateway.leniency import as_json
from services.gateway.upstream import Upstream


class Unary:
    """Serves unary methods."""

    def __init__(self, upstream: Upstream, compression: Compression, patience: float) -> None:
        self._upstream = upstream
        self._compression = compression
        self._patience = patience

    async def serve(self, call: Call) -> None:
        """Read, call, answer. Raises what `failure_of` understands."""
        await self._upstream.identify(call)
        request = await read_request(call, self._patience)
        await self.reply(call, await self._upstream.unary(call, request))

    async def reply(self, call: Call, reply: Any) -> None:
        """Write a reply message as the contract says."""
        endpoint = call.endpoint
        rule = endpoint.rule
        headers = endpoint.reply_headers
        if rule.sets_session:
            headers = headers + session_cookie(reply, call.secure, rule.hands_over_session)
        elif rule.clears_session:
            headers = headers + no_session_cookie(call.secure)
        if endpoint.write_head is not None:
            headers = endpoint.write_head(reply, headers, call.secure)
            if endpoint.revalidates and unchanged(call, headers):
                kept = [h for h in headers if h[0] != b"content-type"]
                return await call.respond(304, kept, b"")
        if endpoint.bare:
            if rule.redirect:
                headers = [*headers, (b"location", location(reply.location))]
            return await call.respond(endpoint.status, headers, b"")
        body = endpoint.encode(reply)
        if len(body) >= self._compression.smallest and endpoint.is_json:
            headers = [*headers, (b"vary", b"accept-encoding")]
            if self._compression.wanted(call.headers.get(b"accept-encoding"), call.address):
                packed = await self._compression.gzip(body)
                if packed is not None:
                    body = packed
                    headers = [*headers, (b"content-encoding", b"gzip")]
        return await call.respond(endpoint.status, headers, body)


async def read_request(call: Call, patience: float) -> Any:
    """The request message from body, query, path and head. Raises Invalid, Failure, ClientGone."""
    endpoint = call.endpoint
    request = endpoint.request()
    if endpoint.decode is not None:
        body = await gather(call, endpoint.max_body, patience)
        if endpoint.rule.lenient_body:
            body = as_json(body, call.headers.get(b"content-type", b""))
        endpoint.decode(body, request)
    if endpoint.query is not None:
        endpoint.query(call.scope["query_string"], request)
    if endpoint.path is not None:
        endpoint.path(call.values, request)
    if endpoint.head is not None:
        endpoint.head(call, request)
    return request
