"""Take files out of a collection."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import held, knowledge, knowledge_stream
from services.knowledge.domain import knowledge as bases


@dataclass(frozen=True, slots=True)
class RemoveFiles:
    """Those that are not in it are skipped."""

    knowledge_id: str
    file_ids: tuple[str, ...]
    person: Caller


async def handle(store: EventStore, ctx: CallContext, command: RemoveFiles) -> frozenset[str]:
    """The files that were taken out. Raises KnowledgeNotFound."""

    async def work(tx: Transaction) -> frozenset[str]:
        state, version = await knowledge(tx, command.knowledge_id, command.person)
        inside = await held(tx, command.knowledge_id, command.file_ids)
        events = bases.decide_remove(replace(state, held=inside), command.knowledge_id, command.file_ids)
        await tx.append(knowledge_stream(command.knowledge_id), version, events)
        return inside

    return await store.execute(ctx, work)
