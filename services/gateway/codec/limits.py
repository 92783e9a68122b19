"""Limits on a JSON document that hold before anything is decoded.

`check_text` promises that what passes is valid UTF-8 and not nested deeper than allowed. It works
on bytes with C-speed operations only: a 4 MiB chat costs a few milliseconds at most, a document
with fewer brackets than the limit next to nothing.
"""

from __future__ import annotations

_NOT_BRACKETS = bytes(b for b in range(256) if b not in b"[]{}")
_ONE_KIND = bytes.maketrans(b"{}", b"[]")


class TooDeep(Exception):
    """The document is nested deeper than allowed."""


def check_text(body: bytes, max_depth: int) -> None:
    """Raise UnicodeDecodeError or TooDeep. Says nothing about the grammar."""
    if not body.isascii():
        body.decode()
    if body.count(b"[") + body.count(b"{") <= max_depth:
        return
    if depth_over(body, max_depth):
        raise TooDeep


def depth_over(body: bytes, limit: int) -> bool:
    """Whether brackets outside texts nest deeper than `limit`; for well-formed documents."""
    if b"\\" in body:
        body = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    bare = b"".join(body.split(b'"')[::2]) if b'"' in body else body
    rest = bare.translate(_ONE_KIND, _NOT_BRACKETS)
    # Each round takes the innermost level away, so `limit` rounds leave nothing of a flat enough one.
    for _ in range(limit):
        if not rest:
            return False
        shorter = rest.replace(b"[]", b"")
        if len(shorter) == len(rest):
            return False  # unbalanced: the grammar check will say so
        rest = shorter
    return bool(rest)
