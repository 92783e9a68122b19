"""Begin a visitor's session anew: what was said is no longer shown to the visitor, nor to the model."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.embeds.answer import stream_of
from services.chat.domain.embeds.embed import decide_reset
from services.chat.queries.embeds import find


async def handle(store: EventStore, ctx: CallContext, embed_id: str, session_id: str) -> None:
    """Begin it anew; nothing happens where nothing was said. Raises EmbedNotFound."""

    async def work(tx: Transaction) -> None:
        embed = find.state_of(await find.embed(tx, embed_id))
        session, version = await find.session(tx, embed, session_id)
        events = decide_reset(session)
        if events:
            await tx.append(stream_of(embed_id, session_id), version, events)

    await store.execute(ctx, work)
