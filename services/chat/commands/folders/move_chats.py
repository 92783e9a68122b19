"""Put chats into a folder, or take them out."""

from __future__ import annotations

from collections.abc import Sequence

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.commands.folders.use import enter
from services.chat.documents.parts import CHATS, is_chat_id, stream_of
from services.chat.domain.chats.refusals import ChatNotFound
from services.chat.domain.folders.events import ChatMoved


async def handle(
    store: EventStore,
    ctx: CallContext,
    chat_ids: Sequence[str],
    folder_id: str = "",
    out_of: str | None = None,
) -> None:
    """Move the caller's chats, all or none, into a folder (empty: into none).

    With `out_of` they have to be in that folder. Raises ChatNotFound and FolderNotFound.
    """
    wanted = list(dict.fromkeys(chat_ids))
    if not all(is_chat_id(chat_id) for chat_id in wanted):
        raise ChatNotFound

    async def work(tx: Transaction) -> None:
        query = {"_id": {"$in": wanted}, "u": ctx.who.id}
        heads = await rows(tx.view(CHATS).find(query, {"v": 1, "f": 1}))
        if len(heads) != len(wanted) or any(out_of not in (None, head.get("f")) for head in heads):
            raise ChatNotFound
        if folder_id:
            await enter(tx, ctx.who.id, folder_id)
        for head in heads:
            if head.get("f", "") != folder_id:
                moved = ChatMoved(head["_id"], ctx.who.id, folder_id)
                await tx.append(stream_of(head["_id"]), head["v"], [moved])

    await store.execute(ctx, work)
