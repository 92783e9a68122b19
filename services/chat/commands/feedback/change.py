"""Change a rating."""

from __future__ import annotations

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.commands.feedback.give import stream_of
from services.chat.domain.feedback.feedback import Form, decide_change
from services.chat.queries.feedback.find import load


async def handle(store: EventStore, ctx: CallContext, feedback_id: str, form: Form) -> None:
    """Replace what is given; administrators anybody's. Raises FeedbackNotFound, FeedbackRefused."""

    async def work(tx: Transaction) -> None:
        state, version = await load(tx, feedback_id)
        events = decide_change(state, ctx.who.id, ctx.who.is_admin, form)
        await tx.append(stream_of(feedback_id), version, events)

    await store.execute(ctx, work)
