"""The credential a request carries: `Authorization: Bearer`, `x-api-key`, or the cookie `token`.

The scheme word is compared without case; a value without it, or with another scheme, is no
credential. What is read here is only ever exchanged; nothing else of what a client sends becomes
metadata of a call.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

MAX_CREDENTIAL = 4000
COOKIE = b"token"
_DEVELOPER_KEY = re.compile(r"Bearer [A-Z0-9]{7}(?:-[A-Z0-9]{7}){3}")


def credential(headers: Mapping[bytes, bytes]) -> tuple[str, bool]:
    """The credential as an `authorization` value ("" when there is none), and whether a cookie held it."""
    given = headers.get(b"authorization")
    if given is not None:
        scheme, _, value = given.partition(b" ")
        value = value.strip()
        if value and scheme.lower() == b"bearer":
            return _authorization(value), False
    given = headers.get(b"x-api-key")
    if given:
        return _authorization(given.strip()), False
    given = headers.get(b"cookie")
    if given is not None and COOKIE in given:
        held = cookie_of(given, COOKIE)
        if held:
            return _authorization(held), True
    return "", False


def is_developer_key(authorization: str) -> bool:
    """Whether the credential has the form of a developer key."""
    return len(authorization) == 38 and _DEVELOPER_KEY.fullmatch(authorization) is not None


def _authorization(value: bytes) -> str:
    # What cannot be a credential still has to be refused as one: it stays, cut to what auth will look at.
    text = value[: MAX_CREDENTIAL + 1].decode("latin-1")
    return "Bearer " + (text if text.isascii() and text.isprintable() and " " not in text else "?")


def cookie_of(header: bytes, wanted: bytes) -> bytes | None:
    """The value of a cookie in a Cookie header; None when it is not there."""
    for pair in header.split(b";"):
        name, _, value = pair.partition(b"=")
        if name.strip() == wanted:
            return value.strip().strip(b'"')
    return None
