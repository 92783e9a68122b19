"""Change a knowledge base's name, description and grants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from kernel.context import CallContext
from kernel.eventstore.model import EventStore, Transaction
from services.knowledge.commands.loading import grants_of, knowledge, knowledge_stream
from services.knowledge.domain import events as e
from services.knowledge.domain import knowledge as bases
from services.knowledge.domain.access import Grant, Person
from services.knowledge.projections.knowledge import KNOWLEDGE


@dataclass(frozen=True, slots=True)
class UpdateKnowledge:
    """None leaves a part as it is; `grants` makes the new list from the standing one."""

    knowledge_id: str
    name: str | None
    description: str | None
    grants: Callable[[Sequence[Grant]], list[Grant]] | None
    person: Person


async def handle(store: EventStore, ctx: CallContext, command: UpdateKnowledge) -> None:
    """Record what changes. Raises KnowledgeNotFound."""

    async def work(tx: Transaction) -> None:
        state, version = await knowledge(tx, command.knowledge_id, command.person)
        grants: bytes | None = None
        if command.grants is not None:
            standing = await tx.view(KNOWLEDGE).find_one({"_id": command.knowledge_id}, {"grants": 1})
            grants = msgspec.json.encode(command.grants(grants_of(standing)))
        if command.name is None or command.description is None:
            events = [e.KnowledgeAccessChanged(command.knowledge_id, grants)] if grants is not None else []
        else:
            name, description = command.name, command.description
            events = bases.decide_update(state, command.knowledge_id, name, description, grants)
        await tx.append(knowledge_stream(command.knowledge_id), version, events)

    await store.execute(ctx, work)
