"""Take a rating back."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from kernel.mongo import rows
from services.chat.commands.feedback.give import stream_of
from services.chat.domain.feedback.feedback import Feedback, decide_delete
from services.chat.projections.feedback import FEEDBACK
from services.chat.queries.feedback.find import load


async def handle(store: EventStore, ctx: CallContext, feedback_id: str) -> None:
    """Delete it; administrators anybody's. Raises FeedbackNotFound."""

    async def work(tx: Transaction) -> None:
        state, version = await load(tx, feedback_id)
        events = decide_delete(state, ctx.who.id, ctx.who.is_admin)
        await tx.append(stream_of(feedback_id), version, events)

    await store.execute(ctx, work)


async def delete_some(store: EventStore, ctx: CallContext, owner_id: str, most: int) -> int:
    """Delete at most so much of somebody's feedback; how much it was."""

    async def work(tx: Transaction) -> int:
        found = await rows(tx.view(FEEDBACK).find({"u": owner_id}, {"v": 1}).limit(most))
        for one in found:
            events = decide_delete(Feedback(one["_id"], owner_id), owner_id, admin=False)
            await tx.append(stream_of(one["_id"]), one["v"], events)
        return len(found)

    return await store.execute(ctx, work)
