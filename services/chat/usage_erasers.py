"""A deleted person's share in the figures loses its name: see services.chat.projections.usage."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import msgspec

from kernel.bus.reached import caught_up
from kernel.context import CallContext
from kernel.erasure import Counts
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.documents.usage_rows import CHATS, PEOPLE
from services.chat.domain.usage.events import UsageUnnamed
from services.chat.projections.usage import UsageView

_WITHIN = 10.0
_LOOK = 0.05
_AT_ONCE = 8_000
"""Rows of an event."""
_encode = msgspec.json.Encoder().encode


class NamedFigures:
    """The person's figures, taken over by nobody: what they used stays in the totals."""

    name = "usage"

    def __init__(self, store: EventStore, database: Any, service: str) -> None:
        self._store = store
        self._database = database
        self._service = service

    async def erase(self, ctx: CallContext, user_id: str) -> Counts:
        """See Eraser. Raises TimeoutError while the view is far behind; what is recorded then stands."""
        stream = f"usage-{user_id}"
        await self._view_is_current(stream)
        people = await rows(self._store.view(PEOPLE).find({"u": user_id}))
        chats = await rows(self._store.view(CHATS).find({"u": user_id}))
        if not people and not chats:
            return {}
        answers = [
            (row["d"], row["x"], int(slot), *(int(part.get(name, 0)) for name in "nio"))
            for row in people
            if row["x"]
            for slot, part in row["s"].items()
        ]
        answered = _by_chat(chats)
        events = [
            UsageUnnamed(
                user_id,
                _encode(answers[start : start + _AT_ONCE]),
                _encode(answered[start : start + _AT_ONCE]),
            )
            for start in range(0, max(len(answers), len(answered), 1), _AT_ONCE)
        ]

        async def work(tx: Transaction) -> None:
            await tx.append(stream, len(await tx.load(stream)), events)

        await self._store.execute(ctx, work)
        return {"figures": len(people)}

    async def _view_is_current(self, stream: str) -> None:
        async with asyncio.timeout(_WITHIN):
            while not await caught_up(self._database, self._service, UsageView.name, stream):  # noqa: ASYNC110 - the follower may be another process
                await asyncio.sleep(_LOOK)


def _by_chat(found: list[Any]) -> list[tuple[str, int, str, int, int]]:
    chats = {row["c"]: uuid.uuid4().hex for row in found}
    return [
        (chats[row["c"]], row["d"], row["x"], int(slot), int(part["n"]))
        for row in found
        for slot, part in row["s"].items()
    ]
