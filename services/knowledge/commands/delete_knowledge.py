"""Delete a collection; its files stay."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import all_held, knowledge, knowledge_stream
from services.knowledge.domain import knowledge as bases


@dataclass(frozen=True, slots=True)
class DeleteKnowledge:
    """Of one collection."""

    knowledge_id: str
    person: Caller


async def handle(store: EventStore, ctx: CallContext, command: DeleteKnowledge) -> frozenset[str]:
    """The files that were in it. Raises KnowledgeNotFound."""

    async def work(tx: Transaction) -> frozenset[str]:
        state, version = await knowledge(tx, command.knowledge_id, command.person)
        inside = await all_held(tx, command.knowledge_id)
        events = bases.decide_delete(replace(state, held=inside), command.knowledge_id)
        await tx.append(knowledge_stream(command.knowledge_id), version, events)
        return inside

    return await store.execute(ctx, work)
