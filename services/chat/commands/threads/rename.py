"""Give a thread another name. The chats it is made of are named alike, unless their owner named them."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.workspaces.create import stream_of
from services.chat.documents.parts import stream_of as chat_stream
from services.chat.domain.threads.thread import decide_rename, decide_title
from services.chat.queries.chats.load import state_with
from services.chat.queries.threads import find
from services.chat.queries.workspaces.find import reload

_CHATS = 50
"""Chats renamed along; with more people than that in a thread, the others' chats keep their title."""


async def handle(store: EventStore, ctx: CallContext, thread_id: str, name: str) -> None:
    """Rename it; an empty name changes nothing. Raises ThreadNotFound, WorkspaceNotFound."""

    async def work(tx: Transaction) -> None:
        thread = find.thread_of(await find.by_id(tx, thread_id))
        events = decide_rename(thread, name)
        if not events:
            return
        workspace = await reload(tx, thread.workspace_id)
        await tx.append(stream_of(thread.workspace_id), workspace.version, events)
        for chat_id in (await find.present_parts(tx, thread_id))[:_CHATS]:
            chat = await state_with(tx, chat_id)
            titled = decide_title(chat, thread, name)
            await tx.append(chat_stream(chat_id), chat.version, titled)

    await store.execute(ctx, work)
