"""Change a knowledge base's name, description and grants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from kernel.context import CallContext, Caller
from kernel.eventstore.model import EventStore, Transaction
from kernel.identity.grants import Grant
from kernel.identity.sharing import added, check_permissions
from services.knowledge.commands.loading import grants_of, knowledge, knowledge_stream
from services.knowledge.domain import events as e
from services.knowledge.domain import knowledge as bases
from services.knowledge.projections.knowledge import KNOWLEDGE


@dataclass(frozen=True, slots=True)
class UpdateKnowledge:
    """None leaves a part as it is; `grants` makes the new list from the standing one."""

    knowledge_id: str
    name: str | None
    description: str | None
    grants: Callable[[Sequence[Grant]], list[Grant]] | None
    person: Caller


async def handle(store: EventStore, ctx: CallContext, command: UpdateKnowledge) -> None:
    """Record what changes. Raises KnowledgeNotFound, Refusal AUDIENCE_PROHIBITED."""

    async def work(tx: Transaction) -> None:
        state, version = await knowledge(tx, command.knowledge_id, command.person)
        grants: bytes | None = None
        if command.grants is not None:
            standing = await tx.view(KNOWLEDGE).find_one({"_id": command.knowledge_id}, {"grants": 1})
            kept = grants_of(standing)
            wanted = command.grants(kept)
            check_permissions(command.person, bases.KNOWLEDGE, added(kept, wanted))
            grants = msgspec.json.encode(wanted)
        if command.name is None or command.description is None:
            events = [e.KnowledgeAccessChanged(command.knowledge_id, grants)] if grants is not None else []
        else:
            name, description = command.name, command.description
            events = bases.decide_update(state, command.knowledge_id, name, description, grants)
        await tx.append(knowledge_stream(command.knowledge_id), version, events)

    await store.execute(ctx, work)
