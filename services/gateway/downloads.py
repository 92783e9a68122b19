"""Downloads: bytes as they come, with ranges, revalidation and headers that keep browsers from
running what users uploaded.

One range is served (206, or 416 when it lies outside); several at once get the whole file, which
RFC 9110 allows. Types that cannot carry scripts may be shown; HTML is shown in a sandbox, everything
else is an attachment whatever the service says. RFC 9110, RFC 6266, RFC 8187.
"""

from __future__ import annotations

import re
from email.utils import formatdate
from typing import Any
from urllib.parse import quote

import grpc.aio
from grpc.aio import EOF  # type: ignore[attr-defined]

from services.gateway.call import Call, Headers
from services.gateway.errors import Failure, failure_of
from services.gateway.unary import read_request
from services.gateway.upstream import Upstream

_RANGE = re.compile(rb"bytes=\s*(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))\s*")
_SHOWN = re.compile(
    r"(?:image/(?:png|jpeg|gif|webp|avif|bmp)|audio/[\w.+-]+|video/[\w.+-]+|application/pdf|application/json"
    r"|text/(?:plain|csv|markdown|html))\s*(?:;.*)?",
    re.I,
)
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;\s*[\w-]+=[\w.+-]+)*")
SANDBOX = (
    b"content-security-policy",
    b"sandbox; default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'",
)


class Downloads:
    """Serves methods that return a stream of parlance.common.v1.Download."""

    def __init__(self, upstream: Upstream, patience: float) -> None:
        self._upstream = upstream
        self._patience = patience

    async def serve(self, call: Call) -> None:
        """Read, call, send the file. Raises what `failure_of` understands until the file began."""
        endpoint = call.endpoint
        await self._upstream.identify(call)
        request = await read_request(call, self._patience)
        wanted = byte_range(call) if endpoint.takes_range else None
        if wanted is not None:
            first, last = wanted
            request.range.first = first
            # 0 means "to the end" in the contract: a range that ends at byte 0 asks for one more.
            request.range.last = max(last, 1) if last >= 0 else 0
        try:
            async with self._upstream.streamed(call, request) as (rpc, message):
                if message is EOF or message.WhichOneof("part") != "head":
                    raise Failure("INTERNAL")
                await self._send(call, rpc, message.head, wanted)
        except grpc.aio.AioRpcError as error:
            raise _with_size(failure_of(error)) from error

    async def _send(self, call: Call, rpc: Any, head: Any, wanted: tuple[int, int] | None) -> None:
        headers = file_headers(head)
        if head.etag and not_modified(call.headers.get(b"if-none-match"), head.etag):
            return await call.respond(304, headers, b"")
        if call.endpoint.takes_range:
            headers.append((b"accept-ranges", b"bytes"))
        status, left = call.endpoint.status, head.size
        if wanted is not None and head.partial:
            last = head.range_last if wanted[1] != 0 else 0
            left = last - head.range_first + 1
            status = 206
            shown = f"bytes {head.range_first}-{last}/{head.size or '*'}"
            headers.append((b"content-range", shown.encode()))
        known = head.size > 0
        if known:
            headers.append((b"content-length", b"%d" % left))
        await call.begin(status, headers)
        if call.head:
            return await call.send_body(b"")
        while True:
            message = await rpc.read()
            if message is EOF:
                break
            chunk = message.chunk[:left] if known else message.chunk
            if chunk:
                left -= len(chunk)
                await call.send_body(chunk, more=True)
            if known and left <= 0:
                break
        return await call.send_body(b"")


def byte_range(call: Call) -> tuple[int, int] | None:
    """First and last byte asked for: (first, last), (first, -1) to the end, (-n, -1) the last n.

    None for no range, several, or one that reads wrong; If-Range with anything makes it none too,
    since the validator is not known yet. Raises Failure for a range that no file can have.
    """
    given = call.headers.get(b"range")
    if given is None or b"if-range" in call.headers or call.scope["method"] not in ("GET", "HEAD"):
        return None
    found = _RANGE.fullmatch(given)
    if found is None:
        return None
    if found[3] is not None:
        if int(found[3]) == 0:
            raise Failure("RANGE_NOT_SATISFIABLE")
        return -int(found[3]), -1
    first = int(found[1])
    last = int(found[2]) if found[2] else -1
    return None if 0 <= last < first else (first, last)


def file_headers(head: Any) -> Headers:
    """Headers of a file, without its length."""
    kind = head.content_type if _TYPE.fullmatch(head.content_type) else "application/octet-stream"
    if kind.lower().startswith("text/") and "charset" not in kind.lower():
        kind += "; charset=utf-8"
    headers: Headers = [
        (b"content-type", kind.encode("latin-1", "replace")),
        (b"cache-control", b"private, no-cache"),
        SANDBOX,
    ]
    attached = head.attachment or not _SHOWN.fullmatch(kind)
    if attached or head.filename:
        name = disposition("attachment" if attached else "inline", head.filename)
        headers.append((b"content-disposition", name))
    if head.etag:
        headers.append((b"etag", b'"%b"' % head.etag.encode("ascii", "ignore").replace(b'"', b"")))
    if head.modified_at:
        headers.append((b"last-modified", formatdate(head.modified_at, usegmt=True).encode()))
    return headers


def disposition(kind: str, filename: str) -> bytes:
    """A Content-Disposition value; the name in plain ASCII and as RFC 8187 has it."""
    name = re.sub(r"[\x00-\x1f\x7f/\\]", "_", filename)[:255]
    if not name:
        return kind.encode()
    plain = re.sub(r'[^\x20-\x7e]|["%;]', "_", name)
    exact = quote(name, safe="!#$&+-.^_`|~", errors="replace")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{exact}".encode()


def not_modified(given: bytes | None, etag: str) -> bool:
    """Whether If-None-Match names the entity tag (weak comparison)."""
    if given is None:
        return False
    tags = [t.strip().removeprefix(b"W/").strip(b'"') for t in given.split(b",")]
    return b"*" in tags or etag.encode() in tags


def _with_size(failure: Failure) -> Failure:
    size = failure.details.get("size", "")
    if failure.reason == "RANGE_NOT_SATISFIABLE" and size.isdigit():
        failure.headers = [*failure.headers, (b"content-range", f"bytes */{size}".encode())]
    return failure
