"""Rate an answer."""

from __future__ import annotations

import uuid

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.chat.domain.feedback.feedback import Form, decide_give


def stream_of(feedback_id: str) -> str:
    """The stream of feedback."""
    return f"feedback-{feedback_id}"


async def handle(store: EventStore, ctx: CallContext, form: Form) -> str:
    """Feedback of the caller; returns its id. Raises FeedbackRefused."""
    feedback_id = str(uuid.uuid4())
    events = decide_give(feedback_id, ctx.who.id, form)

    async def work(tx: Transaction) -> None:
        await tx.append(stream_of(feedback_id), 0, events)

    await store.execute(ctx, work)
    return feedback_id
