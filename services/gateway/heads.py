"""Message fields that travel in the head: header fields and cookies (FieldRule.header, .cookie).

Compiled once per method; a method without such fields has neither a reader nor a writer. What the
gateway answers for by itself (credentials, lengths, the session cookie) cannot be declared: PlanError
at start. Values of replies cannot break out of their header: control characters are dropped.
RFC 9110, section 5; RFC 6265.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from services.gateway.call import Call, Headers
from services.gateway.codec.decode import Invalid
from services.gateway.codec.plan import FieldPlan, MessagePlan, PlanError
from services.gateway.codec.validate import Detail, Wrong, convert, detail
from services.gateway.credentials import COOKIE, cookie_of

HeadReader = Callable[[Call, Any], None]
"""Fills a request message from the head. Raises Invalid."""
HeadWriter = Callable[[Any, Headers, bool], Headers]
"""The headers of an answer with those of its reply; the flag says whether the client came by https."""

ORIGIN = ":origin"
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_KEPT = frozenset({
    "authorization", "proxy-authorization", "x-api-key", "cookie", "set-cookie", "content-length",
    "transfer-encoding", "content-encoding", "connection", "upgrade", "te", "trailer", "x-request-id",
    "x-edge", "x-client-address",
})  # fmt: skip
_KINDS = frozenset({"string", "int", "bool"})
_UNFIT = re.compile(r"[\x00-\x1f\x7f]")
_COOKIE_UNFIT = re.compile(r"[^\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]")


def head_reader(plan: MessagePlan) -> HeadReader | None:
    """The function that fills the fields of a request that come in its head; None when there are none."""
    fields = [(f, f.header.lower().encode()) for f in plan.fields if f.in_head]
    if not fields:
        return None
    for f, _ in fields:
        _check(plan, f)
        if f.repeated:
            raise PlanError(f"{plan.name}.{f.attr}: one value of a header field or cookie is read")

    def read(call: Call, message: Any) -> None:
        errors: list[Detail] = []
        for f, name in fields:
            place = ("cookie", f.cookie) if f.cookie else ("header", f.header)
            text = _text(call, f, name)
            if text is None:
                if f.required:
                    errors.append(detail("missing", place))
                continue
            try:
                setattr(message, f.attr, convert(f, text))
            except Wrong as wrong:
                errors.append(detail(wrong.kind, place, **wrong.context))
        if errors:
            raise Invalid(errors)

    return read


def head_writer(plan: MessagePlan) -> HeadWriter | None:
    """The function that adds the headers of a reply; None when it has none.

    A header of the reply takes the place of the gateway's own of the same name.
    """
    fields = [(f, f.header.lower().encode()) for f in plan.fields if f.in_head]
    if not fields:
        return None
    for f, _ in fields:
        _check(plan, f)
        if f.header == ORIGIN:
            raise PlanError(f"{plan.name}.{f.attr}: {ORIGIN} belongs to requests")
        if f.cookie and not (f.kind == "string" and f.presence):
            raise PlanError(f"{plan.name}.{f.attr}: a cookie of a reply is an optional string")

    def write(message: Any, headers: Headers, secure: bool) -> Headers:
        added: Headers = []
        for f, name in fields:
            if f.presence and not message.HasField(f.attr):
                continue
            value = getattr(message, f.attr)
            if f.cookie:
                added.append(cookie(f.cookie, value, f.cookie_max_age, secure))
            elif f.repeated:
                added += [(name, header_value(v)) for v in value if v]
            elif value != "":
                added.append((name, header_value(value)))
        given = {name for name, _ in added if name != b"set-cookie"}
        return [*(h for h in headers if h[0] not in given), *added]

    return write


def cookie(name: str, value: str, max_age: int, secure: bool) -> tuple[bytes, bytes]:
    """A Set-Cookie header; an empty value takes the cookie away. Raises ValueError for a value no
    cookie can have."""
    if _COOKIE_UNFIT.search(value):
        raise ValueError(f"the value of the cookie {name} has characters no cookie can have")
    if not value:
        age = "Max-Age=0; expires=Thu, 01 Jan 1970 00:00:00 GMT; "
        value = '""'
    else:
        age = f"Max-Age={max_age}; " if max_age else ""
    text = f"{name}={value}; {age}HttpOnly; Path=/; SameSite=lax{'; Secure' if secure else ''}"
    return b"set-cookie", text.encode()


def header_value(value: Any) -> bytes:
    """A value as one header line."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return _UNFIT.sub("", str(value)).encode("latin-1", "replace")


def location(value: str) -> bytes:
    """A URL as a Location header."""
    return _UNFIT.sub("", value).encode("ascii", "ignore")


def unchanged(call: Call, headers: Headers) -> bool:
    """Whether If-None-Match names the entity tag among the headers (weak comparison, RFC 9110, 13.1.2)."""
    given = call.headers.get(b"if-none-match")
    if given is None:
        return False
    tag = next((value for name, value in headers if name == b"etag"), None)
    if tag is None:
        return False
    named = [t.strip().removeprefix(b"W/") for t in given.split(b",")]
    return b"*" in named or tag.removeprefix(b"W/") in named


def _text(call: Call, f: FieldPlan, name: bytes) -> str | None:
    if f.header == ORIGIN:
        return call.origin
    value = (
        cookie_of(call.headers.get(b"cookie", b""), f.cookie.encode()) if f.cookie else call.headers.get(name)
    )
    return None if value is None else value.decode("latin-1")


def _check(plan: MessagePlan, f: FieldPlan) -> None:
    where = f"{plan.name}.{f.attr}"
    if f.header and f.cookie:
        raise PlanError(f"{where}: a header field or a cookie, not both")
    if f.header != ORIGIN and not _NAME.fullmatch(f.header or f.cookie):
        raise PlanError(f"{where}: {f.header or f.cookie} names no header field or cookie")
    if f.header.lower() in _KEPT or f.cookie.encode() == COOKIE:
        raise PlanError(f"{where}: {f.header or f.cookie} is the gateway's own")
    if f.is_map or f.kind not in _KINDS or (f.repeated and f.kind != "string"):
        raise PlanError(f"{where}: a header field or cookie is a text, a whole number or a bool")
