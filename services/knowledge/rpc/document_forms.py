"""What the requests about documents of the developer API say, read strictly.

Raises Malformed (INVALID_ARGUMENT for moves) when they do not say what they should.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from kernel.errors import Refusal
from services.knowledge import uploads
from services.knowledge.domain.refusals import Malformed

_MOST = 1000


class Move(msgspec.Struct, rename={"source": "from", "target": "to"}):
    """One document and where it goes, both as folder/name."""

    source: str
    target: str


_moves = msgspec.json.Decoder(list[Move]).decode


def limit(text: str, default: int) -> int:
    """How many documents a page has; 0: all."""
    if not text:
        return default
    if text == "all":
        return 0
    if not text.isdecimal() or not 1 <= int(text) <= _MOST:
        raise Malformed(f"limit must be a number from 1 to {_MOST}, or all.")
    return int(text)


def slugs(text: str) -> list[str]:
    """The workspaces a document is offered to, each once."""
    return list(dict.fromkeys(s.strip().lower() for s in text.split(",") if s.strip()))


def text(raw: bytes) -> str:
    """A JSON text; "" for null."""
    if raw in (b"", b"null"):
        return ""
    try:
        return msgspec.json.decode(raw, type=str)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise Malformed("addToWorkspaces must be text: slugs joined by commas.") from error


def about(stem: str, metadata: Mapping[str, Any]) -> dict[str, str]:
    """What is told of posted text, filled in where its metadata is silent."""

    def told(key: str, default: str) -> str:
        value = metadata.get(key)
        return value[:2000] if isinstance(value, str) and value.strip() else default

    url = told("url", "")
    web = url.lower().startswith(("http://", "https://"))
    moment = datetime.now(UTC)
    given = metadata.get("published")
    if isinstance(given, int | float) or (isinstance(given, str) and given.isdecimal()):
        seconds = float(given) / 1000
        if 0 <= seconds < 32_503_680_000:
            moment = datetime.fromtimestamp(seconds, UTC)
    return {
        "url": f"web://{url.lower()}.website" if web else f"file://{stem}.txt",
        "title": f"{stem}.txt",
        "docAuthor": told("docAuthor", "author not given"),
        "description": told("description", "no description given"),
        "docSource": told("docSource", "source not given"),
        "chunkSource": told("chunkSource", f"{stem}.txt"),
        "published": uploads.published(moment),
    }


def moves(raw: bytes) -> list[Move]:
    """What goes where."""
    try:
        return _moves(raw)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise Refusal("INVALID_ARGUMENT", "files must be a list of objects with from and to.") from error
