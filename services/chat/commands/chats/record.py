"""Appending to the stream of a chat."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import Transaction
from services.chat.documents.limits import Limits
from services.chat.documents.parts import stream_of


async def record(tx: Transaction, chat_id: str, version: int, events: Sequence[Any], limits: Limits) -> None:
    """Append the events of one command as one commit; none is fine."""
    limits.check_change(sum(_size(event) for event in events))
    await tx.append(stream_of(chat_id), version, events)


def writer_of(ctx: CallContext) -> str:
    """Tells the sessions and keys of a person apart, without naming them."""
    session = ctx.who.session
    return hashlib.sha256(session.encode()).hexdigest()[:12] if session else ""


def _size(event: Any) -> int:
    values = (getattr(event, name) for name in event.__slots__)
    return sum(len(value) for value in values if isinstance(value, bytes))
