"""Delete memories. What finds them goes first: a deletion that was cut short is finished by asking again."""

from __future__ import annotations

from collections.abc import Sequence

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.adapters.notes import Notes
from services.chat.commands.memories.write import stream_of
from services.chat.domain.memories.memory import decide_delete
from services.chat.queries.memories import find

_AT_ONCE = 50


async def delete_one(store: EventStore, ctx: CallContext, notes: Notes, memory_id: str) -> None:
    """Raises MemoryNotFound."""
    owner = ctx.who.id
    await find.own(store, owner, memory_id)
    await notes.remove(ctx, [memory_id])

    async def work(tx: Transaction) -> None:
        found = await find.own(tx, owner, memory_id)
        await tx.append(stream_of(memory_id), found["v"], decide_delete(find.state_of(found), owner))

    await store.execute(ctx, work)


async def delete_all(store: EventStore, ctx: CallContext, notes: Notes) -> None:
    """All of the caller's."""
    while found := await find.some(store, ctx.who.id, _AT_ONCE):
        ids = [one["_id"] for one in found]
        await notes.remove(ctx, ids)
        await _delete(store, ctx, ctx.who.id, ids)


async def delete_some(store: EventStore, ctx: CallContext, owner_id: str) -> int:
    """Fifty of somebody's at most; how many it were. What finds them is left to the caller."""
    found = await find.some(store, owner_id, _AT_ONCE)
    return await _delete(store, ctx, owner_id, [one["_id"] for one in found])


async def _delete(store: EventStore, ctx: CallContext, owner_id: str, ids: Sequence[str]) -> int:
    async def work(tx: Transaction) -> int:
        found = await find.named(tx, owner_id, ids)
        for one in found.values():
            await tx.append(stream_of(one["_id"]), one["v"], decide_delete(find.state_of(one), owner_id))
        return len(found)

    return await store.execute(ctx, work)
