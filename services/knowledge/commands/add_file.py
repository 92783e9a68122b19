"""Add a file to a collection."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import held, knowledge, knowledge_stream, same_text
from services.knowledge.domain import knowledge as bases
from services.knowledge.domain.refusals import FileNotFound
from services.knowledge.projections.files import FILES


@dataclass(frozen=True, slots=True)
class AddFile:
    """The file must be one that the person may read: the caller of `handle` has checked."""

    knowledge_id: str
    file_id: str
    person: Caller


async def handle(store: EventStore, ctx: CallContext, command: AddFile) -> bool:
    """Whether it was added now. Raises KnowledgeNotFound, FileNotFound, DuplicateContent."""

    async def work(tx: Transaction) -> bool:
        state, version = await knowledge(tx, command.knowledge_id, command.person)
        if await tx.view(FILES).find_one({"_id": command.file_id}, {"_id": 1}) is None:
            raise FileNotFound("There is no such file.")
        state = replace(
            state,
            held=await held(tx, command.knowledge_id, (command.file_id,)),
            same_text=await same_text(tx, command.knowledge_id, command.file_id),
        )
        events = bases.decide_add(state, command.knowledge_id, command.file_id, ctx.who.id)
        await tx.append(knowledge_stream(command.knowledge_id), version, events)
        return bool(events)

    return await store.execute(ctx, work)
