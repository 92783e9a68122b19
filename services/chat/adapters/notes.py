"""Memories found by meaning, in the caller's own collection of the knowledge service."""

from __future__ import annotations

from collections.abc import Sequence

import grpc.aio
from parlance.knowledge.v1 import notes_pb2 as pb
from parlance.knowledge.v1 import notes_pb2_grpc as stubs

from kernel.context import CallContext

WITHIN = 30.0
"""Seconds a search or a removal may take."""
EMBEDDED_WITHIN = 120.0
"""Seconds until a text can be found, at most."""


class Notes:
    """Calls parlance.knowledge.v1.Notes on the caller's behalf."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._stub = stubs.NotesStub(channel)

    async def put(self, ctx: CallContext, note_id: str, text: str) -> None:
        """Keep a text, in place of a former one; it can be found when this returns."""
        request = pb.PutNoteRequest(id=note_id, text=text)
        timeout = ctx.remaining(EMBEDDED_WITHIN)
        await self._stub.Put(request, metadata=ctx.outgoing(), timeout=timeout)

    async def remove(self, ctx: CallContext, note_ids: Sequence[str]) -> None:
        """Take texts away."""
        request = pb.RemoveNotesRequest(ids=note_ids)
        await self._stub.Remove(request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN))

    async def find(self, ctx: CallContext, query: str, limit: int) -> list[tuple[str, float]]:
        """Ids and nearness (0..1), nearest first."""
        request = pb.FindNotesRequest(query=query, limit=limit)
        reply = await self._stub.Find(request, metadata=ctx.outgoing(), timeout=ctx.remaining(WITHIN))
        return [(one.id, one.nearness) for one in reply.notes]
