"""Delete a thread with everybody's part of it.

Each step may be repeated, and the thread itself goes last: a deletion that was cut short is finished by
asking again.
"""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.chats.delete import delete_these
from services.chat.commands.threads.create import SLUG
from services.chat.commands.workspaces.create import stream_of
from services.chat.domain.threads.thread import decide_delete
from services.chat.queries.threads import find
from services.chat.queries.workspaces.find import reload


async def handle(store: EventStore, ctx: CallContext, thread_id: str) -> None:
    """Delete it. Raises ThreadNotFound, WorkspaceNotFound."""
    thread = find.thread_of(await find.by_id(store, thread_id))

    async def last(tx: Transaction) -> bool:
        await find.by_id(tx, thread_id)
        workspace = await reload(tx, thread.workspace_id)
        if set(await find.all_parts(tx, thread_id)) - gone:
            return False  # somebody began to say something meanwhile
        await tx.append(stream_of(thread.workspace_id), workspace.version, decide_delete(thread))
        await tx.release(SLUG, thread.slug, thread_id)
        return True

    gone: set[str] = set()
    while True:
        chats = [chat for chat in await find.all_parts(store, thread_id) if chat not in gone]
        await delete_these(store, ctx, chats)
        gone.update(chats)
        if await store.execute(ctx, last):
            return
