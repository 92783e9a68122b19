"""Add or change a memory. It is made findable first: what cannot be is not recorded."""

from __future__ import annotations

import uuid

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.adapters.notes import Notes
from services.chat.domain.memories.memory import Form, changed, decide_add, decide_change
from services.chat.queries.memories import find


def stream_of(memory_id: str) -> str:
    """The stream of a memory."""
    return f"memory-{memory_id}"


async def add(store: EventStore, ctx: CallContext, notes: Notes, form: Form) -> str:
    """A memory of the caller; returns its id. Raises MemoryRefused, MemoriesFull."""
    owner, memory_id = ctx.who.id, str(uuid.uuid4())
    decide_add(memory_id, owner, form, await find.held(store, owner))
    await notes.put(ctx, memory_id, form.content or "")

    async def work(tx: Transaction) -> None:
        events = decide_add(memory_id, owner, form, await find.held(tx, owner))
        await tx.append(stream_of(memory_id), 0, events)

    await store.execute(ctx, work)
    return memory_id


async def change(store: EventStore, ctx: CallContext, notes: Notes, memory_id: str, form: Form) -> None:
    """Take over what is given. Raises MemoryNotFound, MemoryRefused."""
    owner = ctx.who.id
    before = find.state_of(await find.own(store, owner, memory_id))
    after = changed(before, form)
    if after.content != before.content:
        await notes.put(ctx, memory_id, after.content)

    async def work(tx: Transaction) -> None:
        found = await find.own(tx, owner, memory_id)
        events = decide_change(find.state_of(found), owner, form)
        if events:
            await tx.append(stream_of(memory_id), found["v"], events)

    await store.execute(ctx, work)
