"""End sessions of visitors, some in a transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.commands.embeds.answer import stream_of
from services.chat.domain.embeds.embed import decide_end
from services.chat.projections.embeds import SESSIONS
from services.chat.queries.embeds.find import session_of

AT_ONCE = 50


async def some(store: EventStore, ctx: CallContext, query: Mapping[str, Any]) -> int:
    """End some sessions of an embed (`e`) or an owner (`u`); how many it were."""

    async def work(tx: Transaction) -> int:
        found = await rows(tx.view(SESSIONS).find(query).limit(AT_ONCE))
        for one in found:
            session = session_of(one)
            await tx.append(stream_of(session.embed_id, session.session_id), one["v"], decide_end(session))
        return len(found)

    return await store.execute(ctx, work)
