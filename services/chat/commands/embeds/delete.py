"""Delete an embed: gone at once for visitors and operators. Its sessions end in parts (end_sessions)."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.embeds.create import stream_of
from services.chat.domain.embeds.embed import decide_delete
from services.chat.queries.embeds import find


async def handle(store: EventStore, ctx: CallContext, embed_id: str) -> None:
    """Delete it. Raises EmbedNotFound."""

    async def work(tx: Transaction) -> None:
        found = await find.embed(tx, embed_id)
        await tx.append(stream_of(embed_id), found["v"], decide_delete(find.state_of(found)))

    await store.execute(ctx, work)
