"""What browsers make necessary: CORS, the guard against requests of other sites, the session cookie.

CORS is closed unless an origin is on the list. A request that changes something and whose
credential is a cookie must come from a page of the same origin, or of one on the list: Origin on the
list, else Fetch metadata, else Origin, else Referer. A client that sends none of them is not a
browser. https://www.w3.org/TR/fetch-metadata/

Routes that are meant for pages of other sites (MethodRule.open_cors) are open to all of them, without
anybody's credential; the service refuses the origins it does not serve.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from typing import Any

from services.gateway.call import Call, Headers
from services.gateway.errors import Failure

_HANDOVER = 300
_EXPOSED = b"x-request-id, retry-after, content-disposition, content-range, etag, location"
_ALLOWED = (
    b"authorization, content-type, x-api-key, idempotency-key, x-request-id, range, if-match, if-none-match"
)
_READABLE = b"x-request-id, retry-after"
_ORIGIN = re.compile(rb"https?://[^/?#@\\\s]+(?=[/?#]|$)", re.I)


class Cors:
    """Answers to the browsers of an allow-list of origins."""

    def __init__(self, origins: Iterable[str]) -> None:
        self._origins = frozenset(o.rstrip("/").encode() for o in origins)
        self.closed = not self._origins

    def headers(self, origin: bytes | None) -> Headers:
        """Headers for an answer to a page of this origin; none when it may not read it."""
        if self.closed:
            return []
        vary = (b"vary", b"origin")
        if origin is None or not self.allows(origin):
            return [vary]
        exposed = (b"access-control-expose-headers", _EXPOSED)
        if origin in self._origins:
            credentials = (b"access-control-allow-credentials", b"true")
            return [(b"access-control-allow-origin", origin), credentials, exposed, vary]
        return [(b"access-control-allow-origin", b"*"), exposed, vary]

    def preflight(self, verbs: Iterable[str]) -> Headers:
        """What a preflight answer adds for a path that takes these verbs."""
        return [
            (b"access-control-allow-methods", ", ".join(verbs).encode()),
            (b"access-control-allow-headers", _ALLOWED),
            (b"access-control-max-age", b"600"),
        ]

    def allows(self, origin: bytes) -> bool:
        """Whether pages of this origin may call the API."""
        return origin in self._origins or b"*" in self._origins

    def names(self, origin: bytes) -> bool:
        """Whether the list names this very origin: only such a one may use cookies."""
        return origin in self._origins


def open_to_pages(call: Call) -> None:
    """Let the page that asks read the answer, whatever its origin (MethodRule.open_cors), and forget every
    credential of the request: what stands on others' pages is nobody's."""
    call.authorization, call.via_cookie = "", False
    close_to_page(call)
    origin = call.headers.get(b"origin")
    if origin is not None and (origin == b"null" or _ORIGIN.fullmatch(origin)):
        call.cors += [(b"access-control-allow-origin", origin), (b"access-control-expose-headers", _READABLE)]


def close_to_page(call: Call) -> None:
    """Let no page read the answer."""
    kept = [h for h in call.cors if h[0] != b"vary" and not h[0].startswith(b"access-control-")]
    call.cors = [*kept, (b"vary", b"origin")]


def check_same_site(call: Call, cors: Cors) -> None:
    """Refuse a change that a page of another site asks for with the user's cookie, or to set it. Raises
    Failure."""
    if not call.endpoint.changes:
        return
    origin = call.headers.get(b"origin")
    if origin is not None and cors.names(origin):
        return
    site = call.headers.get(b"sec-fetch-site")
    if site is not None:
        if site in (b"same-origin", b"none"):
            return
        raise Failure("CROSS_SITE")
    if origin is None:
        referer = call.headers.get(b"referer")
        if referer is None:
            return
        origin = _origin_of(referer)
        if cors.names(origin):
            return
    if not origin or origin != call.origin.lower().encode():
        raise Failure("CROSS_SITE")


def _origin_of(referer: bytes) -> bytes:
    """Scheme and host of a URL; empty for what is none."""
    found = _ORIGIN.match(referer)
    return found[0].lower() if found else b""


def session_cookie(reply: Any, secure: bool, handed_over: bool = False) -> Headers:
    """The cookie of a session that was started: until its expiry, out of reach of scripts. Handed over
    to a page, it is readable and short-lived."""
    if not reply.token:
        return []
    if handed_over:
        return [_cookie(f"{reply.token}; Max-Age={_HANDOVER}; ", secure, readable=True)]
    expires = getattr(reply, "expires_at", 0)
    age = f"Max-Age={max(0, int(expires - time.time()))}; " if expires else ""
    return [_cookie(f"{reply.token}; {age}", secure)]


def no_session_cookie(secure: bool) -> Headers:
    """Take the session cookie away."""
    return [_cookie('""; Max-Age=0; expires=Thu, 01 Jan 1970 00:00:00 GMT; ', secure)]


def _cookie(value: str, secure: bool, readable: bool = False) -> tuple[bytes, bytes]:
    hidden = "" if readable else "HttpOnly; "
    text = f"token={value}{hidden}Path=/; SameSite=lax{'; Secure' if secure else ''}"
    return b"set-cookie", text.encode()
