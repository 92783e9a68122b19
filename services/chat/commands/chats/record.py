"""Appending to the stream of a chat."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.chat.documents.parts import stream_of

COMMIT_BYTES = 8 * 1024 * 1024
"""Events of one commit hold about this much at most: a commit is one document of at most 16 MiB."""


async def record(tx: Transaction, chat_id: str, version: int, events: Sequence[Any]) -> None:
    """Append events, in as many commits of the one transaction as their size needs."""
    group: list[Any] = []
    filled = 0
    for event in events:
        size = _size(event)
        if group and filled + size > COMMIT_BYTES:
            version = await tx.append(stream_of(chat_id), version, group)
            group, filled = [], 0
        group.append(event)
        filled += size
    if group:
        await tx.append(stream_of(chat_id), version, group)


def writer_of(ctx: CallContext) -> str:
    """Tells the sessions and keys of a person apart, without naming them."""
    session = ctx.who.session
    return hashlib.sha256(session.encode()).hexdigest()[:12] if session else ""


def _size(event: Any) -> int:
    values = (getattr(event, name) for name in event.__slots__)
    return sum(len(value) for value in values if isinstance(value, bytes))
