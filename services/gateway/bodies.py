"""Request bodies: gathered whole for JSON, within limits of size, encoding and patience."""

from __future__ import annotations

import asyncio

from services.gateway.call import Call, ClientGone
from services.gateway.errors import Failure

CLOSE = (b"connection", b"close")


def check_head(call: Call, limit: int) -> None:
    """Refuse by the headers alone a body that is too large or compressed. Raises Failure."""
    length = call.headers.get(b"content-length")
    if length is not None and (not length.isdigit() or int(length) > limit):
        raise Failure("TOO_LARGE", headers=[CLOSE])
    encoding = call.headers.get(b"content-encoding")
    if encoding is not None and encoding.lower() != b"identity":
        raise Failure("UNSUPPORTED_MEDIA_TYPE", headers=[CLOSE])


async def next_part(call: Call, patience: float) -> tuple[bytes, bool]:
    """The next part of the body and whether more follows. Raises ClientGone, Failure."""
    try:
        async with asyncio.timeout(patience):
            message = await call.receive()
    except TimeoutError:
        raise Failure("DEADLINE_EXCEEDED", status=408, headers=[CLOSE]) from None
    if message["type"] == "http.disconnect":
        raise ClientGone
    return message.get("body", b""), message.get("more_body", False)


async def gather(call: Call, limit: int, patience: float) -> bytes:
    """The whole body, at most `limit` bytes. Raises ClientGone, Failure."""
    headers = call.headers
    if b"content-length" not in headers and b"transfer-encoding" not in headers:
        return b""
    check_head(call, limit)
    body, more = await next_part(call, patience)
    if not more:
        if len(body) > limit:
            raise Failure("TOO_LARGE", headers=[CLOSE])
        return body
    parts, size = [body], len(body)
    while more:
        body, more = await next_part(call, patience)
        parts.append(body)
        size += len(body)
        if size > limit:
            raise Failure("TOO_LARGE", headers=[CLOSE])
    return b"".join(parts)
