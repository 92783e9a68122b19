"""Origins of pages: reading a list of those that may use an embed, and telling whether one is on it.

An origin is scheme, host and port as browsers send them (RFC 6454, section 6.2): lower case, the port only
where it is not the scheme's own, international names in their ASCII form.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from services.chat.domain.embeds.refusals import EmbedRefused, OriginRefused

MOST = 100
LENGTH = 300
_OWN_PORT = {"http": 80, "https": 443}
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_SIX = re.compile(r"[0-9a-f:.]{2,45}")


def read_origins(value: Any) -> tuple[str, ...]:
    """The origins of an array or of a text with commas, each once; a path after one does not count, and one
    without a scheme is of https. Nothing stands for every origin. Raises EmbedRefused for what is no origin:
    to leave it out could open the embed to everybody."""
    given = value.split(",") if isinstance(value, str) else [] if value is None else value
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise EmbedRefused("allowlist_domains is a list of origins, or a text of origins between commas.")
    found = tuple(dict.fromkeys(_origin(one.strip()) for one in given if one.strip()))
    if len(found) > MOST:
        raise EmbedRefused(f"An embed has at most {MOST} origins.")
    return found


def check(allowed: tuple[str, ...], origin: str) -> None:
    """Raises OriginRefused for a page of another origin; with an empty list none is another."""
    if allowed and origin not in allowed:
        raise OriginRefused


def page_of(origin: str, fetch_site: str, called: str) -> str:
    """The origin of the page that asks, "" when nobody says. Browsers leave it out where a page reads from
    its own origin, and say so (https://www.w3.org/TR/fetch-metadata/)."""
    return called if not origin and fetch_site == "same-origin" else origin


def _origin(text: str) -> str:
    refused = EmbedRefused(
        f"{text[:LENGTH]} is no origin: https://site.example, or with a port; leave the list empty for all."
    )
    if len(text) > LENGTH:
        raise refused
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:  # of a port that is none, brackets, or a name that has no ASCII form
        raise refused from None
    if parts.scheme not in _OWN_PORT or not host or "@" in parts.netloc:
        raise refused
    own = port is None or port == _OWN_PORT[parts.scheme]
    return f"{parts.scheme}://{host}" + ("" if own else f":{port}")


def _host(name: str) -> str:
    """A host as origins have it; "" for what is none. Raises ValueError (UnicodeError)."""
    if ":" in name:
        return f"[{name}]" if _SIX.fullmatch(name) else ""
    plain = name.encode("idna").decode().lower().removesuffix(".")
    return plain if _NAME.fullmatch(plain) else ""
