"""parlance.chat.v1.Memories"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from parlance.chat.v1 import memories_pb2 as pb
from parlance.common.v1 import common_pb2

from kernel.context import CallContext
from kernel.eventstore.model import EventStore
from services.chat.adapters.notes import Notes
from services.chat.commands.memories import delete, write
from services.chat.domain.memories.memory import Form
from services.chat.domain.memories.refusals import MemoriesDisabled, MemoryNotFound
from services.chat.queries.memories import find

_BY_HAND = b'{"created_by":"manual"}'


class Memories:
    """See the proto. `enabled` tells whether the installation has memories switched on."""

    def __init__(self, store: EventStore, notes: Notes, enabled: Callable[[], bool]) -> None:
        self._store = store
        self._notes = notes
        self._enabled = enabled

    async def List(self, request: pb.ListMemoriesRequest, ctx: CallContext) -> pb.MemoryList:
        self._allowed()
        return pb.MemoryList(items=[_memory(one) for one in await find.of_owner(self._store, ctx.who.id)])

    async def Add(self, request: pb.AddMemoryRequest, ctx: CallContext) -> pb.Memory:
        self._allowed()
        memory_id = await write.add(self._store, ctx, self._notes, _form(request))
        return _memory(await find.own(self._store, ctx.who.id, memory_id))

    async def Query(self, request: pb.QueryMemoriesRequest, ctx: CallContext) -> pb.MemoriesFound:
        self._allowed()
        owner = ctx.who.id
        if not await find.some(self._store, owner, 1):
            raise MemoryNotFound
        near = await self._notes.find(ctx, request.content, request.k or 1)
        known = await find.named(self._store, owner, (one for one, _ in near))
        hits = [(known[one], nearness) for one, nearness in near if one in known]
        columns = {
            "ids": [[found["_id"] for found, _ in hits]],
            "documents": [[found["t"] for found, _ in hits]],
            "metadatas": [[_about(found) for found, _ in hits]],
            "distances": [[nearness for _, nearness in hits]],
        }
        return pb.MemoriesFound(json=msgspec.json.encode(columns))

    async def Update(self, request: pb.UpdateMemoryRequest, ctx: CallContext) -> pb.Memory:
        self._allowed()
        await write.change(self._store, ctx, self._notes, request.memory_id, _form(request))
        return _memory(await find.own(self._store, ctx.who.id, request.memory_id))

    async def Delete(self, request: pb.MemoryRequest, ctx: CallContext) -> common_pb2.BoolValue:
        self._allowed()
        try:
            await delete.delete_one(self._store, ctx, self._notes, request.memory_id)
        except MemoryNotFound:
            return common_pb2.BoolValue(value=False)
        return common_pb2.BoolValue(value=True)

    async def DeleteAll(self, request: pb.ListMemoriesRequest, ctx: CallContext) -> common_pb2.BoolValue:
        self._allowed()
        await delete.delete_all(self._store, ctx, self._notes)
        return common_pb2.BoolValue(value=True)

    async def Reset(self, request: pb.ListMemoriesRequest, ctx: CallContext) -> common_pb2.BoolValue:
        self._allowed()
        for found in await find.of_owner(self._store, ctx.who.id):
            await self._notes.put(ctx, found["_id"], found["t"])
        return common_pb2.BoolValue(value=True)

    def _allowed(self) -> None:
        if not self._enabled():
            raise MemoriesDisabled


def _form(request: pb.AddMemoryRequest | pb.UpdateMemoryRequest) -> Form:
    content: str | None = request.content
    if isinstance(request, pb.UpdateMemoryRequest) and not request.HasField("content"):
        content = None
    return Form(
        content,
        request.type if request.HasField("type") else None,
        request.path if request.HasField("path") else None,
    )


def _memory(found: Mapping[str, Any]) -> pb.Memory:
    return pb.Memory(
        id=found["_id"],
        user_id=found["u"],
        type=found["k"],
        path=found["p"] or None,
        content=found["t"],
        meta=_BY_HAND,
        updated_at=found["m"] // 1000,
        created_at=found["c"] // 1000,
    )


def _about(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"updated_at": found["m"] // 1000, "type": found["k"], "created_at": found["c"] // 1000}
